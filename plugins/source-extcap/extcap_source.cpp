#include "extcap_source.h"

#include "extcap_programs.h"
#include "extcap_text.h"

#include <source/program_port.h>

namespace tapscope {
namespace {

Result<std::vector<ExtcapArgument>> argumentsOf(const ExtcapInterface& interface, const std::stop_token& stop) {
    auto text = outputOf({interface.program.string(), "--extcap-interface=" + interface.name, "--extcap-config"}, stop);
    if (!text)
        return std::unexpected(text.error());
    return extcapArguments(*text);
}

} // namespace

const SettingsSchema& ExtcapSource::schema() const noexcept {
    static const SettingsSchema none; // each interface has its own: schemaOf()
    return none;
}

Result<std::vector<SourceItem>> ExtcapSource::list(const std::shared_ptr<const DeviceSupply>&,
                                                   const std::stop_token& stop) const {
    std::vector<SourceItem> items;
    for (const ExtcapInterface& interface : extcapInterfaces(stop))
        items.push_back({.name = interface.name, .title = interface.title});
    return items;
}

Result<SettingsSchema> ExtcapSource::schemaOf(const std::string& name, const std::stop_token& stop) const {
    if (name.empty())
        return schema();
    const auto interface = extcapInterface(name, stop);
    if (!interface)
        return std::unexpected(interface.error());
    const auto arguments = argumentsOf(*interface, stop);
    if (!arguments)
        return std::unexpected(arguments.error());
    std::vector<Setting> settings;
    for (const ExtcapArgument& argument : *arguments)
        settings.push_back(argument.setting);
    return SettingsSchema(std::move(settings));
}

Result<std::unique_ptr<Port>> ExtcapSource::open(const SourceRequest& request, const std::stop_token& stop) const {
    const auto interface = extcapInterface(request.name, stop);
    if (!interface)
        return std::unexpected(interface.error());
    const auto arguments = argumentsOf(*interface, stop);
    if (!arguments)
        return std::unexpected(arguments.error());
    CaptureProgram program{.command = {interface->program.string(), "--capture", "--extcap-interface", interface->name,
                                       "--fifo", "/dev/fd/3"},
                           .name = "extcap:" + interface->name,
                           .output = CaptureProgram::Output::Descriptor3};
    const auto words = extcapWords(*arguments, request.settings);
    program.command.insert(program.command.end(), words.begin(), words.end());
    return programPort(program);
}

} // namespace tapscope
