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

/// Where an injector's frames go. Valid during the call that it is passed to.
class FrameOutput {
public:
    virtual ~FrameOutput() = default;

    /// Sends frames out of a port, in order; some hundred at a time cost least. Whoever is told NoRoom keeps the rest
    /// and tries again when run() is called next. A frame that is refused or too long is counted as failed: go on
    /// behind it.
    virtual Sent send(PortId port, std::span<const Frame> frames) = 0;
    /// One frame that is not worth a second try: what is not taken is counted as failed. Whether it was taken.
    virtual bool sendOrDrop(PortId port, Bytes frame) = 0;
};

/// Whether a port can be sent to.
enum class PortState : std::uint8_t {
    Open,    ///< for the first time, or again: the device is back
    Waiting, ///< the device is away and waited for
    Closed,  ///< for good
};

/// Makes frames, answers frames, forwards them, or all of it. It opens no device: ports are the engine's. All calls
/// come from one thread, which placement() chooses, and none of them waits, sleeps or reads files. What is needed from
/// files is read when it is made (on another thread).
class Injector {
public:
    using Clock = std::chrono::steady_clock;
    /// Where an injector runs.
    enum class Placement : std::uint8_t {
        OwnThread, ///< frames reach it and leave it by bounded queues; one that does not return harms nobody
        Inline,    ///< on the engine's thread, at no cost; each call is over in microseconds
    };

    virtual ~Injector() = default;

    /// Asked once, before anything else. An injector that takes more than 20 ms for a batch, or more than half of a
    /// second, is called slow and named.
    [[nodiscard]] virtual Placement placement() const noexcept { return Placement::OwnThread; }

    /// Adds descriptors to wait for, such as a gateway's sockets; asked before each wait.
    virtual void watches(std::vector<Watch>& watches) { static_cast<void>(watches); }
    /// When run() is to be called next: now or before = at once; nullopt = nothing more will come of itself.
    [[nodiscard]] virtual std::optional<Clock::time_point> due() { return std::nullopt; }
    /// Called when due() has come, when a watch is ready, and some time after NoRoom: sends some frames, at most a few
    /// hundred, and moves due() on.
    virtual void run(Clock::time_point now, FrameOutput& output) {
        static_cast<void>(now);
        static_cast<void>(output);
    }

    /// Whether onFrames() wants what is received. An injector that neither does, nor waits for a descriptor, nor has
    /// anything due is over.
    [[nodiscard]] virtual bool responds() const noexcept { return false; }
    /// What a port received, in its order. The bytes live during the call.
    virtual void onFrames(PortId port, std::span<const Frame> frames, FrameOutput& output) {
        static_cast<void>(port);
        static_cast<void>(frames);
        static_cast<void>(output);
    }
    /// A port came, went, or came back; called first for each that is open already. `facts` live during the call.
    virtual void onPort(PortId port, PortState state, const PortFacts& facts) {
        static_cast<void>(port);
        static_cast<void>(state);
        static_cast<void>(facts);
    }
};

/// What an injector is told of the port that it is made for.
struct InjectionTarget {
    PortId port = 0;
    std::string deviceName;
    LinkType linkType = LinkType::Ethernet;
    std::uint32_t mtu = 1500;          ///< bytes of payload of the link
    std::shared_ptr<InjectionLog> log; ///< where it may say what it leaves out; may be null
};

/// An injector's description and factory; what a plugin provides. Stateless; any thread but never the engine's.
class InjectorFactory {
public:
    virtual ~InjectorFactory() = default;

    /// "echo": what scripts say.
    [[nodiscard]] virtual std::string_view id() const noexcept = 0;
    /// "Echo host"
    [[nodiscard]] virtual std::string_view title() const noexcept = 0;
    /// "answers ARP, ping and neighbour discovery for its addresses"
    [[nodiscard]] virtual std::string_view summary() const noexcept = 0;
    [[nodiscard]] virtual const SettingsSchema& schema() const noexcept = 0;
    /// Makes one from settings that the schema has checked. Errors name the setting.
    [[nodiscard]] virtual Result<std::unique_ptr<Injector>> create(const Settings& settings,
                                                                   const InjectionTarget& target) const = 0;
};

} // namespace tapscope
