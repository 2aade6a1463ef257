#pragma once

#include <base/error.h>
#include <inject/injector.h>
#include <plugin/plugin_host.h>

#include <settings/settings.h>

#include <memory>
#include <string>
#include <vector>

namespace tapscope {
class SourceOpener;
}

namespace tapscope::cli {

/// An injector that was requested on the command line, with its settings checked.
struct ChosenInjector {
    const InjectorFactory* factory = nullptr;
    SettingValues values; ///< as written
    Settings settings;
    bool isForwarder = false; ///< it is between two devices (capture/forwarder.h)

    /// Finds a plugin by its id, and checks key=value words against its schema.
    [[nodiscard]] static Result<ChosenInjector> make(const PluginHost& host, const std::string& id,
                                                     const std::vector<std::string>& words);
    /// The same from one text: "wire to=tap1 direction=forth".
    [[nodiscard]] static Result<ChosenInjector> parse(const PluginHost& host, const std::string& text);

    /// The device that the settings name in addition to the injector's own device, or none. The engine needs a port for
    /// it.
    [[nodiscard]] std::vector<std::string> otherDevices() const;
    /// Replaces that device's alternative name, if it was given, by its name, which its port has.
    void nameOtherDevices(const SourceOpener& opener);
    [[nodiscard]] Result<std::unique_ptr<Injector>> create(const InjectionTarget& target) const;
};

} // namespace tapscope::cli
