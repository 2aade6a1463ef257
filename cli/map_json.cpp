#include "json_output.h"
#include "map_formats.h"

#include <wiring/wired_bridges.h>

#include <ranges>

namespace tapscope::cli {
namespace {

void write(JsonWriter& json, const Wiring& wiring, const WiredAt& device) {
    json.beginObject();
    json.member("namespace", device.area);
    json.member("device", wiring.at(device).info.name.text());
    json.endObject();
}

void write(JsonWriter& json, const WiredRoute& route) {
    json.beginObject();
    json.member("destination", route.destination.text());
    if (route.gateway)
        json.member("gateway", route.gateway->text());
    json.member("metric", route.metric);
    json.member("table", route.table);
    json.endObject();
}

/// The bridge that a device is or that it is a port of, and where the bridge sends frames.
void writeBridge(JsonWriter& json, const Wiring& wiring, const WiredBridges& bridges, const WiredAt& at) {
    const WiredAt* bridge = bridges.bridgeOf(at);
    if (bridge == nullptr)
        return;
    const WiredForwarding& forwarding = wiring.at(at).forwarding;
    if (*bridge != at) {
        json.member("bridge", wiring.at(*bridge).info.name.text());
        if (forwarding.portState)
            json.member("port_state", portStateWord(*forwarding.portState));
        json.array("learned", forwarding.learned, [&](const MacAddress& mac) { json.value(mac.text()); });
        json.member("learned_count", forwarding.learnedCount);
    }
    json.array("bridge_ports", bridges.portsOf(*bridge),
               [&](const WiredAt& port) { json.value(wiring.at(port).info.name.text()); });
}

void write(JsonWriter& json, const Wiring& wiring, const WiredBridges& bridges, const WiredAt& at) {
    const WiredDevice& device = wiring.at(at);
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
    writeBridge(json, wiring, bridges, at);
    json.array("routes", device.forwarding.routes, [&](const WiredRoute& route) { write(json, route); });
    json.member("route_count", device.forwarding.routeCount);
    json.member("rx_frames", info.counters.receivedFrames);
    json.member("rx_bytes", info.counters.receivedBytes);
    json.member("tx_frames", info.counters.sentFrames);
    json.member("tx_bytes", info.counters.sentBytes);
    json.endObject();
}

void write(JsonWriter& json, const Wiring& wiring, const WiredBridges& bridges, std::size_t at) {
    const WiringArea& area = wiring.areas[at];
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
    json.array("devices", std::views::iota(std::size_t{0}, area.devices.size()),
               [&](std::size_t device) { write(json, wiring, bridges, {at, device}); });
    json.endObject();
}

} // namespace

void printJson(const Wiring& wiring, Output& out) {
    const WiredBridges bridges(wiring);
    printAsJson(out, [&](JsonWriter& json) {
        json.beginObject();
        json.array("namespaces", std::views::iota(std::size_t{0}, wiring.areas.size()),
                   [&](std::size_t area) { write(json, wiring, bridges, area); });
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
