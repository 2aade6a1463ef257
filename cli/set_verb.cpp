#include "device_json.h"
#include "device_words.h"
#include "verb.h"

#include <net/address_change.h>
#include <net/device_names.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>

namespace tapscope::cli {
namespace {

struct SetWords {
    std::string name, netns;
    DeviceWords settings;
    bool json = false;
};

Result<void> set(const SetWords& words, Session& session) {
    DeviceControl& control = *session.devices;
    auto name = deviceNamed(control, words.name);
    if (!name)
        return std::unexpected(name.error());
    const auto changes = words.settings.changes();
    if (!changes)
        return std::unexpected(changes.error());
    if (changes->empty() && words.netns.empty())
        return failure(ErrorKind::Invalid, "set", name->text(), "nothing was said that is to change",
                       "See tapscope-cli set --help");
    std::optional<NetworkNamespace> target;
    if (!words.netns.empty()) {
        auto found = NetworkNamespace::find(words.netns);
        if (!found)
            return std::unexpected(found.error());
        target = std::move(*found);
    }
    if (auto exists = control.info(*name); !exists)
        return std::unexpected(exists.error());
    for (const auto& change : *changes) {
        if (auto done = changeAlone(control, *name, change); !done)
            return done;
    }
    if (target)
        return control.moveToNamespace(*name, *target); // last: it is out of reach then
    return words.json ? printJson(std::span(&*name, 1), control, session.out) : Result<void>{};
}

} // namespace

void addSetVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<SetWords>();
    auto* verb = app.add_subcommand("set", "Configure a TAP, a TUN, one end of a vETH pair or a bridge");
    verb->add_option("NAME", words->name, "The device")->required();
    words->settings.addTo(*verb, DeviceWords::Verb::Set);
    verb->add_flag("--json", words->json, "Print the device as JSON, as devices does");
    verb->add_option("--netns", words->netns,
                     "Move it to a network namespace, by the name `ip netns` gave it or by pid");
    verb->callback([words, &chosen] { chosen = [words](Session& session) { return set(*words, session); }; });
}

void addDestroyVerb(CLI::App& app, Action& chosen) {
    auto name = std::make_shared<std::string>();
    auto* verb = app.add_subcommand(
        "destroy", "Destroy a TAP or TUN, whoever has it open, a vETH pair by either end, or a bridge");
    verb->add_option("NAME", *name, "The device")->required();
    verb->callback([name, &chosen] {
        chosen = [name](Session& session) -> Result<void> {
            auto parsed = deviceNamed(*session.devices, *name);
            if (!parsed)
                return std::unexpected(parsed.error());
            return session.devices->destroy(*parsed);
        };
    });
}

} // namespace tapscope::cli
