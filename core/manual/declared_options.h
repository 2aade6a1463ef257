#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

/// Reads what a program declares with CLI11. Manual pages and completions are made from it, like --help.
namespace tapscope::manual {

/// The verbs of a program in the order of --help, without hidden ones (those with an empty group).
[[nodiscard]] std::vector<const CLI::App*> verbsOf(const CLI::App& app);

/// The options of a program or verb, without hidden ones.
[[nodiscard]] std::vector<const CLI::Option*> optionsOf(const CLI::App& app);

/// "-w", "--mode"; empty for a positional argument.
[[nodiscard]] std::vector<std::string> switchesOf(const CLI::Option& option);

/// Whether the option has a value; false for a flag.
[[nodiscard]] bool takesValue(const CLI::Option& option);

} // namespace tapscope::manual
