#pragma once

#include <inject/injector.h>

#include <array>
#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tapscope {

/// A wire between two devices: frames that come out of one go into the other, in order. For an attached device, these
/// are all frames that its host sends; for a monitored device, the frames that others send to it.
///
/// Frames that the other device does not accept at once wait in a queue of limited length; frames beyond it are dropped
/// and counted in the log. Frames that wait for a device that is gone are dropped, too.
class Wire final : public Injector {
public:
    enum class Way : std::uint8_t { Both, Forth, Back };
    struct Ends {
        PortId first = 0;                 ///< the first device's port; 0: it is found by its name
        std::array<std::string, 2> names; ///< names of the devices, with or without their namespaces
        Way way = Way::Both;              ///< Forth: from the first to the second
        std::size_t queue = 0;            ///< maximum number of frames that wait for each device
    };
    /// `log` may be null.
    Wire(Ends ends, std::shared_ptr<InjectionLog> log);

    [[nodiscard]] Placement placement() const noexcept override { return Placement::Inline; }
    [[nodiscard]] bool responds() const noexcept override { return true; }
    void onPort(PortId port, PortState state, const PortFacts& facts) override;
    void onFrames(PortId port, std::span<const Frame> frames, FrameOutput& output) override;
    [[nodiscard]] std::optional<Clock::time_point> due() override;
    void run(Clock::time_point now, FrameOutput& output) override;

private:
    /// A frame that waits, with its bytes.
    struct Kept {
        std::vector<std::byte> bytes;
        Frame frame;
    };
    struct End {
        PortId port = 0; ///< 0: not open
        bool isAttached = false;
        LinkType linkType = LinkType::Ethernet;
        std::deque<Kept> waiting; ///< for this device
    };
    [[nodiscard]] bool isMeant(std::size_t end, PortId port, const PortFacts& facts) const;
    [[nodiscard]] bool leadsFrom(std::size_t end) const noexcept;
    [[nodiscard]] bool fitTogether() const noexcept { return ends_[0].linkType == ends_[1].linkType; }
    /// The frames that a device got from its other side; valid until the next call.
    [[nodiscard]] std::span<const Frame> comingOut(const End& from, std::span<const Frame> frames);
    void keep(std::size_t to, std::span<const Frame> frames);
    void drop(const std::string& reason, std::uint64_t frames);

    Ends wanted_;
    std::shared_ptr<InjectionLog> log_;
    std::array<End, 2> ends_;
    std::vector<Frame> passed_;
};

} // namespace tapscope
