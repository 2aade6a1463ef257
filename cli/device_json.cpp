#include "device_json.h"

#include "json_output.h"

#include <net/device_setting.h>

#include <algorithm>

namespace tapscope::cli {
namespace {

/// Returns "vnet_hdr" for "vnet-hdr".
std::string jsonKey(const DeviceSetting& setting) {
    std::string key(setting.plural);
    std::ranges::replace(key, '-', '_');
    return key;
}

void writeJson(JsonWriter& json, const InterfaceAddress& address, const InterfaceName& device) {
    json.beginObject();
    json.member("text", wholeAddressText(address, device));
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

/// Addresses as ADDRESS/PREFIX, one word that scripts can pass on and --remove-address accepts. Their other properties
/// are in "address_details".
std::vector<DeviceSetting::Value> valuesOf(const DeviceSetting& setting, const DeviceInfo& info) {
    if (setting.type != DeviceSetting::Type::Address)
        return setting.read(info);
    std::vector<DeviceSetting::Value> prefixes;
    for (const auto& address : info.addresses)
        prefixes.emplace_back(address.prefix.text());
    return prefixes;
}

void writeJson(JsonWriter& json, const DeviceSetting& setting, const DeviceInfo& info) {
    const auto write = [&](const auto& value) { json.value(value); };
    const auto values = valuesOf(setting, info);
    if (values.empty() && !setting.isList())
        return;
    json.key(jsonKey(setting));
    if (setting.isList())
        json.beginArray();
    for (const auto& value : values)
        std::visit(write, value);
    if (setting.isList())
        json.endArray();
}

void writeJson(JsonWriter& json, const DeviceInfo& info) {
    json.beginObject();
    json.member("name", info.name.text());
    json.member("kind", kindWord(info.kind));
    for (const auto& setting : deviceSettings())
        writeJson(json, setting, info);
    json.member("multi_queue", info.isMultiQueue);
    if (info.isMultiQueue)
        json.member("open_queues", info.openQueues);
    json.member("promiscuity", info.promiscuity);
    json.member("min_mtu", info.minimumMtu);
    json.member("max_mtu", info.maximumMtu);
    if (info.peer)
        json.member("peer", info.peer->text());
    json.array("address_details", info.addresses, [&](const auto& address) { writeJson(json, address, info.name); });
    json.member("rx_frames", info.counters.receivedFrames);
    json.member("rx_bytes", info.counters.receivedBytes);
    json.member("tx_frames", info.counters.sentFrames);
    json.member("tx_bytes", info.counters.sentBytes);
    json.member("tx_dropped", info.counters.sendDropped);
    json.endObject();
}

} // namespace

void printJson(std::span<const DeviceInfo> devices, Output& out) {
    printAsJson(out, devices, [](JsonWriter& json, const DeviceInfo& device) { writeJson(json, device); });
}

Result<void> printJson(std::span<const std::string> names, DeviceConfiguration& configuration, Output& out) {
    const auto all = configuration.list();
    if (!all)
        return std::unexpected(all.error());
    std::vector<DeviceInfo> devices;
    for (const std::string& name : names) {
        const DeviceInfo* const device = findDevice(*all, name);
        if (device == nullptr)
            return failure(ErrorKind::NotFound, "show", name, "the device is gone");
        devices.push_back(*device);
    }
    printJson(devices, out);
    return {};
}

} // namespace tapscope::cli
