#include "device_json.h"
#include "verb.h"

#include <net/new_device.h>
#include <net/user_name.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

namespace tapscope::cli {
namespace {

struct CreateWords {
    std::string kind = "tap", name, peer, owner;
    std::optional<std::uint32_t> mtu;
    std::vector<std::string> addresses, peerAddresses, offloads;
    unsigned virtioHeader = 0; ///< bytes
    bool multiQueue = false, up = false, json = false;
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

/// A header without a size is short; offloads need one.
std::optional<VirtioHeader> virtioHeader(const CreateWords& words) {
    if (words.virtioHeader == 0 && words.offloads.empty())
        return std::nullopt;
    const auto has = [&](std::string_view word) {
        return std::ranges::find(words.offloads, word) != words.offloads.end();
    };
    return VirtioHeader{.size = words.virtioHeader == static_cast<unsigned>(VirtioHeader::Size::Long)
                                    ? VirtioHeader::Size::Long
                                    : VirtioHeader::Size::Short,
                        .checksum = !words.offloads.empty(),
                        .tcp4 = has("tso4"),
                        .tcp6 = has("tso6"),
                        .udp = has("uso")};
}

/// All words are read before anything is made.
Result<NewDevice> parse(const CreateWords& words) {
    NewDevice wish{.multiQueue = words.multiQueue,
                   .virtioHeader = virtioHeader(words),
                   .mtu = words.mtu,
                   .state = words.up ? LinkState::Up : LinkState::Down};
    for (const DeviceKind kind : {DeviceKind::Tap, DeviceKind::Tun, DeviceKind::Veth}) {
        if (words.kind == kindWord(kind))
            wish.kind = kind;
    }
    if (wish.kind != DeviceKind::Veth)
        wish.persistence = Persistence::Kept; // it shall outlive this program
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
    return wish;
}

Result<void> create(const CreateWords& words, Session& session) {
    auto wish = parse(words);
    if (!wish)
        return std::unexpected(wish.error());
    auto made = makeDevice(*session.devices, *wish);
    if (!made)
        return std::unexpected(made.error());
    if (words.json) {
        std::vector names = {made->name};
        if (made->peer)
            names.push_back(*made->peer);
        return printJson(names, *session.devices, session.out);
    }
    session.out.print("{}\n", made->name.text());
    if (made->peer)
        session.out.print("{}\n", made->peer->text());
    return {};
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
    verb->add_option("--virtio-header", words->virtioHeader,
                     "Frames begin with a virtio_net_hdr of 10 or 12 bytes for whoever has it open")
        ->check(CLI::IsMember({10U, 12U}));
    verb->add_option("--offload", words->offloads,
                     "What the host leaves to whoever has it open, with a virtio header: csum, tso4, tso6, uso, "
                     "separated by commas")
        ->delimiter(',')
        ->check(CLI::IsMember({"csum", "tso4", "tso6", "uso"}))
        ->allow_extra_args(false);
    verb->add_option("--mtu", words->mtu, "Largest payload of a frame, in bytes; of both ends of a pair");
    verb->add_option("--address", words->addresses, "ADDRESS/PREFIX, may come several times")->allow_extra_args(false);
    verb->add_option("--peer-address", words->peerAddresses, "ADDRESS/PREFIX of a vETH's other end")
        ->allow_extra_args(false);
    verb->add_flag("--up", words->up, "Switch it on; both ends of a pair");
    verb->add_flag("--json", words->json, "Print what was made as JSON, as devices does");
    verb->callback([words, &chosen] { chosen = [words](Session& session) { return create(*words, session); }; });
}

} // namespace tapscope::cli
