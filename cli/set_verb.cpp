#include "verb.h"

#include <net/interface.h>

#include <functional>
#include <memory>

namespace tapscope::cli {
namespace {

struct SetWords {
    std::string name, mac, persistent, netns;
    bool up = false, down = false;
    std::optional<std::uint32_t> mtu;
    std::vector<std::string> add, remove;
};

/// All words are read before anything is changed: the changes, in the order in which they are made.
Result<std::vector<Action>> plan(const InterfaceName& name, const SetWords& words) {
    std::vector<Action> changes;
    if (words.down)
        changes.emplace_back([name] { return setState(name, LinkState::Down); });
    if (!words.mac.empty()) {
        auto mac = MacAddress::parse(words.mac);
        if (!mac)
            return std::unexpected(mac.error());
        changes.emplace_back([name, mac = *mac] { return setMac(name, mac); });
    }
    if (words.mtu)
        changes.emplace_back([name, mtu = *words.mtu] { return setMtu(name, mtu); });
    if (!words.persistent.empty())
        changes.emplace_back([name, kept = words.persistent == "on"] {
            return setPersistence(name, kept ? Persistence::Kept : Persistence::Dropped);
        });
    const auto addressChange = [&](const std::string& text, auto change) -> Result<void> {
        auto prefix = IpPrefix::parse(text);
        if (!prefix)
            return std::unexpected(prefix.error());
        changes.emplace_back(
            [name, prefix = *prefix, change] { return change(name, InterfaceAddress{.prefix = prefix}); });
        return {};
    };
    for (const auto& text : words.remove) {
        if (auto read = addressChange(text, removeAddress); !read)
            return std::unexpected(read.error());
    }
    for (const auto& text : words.add) {
        if (auto read = addressChange(text, addAddress); !read)
            return std::unexpected(read.error());
    }
    if (words.up)
        changes.emplace_back([name] { return setState(name, LinkState::Up); });
    if (!words.netns.empty()) { // last: it is out of reach then
        auto target = NetworkNamespace::find(words.netns);
        if (!target)
            return std::unexpected(target.error());
        changes.emplace_back([name, target = std::make_shared<NetworkNamespace>(std::move(*target))] {
            return moveToNamespace(name, *target);
        });
    }
    return changes;
}

Result<void> set(const SetWords& words) {
    auto name = InterfaceName::parse(words.name);
    if (!name)
        return std::unexpected(name.error());
    auto changes = plan(*name, words);
    if (!changes)
        return std::unexpected(changes.error());
    if (changes->empty())
        return failure(ErrorKind::Invalid, "set", name->text(), "nothing was said that is to change",
                       "See tapscope-cli set --help");
    if (auto exists = deviceInfo(*name); !exists)
        return std::unexpected(exists.error());
    for (const auto& change : *changes) {
        if (auto done = change(); !done)
            return done;
    }
    return {};
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
    verb->callback([words, &chosen] { chosen = [words] { return set(*words); }; });
}

void addDestroyVerb(CLI::App& app, Action& chosen) {
    auto name = std::make_shared<std::string>();
    auto* verb =
        app.add_subcommand("destroy", "Destroy a TAP or TUN, whoever has it open, or a vETH pair by either end");
    verb->add_option("NAME", *name, "The device")->required();
    verb->callback([name, &chosen] {
        chosen = [name]() -> Result<void> {
            auto parsed = InterfaceName::parse(*name);
            if (!parsed)
                return std::unexpected(parsed.error());
            return destroy(*parsed);
        };
    });
}

} // namespace tapscope::cli
