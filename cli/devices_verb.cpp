#include "json_writer.h"
#include "verb.h"

#include <base/printable_text.h>

#include <CLI/CLI.hpp>
#include <memory>

namespace tapscope::cli {
namespace {

void writeJson(JsonWriter& json, const DeviceInfo& info) {
    json.beginObject();
    json.member("name", info.name.text());
    json.member("kind", kindWord(info.kind));
    json.member("up", info.isUp);
    json.member("carrier", info.hasCarrier);
    json.member("persistent", info.isPersistent);
    json.member("multi_queue", info.isMultiQueue);
    if (info.isMultiQueue)
        json.member("open_queues", info.openQueues);
    json.member("vnet_hdr", info.hasVnetHeader);
    json.member("mtu", info.mtu);
    json.member("min_mtu", info.minimumMtu);
    json.member("max_mtu", info.maximumMtu);
    if (info.mac)
        json.member("mac", info.mac->text());
    if (info.peer)
        json.member("peer", info.peer->text());
    if (info.owner)
        json.member("owner", *info.owner);
    if (info.group)
        json.member("group", *info.group);
    json.key("addresses");
    json.beginArray();
    for (const auto& address : info.addresses)
        json.value(address.prefix.text());
    json.endArray();
    json.member("rx_frames", info.counters.receivedFrames);
    json.member("rx_bytes", info.counters.receivedBytes);
    json.member("tx_frames", info.counters.sentFrames);
    json.member("tx_bytes", info.counters.sentBytes);
    json.member("tx_dropped", info.counters.sendDropped);
    json.endObject();
}

void printJson(Output& out, const std::vector<DeviceInfo>& devices) {
    std::string text;
    JsonWriter json(text);
    json.beginArray();
    for (const auto& device : devices)
        writeJson(json, device);
    json.endArray();
    out.write(text + "\n");
}

void printLine(Output& out, const DeviceInfo& info) {
    std::string addresses;
    for (const auto& address : info.addresses)
        addresses += " " + address.prefix.text();
    if (info.kind == DeviceKind::Veth)
        addresses += fmt::format(" peer {}", info.peer ? printable(info.peer->text()) : "in another namespace");
    out.print("{:<15} {:<4} {:<4} {:<10} {:<10} mtu {:<5} {}{}\n", printable(info.name.text()), kindTitle(info.kind),
              info.isUp ? "up" : "down", info.hasCarrier ? "carrier" : "no-carrier",
              info.isPersistent ? "persistent" : "-", info.mtu, info.mac ? info.mac->text() : "-", addresses);
}

} // namespace

void addDevicesVerb(CLI::App& app, Action& chosen) {
    auto json = std::make_shared<bool>(false);
    auto* verb = app.add_subcommand("devices", "List the TAP, TUN and vETH devices");
    verb->add_flag("--json", *json, "Print as JSON");
    verb->callback([json, &chosen] {
        chosen = [json](Session& session) -> Result<void> {
            auto devices = session.devices->list();
            if (!devices)
                return std::unexpected(devices.error());
            if (*json) {
                printJson(session.out, *devices);
                return {};
            }
            for (const auto& device : *devices)
                printLine(session.out, device);
            return {};
        };
    });
}

} // namespace tapscope::cli
