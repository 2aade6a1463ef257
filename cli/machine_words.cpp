#include "machine_words.h"

#include "setting_words.h"

#include <capture/source_catalog.h>

#include <remote/machine_connection.h>

#include <CLI/CLI.hpp>
#include <utility>

namespace tapscope::cli {

void addMachineOptions(CLI::App& verb, MachineWords& words) {
    auto* const on = verb.add_option("--on", words.machine, "Another machine, as ssh://USER@HOST or ssh://HOST:PORT");
    if (verb.get_option_no_throw("--set") == nullptr)
        verb.add_option("--set", words.settings,
                        "A setting of the connection, as KEY=VALUE: sudo=on, identity=FILE, option=OPTION of ssh")
            ->allow_extra_args(false)
            ->needs(on);
}

Result<std::shared_ptr<DeviceConfiguration>> configurationOf(const MachineWords& words, Session& session) {
    if (words.machine.empty())
        return deviceConfiguration(session.devices);
    const auto machine = Machine::parse(words.machine);
    if (!machine)
        return std::unexpected(machine.error());
    const auto values = parseSettingWords(words.settings);
    if (!values)
        return std::unexpected(values.error());
    const auto settings = SettingsSchema(sshSettings()).check(*values);
    if (!settings)
        return std::unexpected(settings.error());
    auto connection = MachineConnection::open(*machine, *settings);
    if (!connection)
        return std::unexpected(connection.error());
    return remoteConfiguration(std::move(*connection));
}

Result<std::string> placedName(const MachineWords& words, const std::string& device) {
    if (words.machine.empty())
        return device;
    const auto machine = Machine::parse(words.machine);
    if (!machine)
        return std::unexpected(machine.error());
    if (!SourceCatalog::isDevice(device))
        return failure(ErrorKind::Invalid, "use", device, "this is not the name of a device of another machine");
    return machine->text() + "/" + device;
}

} // namespace tapscope::cli
