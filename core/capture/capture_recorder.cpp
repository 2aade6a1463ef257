#include <capture/capture_recorder.h>

#include <algorithm>
#include <utility>

namespace tapscope {

std::optional<Error> CaptureRecorder::error() const {
    if (error_)
        return error_;
    if (recording_->status().state == RecordingStatus::State::Failed)
        return recording_->error().value_or(Error{.action = "record"});
    return std::nullopt;
}

CaptureRecorder::Recorded* CaptureRecorder::find(PortId port, std::uint32_t number) {
    const auto found = std::ranges::find_if(interfaces_, [&](const Recorded& each) {
        return each.port == port && each.number == number && each.isCurrent;
    });
    return found == interfaces_.end() ? nullptr : &*found;
}

void CaptureRecorder::describe(PortId port, std::uint32_t number, const CaptureInterface& interface) {
    if (error_)
        return;
    if (auto* known = find(port, number)) {
        if (known->description == interface)
            return;
        known->isCurrent = false;
    }
    if (const auto added = recording_->addInterface(interface))
        interfaces_.push_back({.port = port, .number = number, .id = *added, .description = interface});
    else
        error_ = added.error();
}

std::size_t CaptureRecorder::append(PortId port, std::span<const Frame> frames) {
    std::uint32_t number = 0;
    Recorded* interface = find(port, number);
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const Frame& frame = frames[i];
        if (frame.interfaceId != number) {
            number = frame.interfaceId;
            interface = find(port, number);
        }
        if (interface == nullptr) // the port never described it
            continue;
        Frame stored = frame;
        stored.interfaceId = interface->id;
        if (!comments_.empty())
            putComments(port, interface->id);
        if (recent_)
            recent_->add(stored);
        else if (!recording_->append(stored) && recording_->isComplete()) // otherwise, `recording_` counts it
            return frames.size() - i;
        ++interface->frames;
    }
    return 0;
}

CaptureStatistics CaptureRecorder::statistics(const Recorded& interface, const DropCounts& drops) {
    return {.interfaceId = interface.id,
            .received = interface.frames + drops.system,
            .droppedInterface = drops.interface,
            .droppedSystem = drops.system,
            .comment = {}};
}

/// Records a remark at its position among the frames, which may still be held in memory.
void CaptureRecorder::recordInOrder(RecentFrames::Remark remark) {
    if (recent_)
        recent_->add(std::move(remark));
    else
        remark();
}

void CaptureRecorder::lose(PortId port, std::string text, const DropCounts& drops) {
    auto* interface = find(port, 0);
    if (interface == nullptr)
        return;
    auto counts = statistics(*interface, drops);
    counts.comment = std::move(text);
    recordInOrder([recording = recording_, counts = std::move(counts)] { recording->append(counts); });
}

void CaptureRecorder::putComments(PortId port, std::uint32_t id) {
    std::erase_if(comments_, [&](const Comment& comment) {
        if (comment.port != port)
            return false;
        recordInOrder([recording = recording_, id, text = comment.text] { recording->gap(id, text); });
        return true;
    });
}

void CaptureRecorder::appendBlock(std::uint32_t type, Bytes body) {
    recording_->appendBlock(type, body);
}

void CaptureRecorder::flush() {
    recording_->flush();
}

void CaptureRecorder::finish(const std::vector<std::pair<PortId, DropCounts>>& drops) {
    for (const Recorded& interface : interfaces_) { // comments that are followed by no frame
        if (interface.isCurrent)
            putComments(interface.port, interface.id);
    }
    if (recent_)
        recent_->giveAll([this](const Frame& frame) { recording_->append(frame); });
    std::vector<CaptureStatistics> all;
    for (const Recorded& interface : interfaces_) {
        if (!interface.isCurrent) // those of a device that has disappeared are recorded already
            continue;
        const auto ofPort = std::ranges::find(drops, interface.port, &std::pair<PortId, DropCounts>::first);
        const bool hasDrops = interface.number == 0 && ofPort != drops.end();
        all.push_back(statistics(interface, hasDrops ? ofPort->second : DropCounts{}));
    }
    recording_->finish(std::move(all));
}

} // namespace tapscope
