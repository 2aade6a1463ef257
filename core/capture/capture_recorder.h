#pragma once

#include <base/error.h>
#include <capture/recent_frames.h>
#include <store/recording.h>

#include <source/port.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// Gives what ports deliver to one recording, each frame under its own interface. The engine's thread; never waits.
class CaptureRecorder {
public:
    /// `keep`: only the newest frames at the end are recorded.
    CaptureRecorder(std::shared_ptr<Recording> recording, const std::optional<KeepBefore>& keep)
        : recording_(std::move(recording)) {
        if (keep)
            recent_.emplace(*keep);
    }

    /// An interface of a port: `number` is the port's own. One that is as it was before stays the same interface.
    void describe(PortId port, std::uint32_t number, const CaptureInterface& interface);
    /// Whether the port has described an interface of that number.
    [[nodiscard]] bool knows(PortId port, std::uint32_t number) { return find(port, number) != nullptr; }
    /// Frame::interfaceId is the port's own number.
    void append(PortId port, std::span<const Frame> frames);
    /// The port's device went: said at this place, with what was received up to here.
    void lose(PortId port, std::string text, const DropCounts& drops);
    /// Said with the port's next frame, or at the end when none comes.
    void comment(PortId port, std::string_view text);
    void appendBlock(std::uint32_t type, Bytes body);
    void flush();
    /// The end: each interface gets its statistics block. `drops` of a port are told with its first interface.
    void finish(const std::vector<std::pair<PortId, DropCounts>>& drops);

    /// In the file or on the way there.
    [[nodiscard]] std::uint64_t bytes() const noexcept { return recording_->status().bytesTaken(); }
    /// It has all the files that it is to have, and takes no more.
    [[nodiscard]] bool isComplete() const noexcept { return recording_->isComplete(); }
    /// What was not kept; nullptr when all is.
    [[nodiscard]] const RecentFrames* recent() const noexcept { return recent_ ? &*recent_ : nullptr; }
    /// What no waiting heals; a full disk is none.
    [[nodiscard]] std::optional<Error> error() const;

private:
    /// An interface of a port, as the recording has it.
    struct Recorded {
        PortId port = 0;
        std::uint32_t number = 0; ///< the port's own
        std::uint32_t id = 0;     ///< the recording's
        CaptureInterface description;
        std::uint64_t frames = 0;
        bool isCurrent = true; ///< false: the port has another one of that number by now
    };
    void inTurn(RecentFrames::Remark remark);
    [[nodiscard]] Recorded* find(PortId port, std::uint32_t number);
    [[nodiscard]] static CaptureStatistics statistics(const Recorded& interface, const DropCounts& drops);
    std::shared_ptr<Recording> recording_;
    std::optional<RecentFrames> recent_;
    std::vector<Recorded> interfaces_;
    std::optional<Error> error_;
};

} // namespace tapscope
