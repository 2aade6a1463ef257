#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

/// What a program declares with CLI11, read back: manual pages and completions are made of it, as --help is.
namespace tapscope::manual {

/// The verbs of a program in the order of --help, without those that are hidden (an empty group).
[[nodiscard]] std::vector<const CLI::App*> verbsOf(const CLI::App& app);

/// The options of a program or verb, without those that are hidden.
[[nodiscard]] std::vector<const CLI::Option*> optionsOf(const CLI::App& app);

/// "-w", "--mode"; empty for a positional argument.
[[nodiscard]] std::vector<std::string> switchesOf(const CLI::Option& option);

/// False for a flag.
[[nodiscard]] bool takesValue(const CLI::Option& option);

} // namespace tapscope::manual
