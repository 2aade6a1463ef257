#include "device_json.h"
#include "device_words.h"
#include "verb.h"

#include <net/new_device.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>

namespace tapscope::cli {
namespace {

constexpr std::array kinds = {DeviceKind::Tap, DeviceKind::Tun, DeviceKind::Veth, DeviceKind::Bridge};

struct CreateWords {
    std::string kind = "tap", name, peer;
    DeviceWords settings;
    std::vector<std::string> peerAddresses, offloads;
    unsigned virtioHeader = 0; ///< bytes
    bool multiQueue = false, json = false;
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

/// The settings of a vETH's other end: what both have in common, and its own addresses.
Result<std::vector<DeviceChange>> peerChanges(const CreateWords& words) {
    auto changes = words.settings.changes(true, false);
    const auto address = findDeviceSetting("address");
    for (const auto& word : words.peerAddresses) {
        auto change = (*address)->change(word);
        if (!change)
            return std::unexpected(std::move(change.error()));
        if (changes)
            changes->push_back(std::move(*change));
    }
    return changes;
}

/// All words are read before anything is made.
Result<NewDevice> parse(const CreateWords& words) {
    NewDevice wish{.multiQueue = words.multiQueue, .virtioHeader = virtioHeader(words)};
    for (const DeviceKind kind : kinds) {
        if (words.kind == kindWord(kind))
            wish.kind = kind;
    }
    if (hasDescriptor(wish.kind))
        wish.persistence = Persistence::Kept; // it shall outlive this program
    for (const auto& read : {parseName(words.name, wish.name), parseName(words.peer, wish.peer)}) {
        if (!read)
            return std::unexpected(read.error());
    }
    auto changes = words.settings.changes();
    if (!changes)
        return std::unexpected(std::move(changes.error()));
    wish.changes = std::move(*changes);
    if (wish.kind != DeviceKind::Veth && words.peerAddresses.empty())
        return wish;
    auto others = peerChanges(words);
    if (!others)
        return std::unexpected(std::move(others.error()));
    wish.peerChanges = std::move(*others);
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
    auto* verb =
        app.add_subcommand("create", "Make a persistent TAP or TUN, a vETH pair or a bridge, and print its name");
    verb->add_option("NAME", words->name, "Its name; the first free of tap0, tap1, … without one");
    verb->add_option("--kind", words->kind, "tap (Ethernet frames), tun (IP packets), veth (a pair) or bridge")
        ->check(CLI::IsMember({"tap", "tun", "veth", "bridge"}));
    verb->add_option("--peer", words->peer, "The name of a vETH's other end");
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
    words->settings.addTo(*verb, DeviceWords::Verb::Create);
    verb->add_option("--peer-address", words->peerAddresses, "The same, of a vETH's other end")
        ->allow_extra_args(false);
    verb->add_flag("--json", words->json, "Print what was made as JSON, as devices does");
    verb->callback([words, &chosen] { chosen = [words](Session& session) { return create(*words, session); }; });
}

} // namespace tapscope::cli
