#include "verb.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <fmt/format.h>

#include <memory>

namespace tapscope::cli {
namespace {

QJsonObject toJson(const DeviceInfo& info) {
    QJsonArray addresses;
    for (const auto& address : info.addresses)
        addresses.append(QString::fromStdString(address.prefix.text()));
    const auto count = [](std::uint64_t number) { return static_cast<qint64>(number); };
    QJsonObject object{{"name", QString::fromStdString(info.name.text())},
                       {"kind", kindWord(info.kind).data()},
                       {"up", info.isUp},
                       {"carrier", info.hasCarrier},
                       {"persistent", info.isPersistent},
                       {"multi_queue", info.isMultiQueue},
                       {"vnet_hdr", info.hasVnetHeader},
                       {"mtu", count(info.mtu)},
                       {"min_mtu", count(info.minimumMtu)},
                       {"max_mtu", count(info.maximumMtu)},
                       {"addresses", addresses},
                       {"rx_frames", count(info.counters.receivedFrames)},
                       {"rx_bytes", count(info.counters.receivedBytes)},
                       {"tx_frames", count(info.counters.sentFrames)},
                       {"tx_bytes", count(info.counters.sentBytes)},
                       {"tx_dropped", count(info.counters.sendDropped)}};
    if (info.mac)
        object.insert("mac", QString::fromStdString(info.mac->text()));
    if (info.peer)
        object.insert("peer", QString::fromStdString(info.peer->text()));
    if (info.isMultiQueue)
        object.insert("open_queues", count(info.openQueues));
    if (info.owner)
        object.insert("owner", static_cast<qint64>(*info.owner));
    if (info.group)
        object.insert("group", static_cast<qint64>(*info.group));
    return object;
}

void printLine(const DeviceInfo& info) {
    std::string addresses;
    for (const auto& address : info.addresses)
        addresses += " " + address.prefix.text();
    if (info.kind == DeviceKind::Veth)
        addresses += fmt::format(" peer {}", info.peer ? info.peer->text() : "in another namespace");
    fmt::print("{:<15} {:<4} {:<4} {:<10} {:<10} mtu {:<5} {}{}\n", info.name.text(), kindTitle(info.kind),
               info.isUp ? "up" : "down", info.hasCarrier ? "carrier" : "no-carrier",
               info.isPersistent ? "persistent" : "-", info.mtu, info.mac ? info.mac->text() : "-", addresses);
}

} // namespace

void addDevicesVerb(CLI::App& app, Action& chosen) {
    auto json = std::make_shared<bool>(false);
    auto* verb = app.add_subcommand("devices", "List the TAP, TUN and vETH devices");
    verb->add_flag("--json", *json, "Print as JSON");
    verb->callback([json, &chosen] {
        chosen = [json](const Devices& control) -> Result<void> {
            auto devices = control->list();
            if (!devices)
                return std::unexpected(devices.error());
            QJsonArray all;
            for (const auto& device : *devices) {
                if (*json)
                    all.append(toJson(device));
                else
                    printLine(device);
            }
            if (*json)
                fmt::print("{}", QJsonDocument(all).toJson().toStdString());
            return {};
        };
    });
}

} // namespace tapscope::cli
