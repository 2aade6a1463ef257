#include "device_json.h"
#include "verb.h"

#include <base/printable_text.h>

#include <CLI/CLI.hpp>
#include <memory>

namespace tapscope::cli {
namespace {

void printLine(Output& out, const DeviceInfo& info) {
    std::string addresses;
    for (const auto& address : info.addresses)
        addresses += " " + wholeAddressText(address, info.name);
    if (info.kind == DeviceKind::Veth)
        addresses += fmt::format(" peer {}", info.peer ? printable(info.peer->text()) : "in another namespace");
    if (info.bridge)
        addresses += " in " + printable(info.bridge->text());
    for (const auto& name : info.alternativeNames)
        addresses += " altname " + printable(name);
    out.print("{:<15} {:<4} {:<4} {:<10} {:<10} mtu {:<5} {}{}\n", printable(info.name.text()), kindTitle(info.kind),
              info.isUp ? "up" : "down", info.hasCarrier ? "carrier" : "no-carrier",
              info.isPersistent ? "persistent" : "-", info.mtu, info.mac ? info.mac->text() : "-", addresses);
}

} // namespace

void addDevicesVerb(CLI::App& app, Action& chosen) {
    auto json = std::make_shared<bool>(false);
    auto* verb = app.add_subcommand("devices", "List the TAP, TUN and vETH devices and the bridges");
    verb->add_flag("--json", *json, "Print as JSON");
    verb->callback([json, &chosen] {
        chosen = [json](Session& session) -> Result<void> {
            auto devices = session.devices->list();
            if (!devices)
                return std::unexpected(devices.error());
            if (*json) {
                printJson(*devices, session.out);
                return {};
            }
            for (const auto& device : *devices)
                printLine(session.out, device);
            return {};
        };
    });
}

} // namespace tapscope::cli
