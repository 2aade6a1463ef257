#include "device_json.h"
#include "verb.h"

#include <net/address_change.h>
#include <net/device_names.h>
#include <net/interface.h>
#include <net/user_name.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>

namespace tapscope::cli {
namespace {

struct SetWords {
    std::string name, mac, persistent, netns, owner, group, bridge;
    std::optional<std::string> alias;
    bool up = false, down = false, json = false;
    std::optional<std::uint32_t> mtu, queueLength;
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
    if (words.queueLength)
        changes.emplace_back(TransmitQueueLength{*words.queueLength});
    if (!words.owner.empty()) {
        const auto owner = words.owner == "none" ? Result<uid_t>(0) : userId(words.owner);
        if (!owner)
            return std::unexpected(owner.error());
        changes.emplace_back(Owner{words.owner == "none" ? std::nullopt : std::optional(*owner)});
    }
    if (!words.group.empty()) {
        const auto group = words.group == "none" ? Result<gid_t>(0) : groupId(words.group);
        if (!group)
            return std::unexpected(group.error());
        changes.emplace_back(Group{words.group == "none" ? std::nullopt : std::optional(*group)});
    }
    if (words.alias)
        changes.emplace_back(Alias{*words.alias});
    if (!words.bridge.empty()) {
        auto bridge =
            words.bridge == "none" ? Result<std::optional<InterfaceName>>() : InterfaceName::parse(words.bridge);
        if (!bridge)
            return std::unexpected(bridge.error());
        changes.emplace_back(Bridge{std::move(*bridge)});
    }
    for (const auto& text : words.remove) {
        auto address = parseInterfaceAddress(text);
        if (!address)
            return std::unexpected(address.error());
        changes.emplace_back(RemoveAddress{*address});
    }
    for (const auto& text : words.add) {
        auto address = parseInterfaceAddress(text);
        if (!address)
            return std::unexpected(address.error());
        changes.emplace_back(AddAddress{*address});
    }
    if (words.up)
        changes.emplace_back(LinkState::Up);
    return changes;
}

/// Removes an address with its peer, which need not be said.
Result<void> make(DeviceControl& control, const InterfaceName& name, const DeviceChange& change) {
    const auto* const removed = std::get_if<RemoveAddress>(&change);
    return removed == nullptr || removed->address.peer ? control.change(name, change)
                                                       : removeAddressAlone(control, name, removed->address.prefix);
}

Result<void> set(const SetWords& words, Session& session) {
    DeviceControl& control = *session.devices;
    auto name = deviceNamed(control, words.name);
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
        if (auto done = make(control, *name, change); !done)
            return done;
    }
    if (target)
        return control.moveToNamespace(*name, *target); // last: it is out of reach then
    return words.json ? printJson(std::span(&*name, 1), control, session.out) : Result<void>{};
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
    verb->add_option("--add-address", words->add,
                     "ADDRESS/PREFIX, or \"ADDRESS peer ADDRESS/PREFIX\"; may come several times")
        ->allow_extra_args(false);
    verb->add_option("--remove-address", words->remove, "The same, as devices shows it")->allow_extra_args(false);
    verb->add_option("--persistent", words->persistent, "Whether it lives on when nobody has it open")
        ->check(CLI::IsMember({"on", "off"}));
    verb->add_flag("--json", words->json, "Print the device as JSON, as devices does");
    verb->add_option("--txqueuelen", words->queueLength, "Length of the transmit queue, in frames");
    verb->add_option("--owner", words->owner, "The user (name or id) who may open it, or none");
    verb->add_option("--group", words->group, "The group (name or id) whose members may open it, or none");
    verb->add_option("--alias", words->alias, "A text for people; empty for none");
    verb->add_option("--bridge", words->bridge, "Make it a port of this bridge, or of none");
    verb->add_option("--netns", words->netns,
                     "Move it to a network namespace, by the name `ip netns` gave it or by pid");
    verb->callback([words, &chosen] { chosen = [words](Session& session) { return set(*words, session); }; });
}

void addDestroyVerb(CLI::App& app, Action& chosen) {
    auto name = std::make_shared<std::string>();
    auto* verb =
        app.add_subcommand("destroy", "Destroy a TAP or TUN, whoever has it open, or a vETH pair by either end");
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
