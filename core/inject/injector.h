#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <inject/injection_log.h>
#include <inject/port_facts.h>

#include <settings/settings.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace tapscope {

/// Receives an injector's frames. Valid during the call that it is passed to.
class FrameOutput {
public:
    virtual ~FrameOutput() = default;

    /// Sends frames out of a port, in order; a few hundred at a time are most efficient. After NoRoom, the caller keeps
    /// the rest and tries again at the next run(). A frame that is refused or too long is counted as failed; the caller
    /// continues after it.
    virtual Sent send(PortId port, std::span<const Frame> frames) = 0;
    /// Sends one frame that is not worth a second try, and counts it as failed if it was not accepted. Returns whether
    /// it was.
    virtual bool sendOrDrop(PortId port, Bytes frame) = 0;
};

/// Whether a port can be sent to.
enum class PortState : std::uint8_t {
    Open,    ///< for the first time, or again because the device is back
    Waiting, ///< the device is gone and is being waited for
    Closed,  ///< for good
};

/// Creates frames, answers frames, forwards them, or all of this. It opens no device: the ports are the engine's. All
/// calls come from one thread, which placement() selects, and none of them waits, sleeps or reads files. Files are read
/// when the injector is created (on another thread).
class Injector {
public:
    using Clock = std::chrono::steady_clock;
    /// Where an injector runs.
    enum class Placement : std::uint8_t {
        OwnThread, ///< frames reach it and leave it through bounded queues; if it does not return, nothing else is
                   ///< affected
        Inline,    ///< on the engine's thread, at no cost; each call must return within microseconds
    };

    virtual ~Injector() = default;

    /// Called once, before anything else. An injector that takes more than 20 ms for a batch, or more than half of a
    /// second, is reported as slow.
    [[nodiscard]] virtual Placement placement() const noexcept { return Placement::OwnThread; }

    /// Adds descriptors to wait for, such as a gateway's sockets. Called before each wait.
    virtual void watches(std::vector<Watch>& watches) { static_cast<void>(watches); }
    /// Returns when run() should be called next: a time that is not in the future = at once; nullopt = never, unless
    /// something else happens.
    [[nodiscard]] virtual std::optional<Clock::time_point> due() { return std::nullopt; }
    /// Called when due() is reached, when a watch is ready, and some time after NoRoom. Sends some frames, at most a
    /// few hundred, and updates due().
    virtual void run(Clock::time_point now, FrameOutput& output) {
        static_cast<void>(now);
        static_cast<void>(output);
    }

    /// Whether onFrames() wants the received frames. An injector that neither wants them, nor waits for a descriptor,
    /// nor has anything due is finished.
    [[nodiscard]] virtual bool responds() const noexcept { return false; }
    /// Called with the frames that a port received, in order. Their bytes live during the call.
    virtual void onFrames(PortId port, std::span<const Frame> frames, FrameOutput& output) {
        static_cast<void>(port);
        static_cast<void>(frames);
        static_cast<void>(output);
    }
    /// Called when a port appears, vanishes or comes back; first for each port that is already open. `facts` live
    /// during the call.
    virtual void onPort(PortId port, PortState state, const PortFacts& facts) {
        static_cast<void>(port);
        static_cast<void>(state);
        static_cast<void>(facts);
    }
};

/// Facts about the port that an injector is created for.
struct InjectionTarget {
    PortId port = 0;
    std::string deviceName;
    LinkType linkType = LinkType::Ethernet;
    std::uint32_t mtu = 1500;          ///< bytes of payload of the link
    std::shared_ptr<InjectionLog> log; ///< for reporting what it leaves out; may be null
};

/// An injector's description and factory, provided by a plugin. Stateless; any thread except the engine's.
class InjectorFactory {
public:
    virtual ~InjectorFactory() = default;

    /// "echo": the name in scripts.
    [[nodiscard]] virtual std::string_view id() const noexcept = 0;
    /// "Echo host"
    [[nodiscard]] virtual std::string_view title() const noexcept = 0;
    /// "answers ARP, ping and neighbour discovery for its addresses"
    [[nodiscard]] virtual std::string_view summary() const noexcept = 0;
    [[nodiscard]] virtual const SettingsSchema& schema() const noexcept = 0;
    /// Creates an injector from settings that were checked against the schema. Errors name the setting.
    [[nodiscard]] virtual Result<std::unique_ptr<Injector>> create(const Settings& settings,
                                                                   const InjectionTarget& target) const = 0;
};

} // namespace tapscope
