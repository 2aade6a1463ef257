#include "device_json.h"

#include <print/json_writer.h>

namespace tapscope::cli {
namespace {

void writeJson(JsonWriter& json, const InterfaceAddress& address) {
    json.beginObject();
    json.member("address", address.prefix.address.text());
    json.member("prefix_length", address.prefix.length);
    if (address.peer)
        json.member("peer", address.peer->text());
    if (address.broadcast)
        json.member("broadcast", address.broadcast->text());
    if (!address.label.empty())
        json.member("label", address.label);
    json.member("scope", scopeText(address.scope));
    if (address.validSeconds != InterfaceAddress::forEver)
        json.member("valid_seconds", address.validSeconds);
    if (address.preferredSeconds != InterfaceAddress::forEver)
        json.member("preferred_seconds", address.preferredSeconds);
    json.endObject();
}

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
    json.member("packet_info", info.hasPacketInfo);
    json.member("promiscuous", info.isPromiscuous);
    json.member("txqueuelen", info.transmitQueueLength);
    if (!info.alias.empty())
        json.member("alias", info.alias);
    if (info.bridge)
        json.member("bridge", info.bridge->text());
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
    json.key("address_details");
    json.beginArray();
    for (const auto& address : info.addresses)
        writeJson(json, address);
    json.endArray();
    json.key("altnames");
    json.beginArray();
    for (const auto& name : info.alternativeNames)
        json.value(name);
    json.endArray();
    json.member("rx_frames", info.counters.receivedFrames);
    json.member("rx_bytes", info.counters.receivedBytes);
    json.member("tx_frames", info.counters.sentFrames);
    json.member("tx_bytes", info.counters.sentBytes);
    json.member("tx_dropped", info.counters.sendDropped);
    json.endObject();
}

} // namespace

void printJson(std::span<const DeviceInfo> devices, Output& out) {
    std::string text;
    JsonWriter json(text);
    json.beginArray();
    for (const auto& device : devices)
        writeJson(json, device);
    json.endArray();
    out.write(text + "\n");
}

Result<void> printJson(std::span<const InterfaceName> names, DeviceControl& control, Output& out) {
    std::vector<DeviceInfo> devices;
    for (const auto& name : names) {
        auto info = control.info(name);
        if (!info)
            return std::unexpected(info.error());
        devices.push_back(std::move(*info));
    }
    printJson(devices, out);
    return {};
}

} // namespace tapscope::cli
