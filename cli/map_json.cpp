#include "map_formats.h"

#include <print/json_writer.h>

namespace tapscope::cli {
namespace {

void write(JsonWriter& json, const Wiring& wiring, const WiredAt& device) {
    json.beginObject();
    json.member("namespace", device.area);
    json.member("device", wiring.at(device).info.name.text());
    json.endObject();
}

void write(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
    json.key(key);
    json.beginArray();
    for (const auto& text : texts)
        json.value(text);
    json.endArray();
}

void write(JsonWriter& json, const WiredDevice& device) {
    const DeviceInfo& info = device.info;
    json.beginObject();
    json.member("name", info.name.text());
    json.member("index", info.index);
    json.member("kind", device.kind == WiredKind::Other ? device.kernelKind : kindWord(device));
    json.member("state", stateWord(device.state()));
    json.member("up", info.isUp);
    json.member("carrier", info.hasCarrier);
    json.member("operstate", operStateWord(device.operState));
    json.member("mtu", info.mtu);
    if (info.mac)
        json.member("mac", info.mac->text());
    if (!info.alias.empty())
        json.member("alias", info.alias);
    write(json, "altnames", info.alternativeNames);
    json.key("addresses");
    json.beginArray();
    for (const auto& address : info.addresses)
        json.value(addressText(address));
    json.endArray();
    if (device.tag)
        json.member(device.kind == WiredKind::Vxlan ? "vni" : "vlan_id", *device.tag);
    if (device.remote)
        json.member("remote", device.remote->text());
    if (device.kind == WiredKind::Tap || device.kind == WiredKind::Tun) {
        json.key("processes");
        json.beginArray();
        for (const auto& holder : device.holders) {
            json.beginObject();
            json.member("pid", holder.pid);
            json.member("program", holder.program);
            json.endObject();
        }
        json.endArray();
        json.member("unknown_process", device.hasUnknownHolder);
    }
    json.member("rx_frames", info.counters.receivedFrames);
    json.member("rx_bytes", info.counters.receivedBytes);
    json.member("tx_frames", info.counters.sentFrames);
    json.member("tx_bytes", info.counters.sentBytes);
    json.endObject();
}

void write(JsonWriter& json, const WiringArea& area) {
    json.beginObject();
    json.member("kind", areaWord(area.kind));
    json.member("own", area.isOwn);
    json.member("inode", area.network.inode);
    write(json, "names", area.names);
    json.member("processes", area.processes);
    if (area.firstProcess != 0) {
        json.member("first_pid", area.firstProcess);
        json.member("first_program", area.firstProgram);
    }
    if (area.refusal)
        json.member("refusal", area.refusal->text());
    json.key("devices");
    json.beginArray();
    for (const auto& device : area.devices)
        write(json, device);
    json.endArray();
    json.endObject();
}

} // namespace

void printJson(const Wiring& wiring, Output& out) {
    std::string text;
    JsonWriter json(text);
    json.beginObject();
    json.key("namespaces");
    json.beginArray();
    for (const auto& area : wiring.areas)
        write(json, area);
    json.endArray();
    json.key("edges");
    json.beginArray();
    for (const auto& edge : wiring.edges) {
        json.beginObject();
        json.member("kind", edgeWord(edge.kind));
        json.key("from");
        write(json, wiring, edge.from);
        json.key("to");
        if (edge.to)
            write(json, wiring, *edge.to);
        else
            json.null();
        json.endObject();
    }
    json.endArray();
    write(json, "remarks", wiring.remarks);
    json.endObject();
    out.write(text + "\n");
}

} // namespace tapscope::cli
