#include "device_json.h"
#include "machine_words.h"

#include <base/printable_text.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

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

struct DevicesWords {
    MachineWords machine;
    std::vector<std::string> names;
    bool json = false;
};

/// Lists the named devices, or all.
Result<std::vector<DeviceInfo>> wantedDevices(const DevicesWords& words, Session& session) {
    const auto configuration = configurationOf(words.machine, session);
    if (!configuration)
        return std::unexpected(configuration.error());
    auto all = (*configuration)->list();
    if (!all || words.names.empty())
        return all;
    std::vector<DeviceInfo> named;
    for (const std::string& name : words.names) {
        const DeviceInfo* const device = findDevice(*all, name);
        if (device == nullptr)
            return failure(ErrorKind::NotFound, "show", name, "there is no such TAP, TUN, vETH or bridge",
                           "tapscope-cli devices lists them");
        named.push_back(*device);
    }
    return named;
}

} // namespace

void addDevicesVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<DevicesWords>();
    auto* verb = app.add_subcommand("devices", "List TAP, TUN and vETH devices and bridges");
    verb->add_option("NAME", words->names, "Only these devices");
    addMachineOptions(*verb, words->machine);
    verb->add_flag("--json", words->json, "Print as JSON");
    verb->callback([words, &chosen] {
        chosen = [words](Session& session) -> Result<void> {
            const auto devices = wantedDevices(*words, session);
            if (!devices)
                return std::unexpected(devices.error());
            if (words->json) {
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
