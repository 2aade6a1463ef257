#pragma once

#include <source/source.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// A request for a port.
struct WantedPort {
    /// As entered by people: "tap0", "any", "blue/eth0", "-", "/tmp/trace.pcapng", "ssh://host/tap0".
    std::string name;
    /// The role to use if several sources suit, "attach" or "monitor"; no other source is tried then. Empty: all
    /// suitable sources are tried in order, so a device that cannot be attached is monitored.
    std::string role = std::string(source_role::attach);
    std::string filter = {};           ///< pcap-filter(7)
    std::uint32_t snapLength = 262144; ///< bytes
    SettingValues settings = {};       ///< for the source; if several are tried, each gets the ones that it knows
};

/// All sources: first the program's own, then those of plugins. Any thread.
class SourceCatalog {
public:
    /// The plugins' sources must outlive this object.
    explicit SourceCatalog(const std::vector<const SourceFactory*>& ofPlugins = {});

    [[nodiscard]] const std::vector<const SourceFactory*>& all() const noexcept { return sources_; }
    [[nodiscard]] const SourceFactory* find(std::string_view id) const noexcept;
    /// Returns "ssh" for "ssh://host/tap0". Empty for a name without an id, such as "tap0", "blue/tap0",
    /// "pid:4711/tap0", "/a:b".
    [[nodiscard]] static std::string_view idIn(std::string_view name) noexcept;
    /// Whether a name is that of a device, in any namespace.
    [[nodiscard]] static bool isDevice(std::string_view name) noexcept;

    /// SourceFactory::list() and schemaOf(); an exception of a plugin becomes an error.
    [[nodiscard]] static Result<std::vector<SourceItem>> itemsOf(const SourceFactory& source,
                                                                 const std::shared_ptr<const DeviceSupply>& devices,
                                                                 const std::stop_token& stop);
    [[nodiscard]] static Result<SettingsSchema> schemaOf(const SourceFactory& source, const std::string& name,
                                                         const std::stop_token& stop);

    /// Returns the sources to try, in order. Error: Invalid (there is no source with that id).
    [[nodiscard]] Result<std::vector<const SourceFactory*>> candidates(const WantedPort& wanted,
                                                                       const SourceRequest& request) const;
    /// Opens a port with the first source that can. `request` has the name in the form that the source uses.
    [[nodiscard]] Result<std::unique_ptr<Port>> open(const WantedPort& wanted, SourceRequest request,
                                                     const std::stop_token& stop) const;

private:
    std::vector<const SourceFactory*> sources_;
};

/// Whether a name without an id is that of a file or pipe: "-", "/…", "./…", "../…".
[[nodiscard]] bool isPath(std::string_view name) noexcept;

} // namespace tapscope
