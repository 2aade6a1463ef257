#include "json_output.h"
#include "map_formats.h"

namespace tapscope::cli {
namespace {

void write(JsonWriter& json, const Wiring& wiring, const WiredAt& device) {
    json.beginObject();
    json.member("namespace", device.area);
    json.member("device", wiring.at(device).info.name.text());
    json.endObject();
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
    json.values("altnames", info.alternativeNames);
    json.array("addresses", info.addresses, [&](const auto& address) { json.value(addressText(address)); });
    if (device.tag)
        json.member(device.kind == WiredKind::Vxlan ? "vni" : "vlan_id", *device.tag);
    if (device.remote)
        json.member("remote", device.remote->text());
    if (device.kind == WiredKind::Tap || device.kind == WiredKind::Tun) {
        json.array("processes", device.holders, [&](const auto& holder) {
            json.beginObject();
            json.member("pid", holder.pid);
            json.member("program", holder.program);
            json.endObject();
        });
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
    json.values("names", area.names);
    json.member("processes", area.processes);
    if (area.firstProcess != 0) {
        json.member("first_pid", area.firstProcess);
        json.member("first_program", area.firstProgram);
    }
    if (area.refusal)
        json.member("refusal", area.refusal->text());
    json.array("devices", area.devices, [&](const WiredDevice& device) { write(json, device); });
    json.endObject();
}

} // namespace

void printJson(const Wiring& wiring, Output& out) {
    printAsJson(out, [&](JsonWriter& json) {
        json.beginObject();
        json.array("namespaces", wiring.areas, [&](const WiringArea& area) { write(json, area); });
        json.array("edges", wiring.edges, [&](const auto& edge) {
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
        });
        json.values("remarks", wiring.remarks);
        json.endObject();
    });
}

} // namespace tapscope::cli
