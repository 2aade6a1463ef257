#include "verb.h"

#include <net/user_name.h>

#include <fmt/format.h>

#include <memory>

namespace tapscope::cli {
namespace {

struct CreateWords {
    std::string kind = "tap", name, peer, owner;
    std::optional<std::uint32_t> mtu;
    std::vector<std::string> addresses, peerAddresses;
    bool multiQueue = false, up = false;
};

/// What the words mean; all of them are read before anything is made.
struct Wish {
    std::optional<InterfaceName> name, peer;
    std::vector<IpPrefix> addresses, peerAddresses;
    std::optional<uid_t> owner;
};

Result<void> parseName(const std::string& word, std::optional<InterfaceName>& name) {
    if (word.empty())
        return {};
    auto parsed = InterfaceName::parse(word);
    if (!parsed)
        return std::unexpected(parsed.error());
    name = std::move(*parsed);
    return {};
}

Result<void> parseAddresses(const std::vector<std::string>& words, std::vector<IpPrefix>& addresses) {
    for (const auto& word : words) {
        auto prefix = IpPrefix::parse(word);
        if (!prefix)
            return std::unexpected(prefix.error());
        addresses.push_back(*prefix);
    }
    return {};
}

Result<Wish> parse(const CreateWords& words) {
    Wish wish;
    for (const auto& read :
         {parseName(words.name, wish.name), parseName(words.peer, wish.peer),
          parseAddresses(words.addresses, wish.addresses), parseAddresses(words.peerAddresses, wish.peerAddresses)}) {
        if (!read)
            return std::unexpected(read.error());
    }
    if (!words.owner.empty()) {
        auto owner = userId(words.owner);
        if (!owner)
            return std::unexpected(owner.error());
        wish.owner = *owner;
    }
    const bool isPair = words.kind == "veth";
    if (isPair && wish.name.has_value() != wish.peer.has_value())
        return failure(ErrorKind::Invalid, "create", "a vETH pair", "only one end has a name",
                       "Give NAME and --peer NAME, or neither");
    if (isPair && (wish.owner || words.multiQueue))
        return failure(ErrorKind::Invalid, "create", "a vETH pair", "it has neither an owner nor queues");
    if (!isPair && (wish.peer || !wish.peerAddresses.empty()))
        return failure(ErrorKind::Invalid, "create", "a peer", fmt::format("a {} has none", words.kind),
                       "Use --kind veth");
    return wish;
}

Result<void> configure(DeviceControl& control, const InterfaceName& name, const CreateWords& words,
                       const std::vector<IpPrefix>& addresses) {
    if (words.mtu) {
        if (auto set = control.change(name, Mtu{*words.mtu}); !set)
            return set;
    }
    for (const auto& prefix : addresses) {
        if (auto added = control.change(name, AddAddress{{.prefix = prefix}}); !added)
            return added;
    }
    return words.up ? control.change(name, LinkState::Up) : Result<void>{};
}

Result<void> createDevice(const CreateWords& words, const Wish& wish, DeviceControl& control) {
    const TapOptions options{.kind = words.kind == "tun" ? DeviceKind::Tun : DeviceKind::Tap,
                             .persistence = Persistence::Kept,
                             .multiQueue = words.multiQueue,
                             .owner = wish.owner};
    auto device = control.create(wish.name, options);
    if (!device)
        return std::unexpected(device.error());
    if (auto done = configure(control, device->name(), words, wish.addresses); !done) {
        static_cast<void>(device->setPersistence(Persistence::Dropped)); // nothing half-made stays
        return done;
    }
    fmt::print("{}\n", device->name().text());
    return {};
}

Result<void> createPair(const CreateWords& words, const Wish& wish, DeviceControl& control) {
    auto pair = control.createPair(wish.name ? std::optional(VethPair{*wish.name, *wish.peer}) : std::nullopt);
    if (!pair)
        return std::unexpected(pair.error());
    auto done = configure(control, pair->name, words, wish.addresses);
    if (done)
        done = configure(control, pair->peer, words, wish.peerAddresses);
    if (!done) {
        static_cast<void>(control.destroy(pair->name));
        return done;
    }
    fmt::print("{}\n{}\n", pair->name.text(), pair->peer.text());
    return {};
}

Result<void> create(const CreateWords& words, DeviceControl& control) {
    auto wish = parse(words);
    if (!wish)
        return std::unexpected(wish.error());
    return words.kind == "veth" ? createPair(words, *wish, control) : createDevice(words, *wish, control);
}

} // namespace

void addCreateVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<CreateWords>();
    auto* verb = app.add_subcommand("create", "Make a persistent TAP or TUN, or a vETH pair, and print its name");
    verb->add_option("NAME", words->name, "Its name; the first free of tap0, tap1, … without one");
    verb->add_option("--kind", words->kind, "tap (Ethernet frames), tun (IP packets) or veth (a pair)")
        ->check(CLI::IsMember({"tap", "tun", "veth"}));
    verb->add_option("--peer", words->peer, "The name of a vETH's other end");
    verb->add_option("--owner", words->owner, "A user (name or id) who may open it");
    verb->add_flag("--multi-queue", words->multiQueue, "Several programs may have it open at a time");
    verb->add_option("--mtu", words->mtu, "Largest payload of a frame, in bytes; of both ends of a pair");
    verb->add_option("--address", words->addresses, "ADDRESS/PREFIX, may come several times")->allow_extra_args(false);
    verb->add_option("--peer-address", words->peerAddresses, "ADDRESS/PREFIX of a vETH's other end")
        ->allow_extra_args(false);
    verb->add_flag("--up", words->up, "Switch it on; both ends of a pair");
    verb->callback([words, &chosen] { chosen = [words](const Devices& devices) { return create(*words, *devices); }; });
}

} // namespace tapscope::cli
