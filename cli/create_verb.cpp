#include "device_json.h"
#include "device_words.h"
#include "machine_words.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace tapscope::cli {
namespace {

struct CreateWords {
    MachineWords machine;
    std::string kind = "tap", name, peer;
    DeviceWords settings;
    std::vector<std::string> peerAddresses, offloads;
    unsigned virtioHeader = 0; ///< bytes
    bool multiQueue = false, json = false;
};

SettingTexts textsOf(const CreateWords& words) {
    SettingTexts texts = words.settings.texts();
    const auto add = [&](const char* key, const std::string& value) {
        if (!value.empty())
            texts.push_back({.key = key, .value = value});
    };
    add("kind", words.kind);
    add("name", words.name);
    add("peer", words.peer);
    add("multi-queue", words.multiQueue ? "on" : "");
    add("virtio-header", words.virtioHeader == 0 ? "" : std::to_string(words.virtioHeader));
    for (const auto& offload : words.offloads)
        add("offload", offload);
    for (const auto& address : words.peerAddresses)
        add("peer-address", address);
    if (words.kind != kindWord(DeviceKind::Veth))
        return texts;
    // The settings that both ends share; each has its own addresses and names.
    for (const auto& [key, value] : words.settings.texts(true, false))
        texts.push_back({.key = "peer-" + key, .value = value});
    return texts;
}

Result<void> create(const CreateWords& words, Session& session) {
    const auto configuration = configurationOf(words.machine, session);
    if (!configuration)
        return std::unexpected(configuration.error());
    const auto made = (*configuration)->create(textsOf(words));
    if (!made)
        return std::unexpected(made.error());
    std::vector<std::string> names;
    for (const InterfaceName& name : *made)
        names.push_back(name.text());
    if (words.json)
        return printJson(names, **configuration, session.out);
    for (const auto& name : names)
        session.out.print("{}\n", name);
    return {};
}

} // namespace

void addCreateVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<CreateWords>();
    auto* verb =
        app.add_subcommand("create", "Make a persistent TAP or TUN, a vETH pair or a bridge, and print its name");
    verb->add_option("NAME", words->name, "Name of the device; without one, the first free name of tap0, tap1, …");
    addMachineOptions(*verb, words->machine);
    verb->add_option("--kind", words->kind, "tap (Ethernet frames), tun (IP packets), veth (a pair) or bridge")
        ->check(CLI::IsMember({"tap", "tun", "veth", "bridge"}));
    verb->add_option("--peer", words->peer, "Name of the other end of a vETH pair");
    verb->add_flag("--multi-queue", words->multiQueue, "Let several programs open the device at once");
    verb->add_option("--virtio-header", words->virtioHeader,
                     "Frames begin with a virtio_net_hdr of 10 or 12 bytes for the program that has the device open")
        ->check(CLI::IsMember({10U, 12U}));
    verb->add_option("--offload", words->offloads,
                     "Offloads that the host leaves to the program that has the device open; needs a virtio header: "
                     "csum, tso4, tso6, uso, separated by commas")
        ->delimiter(',')
        ->check(CLI::IsMember({"csum", "tso4", "tso6", "uso"}))
        ->allow_extra_args(false);
    words->settings.addTo(*verb, DeviceWords::Verb::Create);
    verb->add_option("--peer-address", words->peerAddresses, "The same for the other end of a vETH pair")
        ->allow_extra_args(false);
    verb->add_flag("--json", words->json, "Print the new device as JSON, as devices does");
    verb->callback([words, &chosen] { chosen = [words](Session& session) { return create(*words, session); }; });
}

} // namespace tapscope::cli
