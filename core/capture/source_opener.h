#pragma once

#include <capture/capture_engine.h>
#include <capture/device_supply.h>
#include <capture/source_catalog.h>
#include <privilege/device_places.h>

#include <memory>
#include <stop_token>
#include <string>

namespace tapscope {

/// Opens what people name: a device here or in another network namespace, a file, a pipe, or what another source has.
/// Any thread but the GUI's.
class SourceOpener {
public:
    /// `here`: the devices of our own place.
    SourceOpener(SourceCatalog catalog, DeviceSupply here, HelperProgram helper)
        : catalog_(std::move(catalog)), here_(std::move(here)),
          places_(std::make_shared<DevicePlaces>(here_.control, std::move(helper))) {}

    /// A port of it, opened now, and how it is opened again when it comes back. May take as long as a person takes to
    /// type a password. Invalid, NotFound, Busy, NotPermitted, Unsupported.
    [[nodiscard]] Result<AddedPort> open(const WantedPort& wanted, PortUse use, const std::stop_token& stop = {}) const;
    /// The same, left to an engine to open: for what is still to come.
    [[nodiscard]] Result<AddedPort> prepare(const WantedPort& wanted, PortUse use) const;

private:
    SourceCatalog catalog_;
    DeviceSupply here_;
    std::shared_ptr<DevicePlaces> places_;
};

} // namespace tapscope
