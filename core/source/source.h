#pragma once

#include <base/error.h>

#include <settings/settings.h>
#include <source/port.h>

#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

struct DeviceSupply;

/// Roles that the program asks for; a source may declare others.
namespace source_role {
inline constexpr std::string_view attach = "attach";   ///< is the other side of a device: owns its descriptor
inline constexpr std::string_view monitor = "monitor"; ///< watches a device that another program may have
inline constexpr std::string_view file = "file";       ///< reads a capture file
inline constexpr std::string_view stream = "stream";   ///< reads a capture from a pipe
} // namespace source_role

/// What a source is asked to open.
struct SourceRequest {
    std::string name;                            ///< as the source lists it: "tap0", "/tmp/trace.pcapng"
    std::string filter;                          ///< pcap-filter(7); empty: all frames
    std::uint32_t snapLength = 262144;           ///< bytes that are kept of a frame
    Settings settings;                           ///< checked by the source's schemaOf()
    std::shared_ptr<const DeviceSupply> devices; ///< where devices come from; null: there are none
};

/// Something that a source can open.
struct SourceItem {
    std::string name;  ///< what SourceRequest::name takes
    std::string title; ///< what people are shown beside it; may be empty
};

/// A kind of place that frames come from: devices, files, another program. What a plugin provides.
///
/// Stateless. All that may take long runs on a thread of its own, never the window's or an engine's, and should end
/// soon after a stop is asked for: list(), schemaOf(), suits() and open() may take as long as a person takes to type a
/// password.
class SourceFactory {
public:
    virtual ~SourceFactory() = default;

    /// "ssh": letters, digits and '-'. `ID:NAME` on the command line is what this source calls NAME.
    [[nodiscard]] virtual std::string_view id() const noexcept = 0;
    /// "Another machine (ssh)"
    [[nodiscard]] virtual std::string_view title() const noexcept = 0;
    /// "captures on another machine": what `tapscope-cli capture ID: --help` says.
    [[nodiscard]] virtual std::string_view summary() const noexcept = 0;
    /// The name of an icon of the window; empty: none of its own.
    [[nodiscard]] virtual std::string_view icon() const noexcept { return {}; }
    /// What the program asks for instead of an id.
    [[nodiscard]] virtual std::span<const std::string_view> roles() const noexcept { return {}; }
    [[nodiscard]] virtual const SettingsSchema& schema() const noexcept = 0;

    /// Whether a name without an id in front may be this source's, as a device's or a path is.
    [[nodiscard]] virtual bool suits(const SourceRequest& request) const {
        static_cast<void>(request);
        return false;
    }
    /// What can be opened now; a source may open what it does not list.
    [[nodiscard]] virtual Result<std::vector<SourceItem>> list(const std::shared_ptr<const DeviceSupply>& devices,
                                                               const std::stop_token& stop) const {
        static_cast<void>(devices);
        static_cast<void>(stop);
        return {};
    }
    /// The settings of one of them, where they differ.
    [[nodiscard]] virtual Result<SettingsSchema> schemaOf(const std::string& name, const std::stop_token& stop) const {
        static_cast<void>(name);
        static_cast<void>(stop);
        return schema();
    }
    /// Whether its ports apply SourceRequest::filter and snapLength themselves; those of others are filtered by the
    /// engine.
    [[nodiscard]] virtual bool filters() const noexcept { return false; }
    /// NotFound and Busy: not there yet, which is tried again where the user waits for it. The port's receive() and
    /// send() never wait: threadedPort() is for a source whose calls do.
    [[nodiscard]] virtual Result<std::unique_ptr<Port>> open(const SourceRequest& request,
                                                             const std::stop_token& stop) const = 0;
};

} // namespace tapscope
