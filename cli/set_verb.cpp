#include "verb.h"

#include <net/interface.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>

namespace tapscope::cli {
namespace {

struct SetWords {
    std::string name, mac, persistent, netns;
    bool up = false, down = false;
    std::optional<std::uint32_t> mtu;
    std::vector<std::string> add, remove;
};

/// All words are read before anything is changed: the changes, in the order in which they are made.
Result<std::vector<DeviceChange>> plan(const SetWords& words) {
    std::vector<DeviceChange> changes;
    if (words.down)
        changes.emplace_back(LinkState::Down);
    if (!words.mac.empty()) {
        auto mac = MacAddress::parse(words.mac);
        if (!mac)
            return std::unexpected(mac.error());
        changes.emplace_back(*mac);
    }
    if (words.mtu)
        changes.emplace_back(Mtu{*words.mtu});
    if (!words.persistent.empty())
        changes.emplace_back(words.persistent == "on" ? Persistence::Kept : Persistence::Dropped);
    for (const auto& text : words.remove) {
        auto prefix = IpPrefix::parse(text);
        if (!prefix)
            return std::unexpected(prefix.error());
        changes.emplace_back(RemoveAddress{{.prefix = *prefix}});
    }
    for (const auto& text : words.add) {
        auto prefix = IpPrefix::parse(text);
        if (!prefix)
            return std::unexpected(prefix.error());
        changes.emplace_back(AddAddress{{.prefix = *prefix}});
    }
    if (words.up)
        changes.emplace_back(LinkState::Up);
    return changes;
}

Result<void> set(const SetWords& words, DeviceControl& control) {
    auto name = InterfaceName::parse(words.name);
    if (!name)
        return std::unexpected(name.error());
    auto changes = plan(words);
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
        if (auto done = control.change(*name, change); !done)
            return done;
    }
    return target ? control.moveToNamespace(*name, *target) : Result<void>{}; // last: it is out of reach then
}

} // namespace

void addSetVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<SetWords>();
    auto* verb = app.add_subcommand("set", "Configure a TAP, a TUN or one end of a vETH pair");
    verb->add_option("NAME", words->name, "The device")->required();
    auto* up = verb->add_flag("--up", words->up, "Switch it on");
    verb->add_flag("--down", words->down, "Switch it off")->excludes(up);
    verb->add_option("--mtu", words->mtu, "Largest payload of a frame, in bytes");
    verb->add_option("--mac", words->mac, "Its MAC address, such as 02:42:0a:09:00:01");
    verb->add_option("--add-address", words->add, "ADDRESS/PREFIX, may come several times")->allow_extra_args(false);
    verb->add_option("--remove-address", words->remove, "ADDRESS/PREFIX, may come several times")
        ->allow_extra_args(false);
    verb->add_option("--persistent", words->persistent, "Whether it lives on when nobody has it open")
        ->check(CLI::IsMember({"on", "off"}));
    verb->add_option("--netns", words->netns,
                     "Move it to a network namespace, by the name `ip netns` gave it or by pid");
    verb->callback([words, &chosen] { chosen = [words](Session& session) { return set(*words, *session.devices); }; });
}

void addDestroyVerb(CLI::App& app, Action& chosen) {
    auto name = std::make_shared<std::string>();
    auto* verb =
        app.add_subcommand("destroy", "Destroy a TAP or TUN, whoever has it open, or a vETH pair by either end");
    verb->add_option("NAME", *name, "The device")->required();
    verb->callback([name, &chosen] {
        chosen = [name](Session& session) -> Result<void> {
            auto parsed = InterfaceName::parse(*name);
            if (!parsed)
                return std::unexpected(parsed.error());
            return session.devices->destroy(*parsed);
        };
    });
}

} // namespace tapscope::cli
