#include "device_json.h"
#include "device_words.h"
#include "machine_words.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace tapscope::cli {
namespace {

struct SetWords {
    MachineWords machine;
    std::string name, netns;
    DeviceWords settings;
    bool json = false;
};

Result<void> set(const SetWords& words, Session& session) {
    auto texts = words.settings.texts();
    if (!words.netns.empty())
        texts.push_back({.key = "netns", .value = words.netns});
    if (texts.empty())
        return failure(ErrorKind::Invalid, "set", words.name, "no change was given", "See tapscope-cli set --help");
    const auto configuration = configurationOf(words.machine, session);
    if (!configuration)
        return std::unexpected(configuration.error());
    if (auto done = (*configuration)->set(words.name, texts); !done)
        return done;
    const bool isOutOfReach = !words.netns.empty();
    return words.json && !isOutOfReach ? printJson(std::span(&words.name, 1), **configuration, session.out)
                                       : Result<void>{};
}

} // namespace

void addSetVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<SetWords>();
    auto* verb = app.add_subcommand("set", "Configure a TAP, a TUN, one end of a vETH pair or a bridge");
    verb->add_option("NAME", words->name, "The device")->required();
    addMachineOptions(*verb, words->machine);
    words->settings.addTo(*verb, DeviceWords::Verb::Set);
    verb->add_flag("--json", words->json, "Print the device as JSON, as devices does");
    verb->add_option("--netns", words->netns,
                     "Move the device to a network namespace, given by its `ip netns` name or a pid");
    verb->callback([words, &chosen] { chosen = [words](Session& session) { return set(*words, session); }; });
}

void addDestroyVerb(CLI::App& app, Action& chosen) {
    struct Words {
        MachineWords machine;
        std::string name;
    };
    auto words = std::make_shared<Words>();
    auto* verb = app.add_subcommand(
        "destroy", "Destroy a TAP or TUN (even if a program has it open), a vETH pair by either end, or a bridge");
    verb->add_option("NAME", words->name, "The device")->required();
    addMachineOptions(*verb, words->machine);
    verb->callback([words, &chosen] {
        chosen = [words](Session& session) -> Result<void> {
            const auto configuration = configurationOf(words->machine, session);
            return configuration ? (*configuration)->destroy(words->name) : std::unexpected(configuration.error());
        };
    });
}

} // namespace tapscope::cli
