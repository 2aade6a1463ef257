#pragma once

#include <string>

namespace CLI {
class App;
}

namespace tapscope::cli {

/// The texts generated from the declared verbs and options, like --help.
enum class ManualKind {
    Man,  ///< tapscope-cli(1), in man(7)
    Bash, ///< completion scripts
    Zsh,
    Fish,
};

/// The complete text. Completion offers verbs, options, the values of an option, and devices, plugins, settings and
/// fields, for which the script calls `tapscope-cli complete KIND`.
[[nodiscard]] std::string manualOf(const CLI::App& app, ManualKind kind);

} // namespace tapscope::cli
