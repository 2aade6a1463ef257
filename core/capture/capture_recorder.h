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

/// Passes the frames of all ports to one recording, each under its own interface. Used on the engine's thread; never
/// waits.
class CaptureRecorder {
public:
    /// `keep`: records only the newest frames at the end.
    CaptureRecorder(std::shared_ptr<Recording> recording, const std::optional<KeepBefore>& keep)
        : recording_(std::move(recording)) {
        if (keep)
            recent_.emplace(*keep);
    }

    /// Describes an interface of a port; `number` is the port's own number. An unchanged description keeps the
    /// interface.
    void describe(PortId port, std::uint32_t number, const CaptureInterface& interface);
    /// Whether the port has described an interface with that number.
    [[nodiscard]] bool knows(PortId port, std::uint32_t number) { return find(port, number) != nullptr; }
    /// Appends frames, whose Frame::interfaceId is the port's own number. Returns how many of them, the last ones, came
    /// after the recording had all its files.
    [[nodiscard]] std::size_t append(PortId port, std::span<const Frame> frames);
    /// Notes that the port's device is gone, after the frames received so far.
    void lose(PortId port, std::string text, const DropCounts& drops);
    /// Adds a comment to the port's next frame, or at the end if there is none.
    void comment(PortId port, std::string_view text) { comments_.push_back({port, std::string(text)}); }
    void appendBlock(std::uint32_t type, Bytes body);
    void flush();
    /// Ends the recording. Each interface gets its statistics block; a port's `drops` are in that of its first
    /// interface.
    void finish(const std::vector<std::pair<PortId, DropCounts>>& drops);

    /// In the file or waiting to be written.
    [[nodiscard]] std::uint64_t bytes() const noexcept { return recording_->status().bytesTaken(); }
    /// Whether the recording has all its files and accepts no more.
    [[nodiscard]] bool isComplete() const noexcept { return recording_->isComplete(); }
    /// The frames that are kept in memory; nullptr without `keep`.
    [[nodiscard]] const RecentFrames* recent() const noexcept { return recent_ ? &*recent_ : nullptr; }
    /// An error that waiting cannot cure; a full disk is not one.
    [[nodiscard]] std::optional<Error> error() const;

private:
    /// A port's interface in the recording.
    struct Recorded {
        PortId port = 0;
        std::uint32_t number = 0; ///< the port's own number
        std::uint32_t id = 0;     ///< the recording's number
        CaptureInterface description;
        std::uint64_t frames = 0;
        bool isCurrent = true; ///< false: the port meanwhile has another interface with that number
    };
    /// A comment that waits for the port's next frame: its interface may be another one by then.
    struct Comment {
        PortId port = 0;
        std::string text;
    };
    void recordInOrder(RecentFrames::Remark remark);
    /// Adds the port's comments before the next frame of the interface with that number of the recording.
    void putComments(PortId port, std::uint32_t id);
    [[nodiscard]] Recorded* find(PortId port, std::uint32_t number);
    [[nodiscard]] static CaptureStatistics statistics(const Recorded& interface, const DropCounts& drops);
    std::shared_ptr<Recording> recording_;
    std::optional<RecentFrames> recent_;
    std::vector<Recorded> interfaces_;
    std::vector<Comment> comments_;
    std::optional<Error> error_;
};

} // namespace tapscope
