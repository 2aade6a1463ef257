#include "declared_options.h"

#include <CLI/CLI.hpp>

namespace tapscope::manual {

std::vector<const CLI::App*> verbsOf(const CLI::App& app) {
    auto verbs = app.get_subcommands([](const CLI::App* verb) { return !verb->get_group().empty(); });
    return {verbs.begin(), verbs.end()};
}

std::vector<const CLI::Option*> optionsOf(const CLI::App& app) {
    auto options = app.get_options([](const CLI::Option* option) { return !option->get_group().empty(); });
    return {options.begin(), options.end()};
}

std::vector<std::string> switchesOf(const CLI::Option& option) {
    std::vector<std::string> switches;
    for (const auto& name : option.get_snames())
        switches.push_back("-" + name);
    for (const auto& name : option.get_lnames())
        switches.push_back("--" + name);
    return switches;
}

bool takesValue(const CLI::Option& option) {
    return option.get_items_expected_max() > 0;
}

} // namespace tapscope::manual
