#pragma once

#include <store/frame_store.h>

namespace tapscope {

/// The frames of a recording, which can be read while it grows. The worker adds interfaces and index entries, the
/// writer does the rest.
class RecordedStore final : public FrameStore {
public:
    RecordedStore(std::filesystem::path path, Syscalls& syscalls) noexcept : FrameStore(std::move(path), syscalls) {}

    using FrameStore::addPart;
    using FrameStore::dropOldestPart;
    using FrameStore::noteWhole;
    using FrameStore::publish;

    /// Returns false if the number of interfaces is at its maximum.
    [[nodiscard]] bool addInterface(CaptureInterface description) {
        description.timeResolution = 9;
        description.timeOffset = 0;
        if (!interfaces_.append({std::move(description), FrameLayout{}}))
            return false;
        interfaces_.publish();
        return true;
    }
};

} // namespace tapscope
