#include "capture_start.h"

#include "recordings.h"

#include <capture/source_opener.h>
#include <plugin/create_injector.h>

#include <utility>
#include <vector>

namespace tapscope {
namespace {

Result<std::vector<AddedPort>> openAll(const CaptureRequest& request, const SourceOpener& opener,
                                       const std::stop_token& stop) {
    std::vector<AddedPort> ports;
    for (const auto& device : request.devices) {
        auto port = opener.open(request.wanted(device), {.whenGone = PortUse::WhenGone::Wait}, stop);
        if (!port)
            return std::unexpected(port.error());
        ports.push_back(std::move(*port));
    }
    return ports;
}

} // namespace

CaptureStart::Started CaptureStart::run(const std::stop_token& stop) const {
    auto ports = openAll(request, SourceOpener(catalog, devices, HelperProgram::ofThisProgram()), stop);
    if (!ports)
        return {std::unexpected(ports.error()), nullptr};
    if (stop.stop_requested())
        return {failure(ErrorKind::Cancelled, "start", "the capture", "stopped by the user"), nullptr};
    const bool isTemporary = request.file.isEmpty();
    if (isTemporary)
        makeRecordingsFolder();
    // The user was asked by the dialog that named the file.
    using Existing = RecordingOptions::Existing;
    auto recording = Recording::create(path, {.existing = isTemporary ? Existing::Refuse : Existing::Replace,
                                              .bufferSize = bufferSize,
                                              .ring = request.ring});
    if (!recording)
        return {std::unexpected(recording.error()), nullptr};
    auto engine = CaptureEngine::start(*recording, {.stop = request.stop, .ports = std::move(*ports)});
    if (!engine && isTemporary)
        std::filesystem::remove(path);
    return {std::move(engine), *recording};
}

Result<std::unique_ptr<Injector>> makeInjector(const InjectorFactory& factory, const Settings& settings,
                                               const PortStatus& port, std::shared_ptr<InjectionLog> log) {
    const InjectionTarget target{.port = port.id,
                                 .deviceName = fullName(port.facts),
                                 .linkType = port.facts.linkType,
                                 .mtu = port.facts.mtu,
                                 .log = std::move(log)};
    return createInjector(factory, settings, target);
}

} // namespace tapscope
