#pragma once

#include <capture/capture_engine.h>
#include <capture/device_supply.h>
#include <capture/source_catalog.h>
#include <privilege/device_places.h>

#include <memory>
#include <stop_token>
#include <string>

namespace tapscope {

/// Opens a source by its name: a device here or in another network namespace, a file, a pipe, or an item of another
/// source. Any thread but the GUI's.
class SourceOpener {
public:
    /// `here`: the devices of our own namespace.
    SourceOpener(SourceCatalog catalog, DeviceSupply here, HelperProgram helper)
        : catalog_(std::move(catalog)), here_(std::move(here)),
          places_(std::make_shared<DevicePlaces>(here_.control, std::move(helper))) {}

    /// Opens a port now, and returns it with the means to open it again when it comes back. May take as long as a
    /// person takes to type a password. Errors: Invalid, NotFound, Busy, NotPermitted, Unsupported.
    [[nodiscard]] Result<AddedPort> open(const WantedPort& wanted, PortUse use, const std::stop_token& stop = {}) const;
    /// The same, but an engine opens the port later, when it becomes available.
    [[nodiscard]] Result<AddedPort> prepare(const WantedPort& wanted, PortUse use) const;
    /// The devices of the namespace that a device's name begins with. Errors: those of DevicePlaces::at().
    [[nodiscard]] Result<std::shared_ptr<DeviceControl>> devicesAt(const std::string& place) const {
        return places_->at(place);
    }

private:
    SourceCatalog catalog_;
    DeviceSupply here_;
    std::shared_ptr<DevicePlaces> places_;
};

} // namespace tapscope
