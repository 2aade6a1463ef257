#pragma once

#include <string>

namespace CLI {
class App;
}

namespace tapscope::cli {

/// What is generated from the declared verbs and options, of which --help is made, too.
enum class ManualKind {
    Man,  ///< tapscope-cli(1), in man(7)
    Bash, ///< completion scripts
    Zsh,
    Fish,
};

/// The whole text. Completion offers verbs, options, the words that an option takes, and devices, plugins, settings and
/// fields, for which the script asks `tapscope-cli complete KIND`.
[[nodiscard]] std::string manualOf(const CLI::App& app, ManualKind kind);

} // namespace tapscope::cli
