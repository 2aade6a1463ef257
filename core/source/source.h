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

/// Roles that the program asks for. A source may declare others.
namespace source_role {
inline constexpr std::string_view attach = "attach";   ///< is the other side of a device and owns its descriptor
inline constexpr std::string_view monitor = "monitor"; ///< watches a device that another program may use
inline constexpr std::string_view file = "file";       ///< reads a capture file
inline constexpr std::string_view stream = "stream";   ///< reads a capture from a pipe
} // namespace source_role

/// A request to a source to open a port.
struct SourceRequest {
    std::string name;                            ///< as listed by the source: "tap0", "/tmp/trace.pcapng"
    std::string filter;                          ///< pcap-filter(7); empty: all frames
    std::uint32_t snapLength = 262144;           ///< bytes to keep of each frame
    Settings settings;                           ///< checked against the source's schemaOf()
    std::shared_ptr<const DeviceSupply> devices; ///< provides devices; null: there are none
};

/// An item that a source can open.
struct SourceItem {
    std::string name;  ///< the value for SourceRequest::name
    std::string title; ///< shown to people beside the name; may be empty
};

/// A kind of source of frames: devices, files, another program. Provided by plugins.
///
/// Stateless. Functions that may take long run on their own thread, never on the window's or an engine's, and should
/// return soon after a stop is requested: list(), schemaOf(), suits() and open() may take as long as a person takes to
/// type a password.
class SourceFactory {
public:
    virtual ~SourceFactory() = default;

    /// "ssh": letters, digits and '-'. On the command line, `ID:NAME` means NAME of this source.
    [[nodiscard]] virtual std::string_view id() const noexcept = 0;
    /// "Another machine (ssh)"
    [[nodiscard]] virtual std::string_view title() const noexcept = 0;
    /// "captures on another machine": shown by `tapscope-cli capture ID: --help`.
    [[nodiscard]] virtual std::string_view summary() const noexcept = 0;
    /// The name of one of the window's icons; empty: none.
    [[nodiscard]] virtual std::string_view icon() const noexcept { return {}; }
    /// The roles by which the program finds a source without knowing its id.
    [[nodiscard]] virtual std::span<const std::string_view> roles() const noexcept { return {}; }
    [[nodiscard]] virtual const SettingsSchema& schema() const noexcept = 0;

    /// Whether a name without an id may belong to this source, like the name of a device or a path.
    [[nodiscard]] virtual bool suits(const SourceRequest& request) const {
        static_cast<void>(request);
        return false;
    }
    /// Lists what can be opened now. A source may also open items that it does not list.
    [[nodiscard]] virtual Result<std::vector<SourceItem>> list(const std::shared_ptr<const DeviceSupply>& devices,
                                                               const std::stop_token& stop) const {
        static_cast<void>(devices);
        static_cast<void>(stop);
        return {};
    }
    /// The settings for one item, if they differ.
    [[nodiscard]] virtual Result<SettingsSchema> schemaOf(const std::string& name, const std::stop_token& stop) const {
        static_cast<void>(name);
        static_cast<void>(stop);
        return schema();
    }
    /// Whether its ports apply SourceRequest::filter and snapLength themselves. Otherwise the engine filters their
    /// frames.
    [[nodiscard]] virtual bool filters() const noexcept { return false; }
    /// Opens a port. The errors NotFound and Busy mean that it is not available yet; if the user waits for it, open()
    /// is called again. The port's receive() and send() must never wait; use threadedPort() for a source whose calls
    /// do.
    [[nodiscard]] virtual Result<std::unique_ptr<Port>> open(const SourceRequest& request,
                                                             const std::stop_token& stop) const = 0;
};

} // namespace tapscope
