#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <inject/injection_log.h>

#include <settings/settings.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace tapscope {

/// Where an injector's frames go. On the worker's thread; valid during the call that it is passed to.
class FrameOutput {
public:
    virtual ~FrameOutput() = default;
    /// Queues a copy of the frame for sending. A frame the device refuses is counted as failed, nothing else happens.
    virtual void send(Bytes frame) = 0;
};

/// Makes frames, answers frames, or both. It lives on the capture worker's thread from start to end; it never blocks,
/// sleeps or does input and output there. What it needs from files it reads when it is made (on another thread).
class Injector {
public:
    using Clock = std::chrono::steady_clock;

    virtual ~Injector() = default;

    /// Source side. When the next frame is due: now or before = at once; nullopt = nothing more will come of itself.
    [[nodiscard]] virtual std::optional<Clock::time_point> due() { return std::nullopt; }
    /// Called when due() has come: sends one frame, or a batch of at most 64, and moves due() on.
    virtual void produce(Clock::time_point now, FrameOutput& output) {
        static_cast<void>(now);
        static_cast<void>(output);
    }

    /// Responder side: whether onFrame() wants the frames that are received.
    [[nodiscard]] virtual bool responds() const noexcept { return false; }
    virtual void onFrame(const Frame& frame, FrameOutput& output) {
        static_cast<void>(frame);
        static_cast<void>(output);
    }
};

/// What an injector is told of the device that it will send to.
struct InjectionTarget {
    std::string deviceName;
    LinkType linkType = LinkType::Ethernet;
    std::uint32_t mtu = 1500;          ///< bytes of payload of the link
    std::shared_ptr<InjectionLog> log; ///< where it may say what it leaves out; may be null
};

/// An injector's description and factory; what a plugin provides. Stateless; any thread but never the worker's.
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
