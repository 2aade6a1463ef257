#include "verb.h"

#include <base/standard_streams.h>
#include <privilege/rights.h>

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <string>
#include <vector>

namespace tapscope::cli {

void addRunVerb(CLI::App& app, Action& chosen) {
    auto* verb = app.add_subcommand(
        "run", "Run a program in the chosen network: tapscope-cli --sandbox run PROGRAM [ARGUMENT...]");
    verb->prefix_command(); // the program's options are not ours
    verb->callback([verb, &chosen] {
        chosen = [words = verb->remaining()](Session&) mutable -> Result<void> {
            if (!words.empty() && words.front() == "--")
                words.erase(words.begin());
            if (words.empty())
                return failure(ErrorKind::Invalid, "run", "a program", "none is named", "Name one, such as sh");
            std::vector<char*> command;
            for (std::string& word : words)
                command.push_back(word.data());
            command.push_back(nullptr);
            passNetworkRightsOn();
            restoreWriteSignals();
            execvp(command.front(), command.data());
            return systemError(errno, "run", command.front());
        };
    });
}

} // namespace tapscope::cli
