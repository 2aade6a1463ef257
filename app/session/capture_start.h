#pragma once

#include "capture_request.h"

#include <base/error.h>
#include <capture/capture_engine.h>
#include <capture/device_supply.h>
#include <inject/injector.h>
#include <plugin/plugin_host.h>
#include <store/recording.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <stop_token>

namespace tapscope {

/// Opens everything that a capture needs. It may block for as long as devices, a helper, a plugin or a disk do, so it
/// runs on a worker thread.
struct CaptureStart {
    struct Started {
        Result<std::unique_ptr<CaptureEngine>> engine;
        std::shared_ptr<Recording> recording; ///< null if there is no engine
    };

    CaptureRequest request;
    std::filesystem::path path; ///< of the recording; a temporary one if the request names no file
    SourceCatalog catalog;
    DeviceSupply devices;
    std::size_t bufferSize; ///< octets of frames that may wait for the disk

    /// Each port waits for its device if that disappears. The first failure is the error.
    [[nodiscard]] Started run(const std::stop_token& stop) const;
};

/// Creates an injector for a port of a capture. The plugin may read its files. Errors: those of the plugin.
[[nodiscard]] Result<std::unique_ptr<Injector>> makeInjector(const InjectorFactory& factory, const Settings& settings,
                                                             const PortStatus& port, std::shared_ptr<InjectionLog> log);

} // namespace tapscope
