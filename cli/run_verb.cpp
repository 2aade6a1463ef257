#include "verb.h"

#include <privilege/rights.h>

#include <unistd.h>

#include <cerrno>
#include <memory>
#include <string>
#include <vector>

namespace tapscope::cli {

void addRunVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<std::vector<std::string>>();
    auto* verb = app.add_subcommand("run", "Run a program in the place: tapscope-cli --sandbox run sh");
    verb->add_option("PROGRAM", *words, "The program and its arguments")->required();
    verb->prefix_command();
    verb->callback([words, verb, &chosen] {
        for (const auto& word : verb->remaining())
            words->push_back(word);
        chosen = [words](const Devices&) -> Result<void> {
            std::vector<char*> command;
            for (auto& word : *words)
                command.push_back(word.data());
            command.push_back(nullptr);
            passNetworkRightsOn();
            execvp(command.front(), command.data());
            return systemError(errno, "run", command.front());
        };
    });
}

} // namespace tapscope::cli
