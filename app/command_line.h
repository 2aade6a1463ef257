#pragma once

#include <QString>
#include <QStringList>

namespace tapscope {

/// The options of the command line, named as in Wireshark.
struct CommandLine {
    QString interface, read, write, captureFilter, fieldFilter, netns;
    QStringList scripts; ///< decoders in Lua
    QStringList without; ///< plugins that are left out
    int process = 0;     ///< the process in whose network to work
    bool startAtOnce = false, demo = false, monitor = false, sandbox = false, noPlugins = false;

    /// Ends the program for --help, --version and unknown options.
    [[nodiscard]] static CommandLine parse(int argc, char** argv);
};

} // namespace tapscope
