#pragma once

#include <QString>
#include <QStringList>

namespace tapscope {

/// The words of the command line, after Wireshark's.
struct CommandLine {
    QString interface, read, write, captureFilter, fieldFilter, netns;
    QStringList scripts; ///< decoders in Lua
    QStringList without; ///< plugins that are left out
    int process = 0;     ///< whose network to work in
    bool startAtOnce = false, demo = false, monitor = false, sandbox = false, noPlugins = false;

    /// Ends the program for --help, --version and words that are not known.
    [[nodiscard]] static CommandLine parse(int argc, char** argv);
};

} // namespace tapscope
