#pragma once

#include <source/source.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// What is wanted of a source.
struct WantedPort {
    /// As people say it: "tap0", "any", "blue/eth0", "-", "/tmp/trace.pcapng", "ssh://host/tap0".
    std::string name;
    /// Of the source where several suit, "attach" or "monitor"; no other is tried then. Empty: all that suit, one after
    /// the other: a device that cannot be attached is monitored.
    std::string role = std::string(source_role::attach);
    std::string filter = {};           ///< pcap-filter(7)
    std::uint32_t snapLength = 262144; ///< bytes
    SettingValues settings = {};       ///< of the source; where several are tried, each takes those that it knows
};

/// The sources that there are: the program's own first, then those of plugins. Any thread.
class SourceCatalog {
public:
    /// What plugins provide lives longer than this.
    explicit SourceCatalog(const std::vector<const SourceFactory*>& ofPlugins = {});

    [[nodiscard]] const std::vector<const SourceFactory*>& all() const noexcept { return sources_; }
    [[nodiscard]] const SourceFactory* find(std::string_view id) const noexcept;
    /// "ssh" in "ssh://host/tap0"; empty where no id is in front, as in "tap0", "blue/tap0", "pid:4711/tap0", "/a:b".
    [[nodiscard]] static std::string_view idIn(std::string_view name) noexcept;
    /// Whether a name is that of a device, in whichever namespace.
    [[nodiscard]] static bool isDevice(std::string_view name) noexcept;

    /// The sources that are tried, in order. Invalid: there is no source of that id.
    [[nodiscard]] Result<std::vector<const SourceFactory*>> candidates(const WantedPort& wanted,
                                                                       const SourceRequest& request) const;
    /// Opens what is wanted with the first source that can. `request` has the name as its source knows it.
    [[nodiscard]] Result<std::unique_ptr<Port>> open(const WantedPort& wanted, SourceRequest request,
                                                     const std::stop_token& stop) const;

private:
    std::vector<const SourceFactory*> sources_;
};

/// Whether a name without an id is that of a file or pipe: "-", "/…", "./…", "../…".
[[nodiscard]] bool isPath(std::string_view name) noexcept;

} // namespace tapscope
