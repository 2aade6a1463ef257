#include "interruption.h"
#include "setting_words.h"
#include "stop_words.h"
#include "verb.h"

#include <capture/capture_engine.h>
#include <capture/sources.h>
#include <plugin/plugin_host.h>

#include <fmt/format.h>

#include <memory>

namespace tapscope::cli {
namespace {

using namespace std::chrono_literals;

struct InjectWords {
    std::string name, plugin;
    std::vector<std::string> settings, stop;
};

Result<std::unique_ptr<Injector>> makeInjector(const PluginHost& host, const InjectWords& words,
                                               const DeviceInfo& device) {
    const InjectorFactory* factory = host.findInjector(words.plugin);
    if (factory == nullptr) {
        std::string known;
        for (const auto* each : host.injectors())
            known += (known.empty() ? "" : ", ") + std::string(each->id());
        return failure(ErrorKind::NotFound, "use the injector", words.plugin, "there is no such plugin",
                       "There are: " + known);
    }
    auto values = parseSettingWords(words.settings);
    if (!values)
        return std::unexpected(values.error());
    auto settings = factory->schema().check(*values);
    if (!settings)
        return std::unexpected(settings.error());
    return factory->create(*settings,
                           {.deviceName = words.name, .linkType = linkTypeOf(device.kind), .mtu = device.mtu});
}

/// Attached; or, where another program has the device or it is a vETH, through a packet socket: the other side gets
/// the frames then.
Result<std::unique_ptr<FrameSource>> openTarget(const DeviceInfo& info, const Devices& devices) {
    if (hasDescriptor(info.kind)) {
        auto device = devices->open(info.name);
        if (device)
            return attachTap(std::move(*device), {}, devices);
        if (device.error().kind != ErrorKind::Busy && device.error().kind != ErrorKind::Unsupported)
            return std::unexpected(device.error());
    }
    return monitorInterface(info.name, {.bufferSize = std::size_t{8} << 20}, *devices);
}

Result<void> inject(const InjectWords& words, const Devices& devices) {
    const Interruption interruption;
    const PluginHost host(PluginHost::defaultFolders());
    auto name = InterfaceName::parse(words.name);
    if (!name)
        return std::unexpected(name.error());
    auto stop = parseStopWords(words.stop);
    if (!stop)
        return std::unexpected(stop.error());
    auto info = devices->info(*name);
    if (!info)
        return std::unexpected(info.error());
    auto injector = makeInjector(host, words, *info);
    if (!injector)
        return std::unexpected(injector.error());
    auto source = openTarget(*info, devices);
    if (!source)
        return std::unexpected(source.error());
    auto engine = CaptureEngine::start(std::move(*source), nullptr, {.stop = *stop, .reopen = {}});
    if (!engine)
        return std::unexpected(engine.error());
    const InjectorId id = (*engine)->addInjector(std::move(*injector));
    while ((*engine)->injectorStatus(id).running && !interruption.waitFor(20ms)) {
    }
    auto stopped = (*engine)->stop();
    const auto status = (*engine)->injectorStatus(id);
    fmt::print("{} received, {} answered, {} sent, {} failed\n", status.received, status.answered, status.sent,
               status.failed);
    if (!stopped)
        return stopped;
    if (status.failed > 0 && status.sent == 0)
        return failure(ErrorKind::System, "send to", words.name, "no frame was taken",
                       info->isUp ? "" : "The device is switched off; switch it on first");
    return {};
}

} // namespace

void addInjectVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<InjectWords>();
    auto* verb = app.add_subcommand("inject", "Send frames to a device, or answer those that it sends");
    verb->add_option("NAME", words->name, "The device")->required();
    verb->add_option("PLUGIN", words->plugin, "frame, replay, echo, generator, or a plugin's")->required();
    verb->add_option("settings", words->settings, "key=value settings of the plugin");
    verb->add_option("-a", words->stop, "Stop at duration:S or packets:N")->allow_extra_args(false);
    verb->callback([words, &chosen] { chosen = [words](const Devices& devices) { return inject(*words, devices); }; });
}

} // namespace tapscope::cli
