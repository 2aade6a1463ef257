#pragma once

#include <file/frame_layout.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>

namespace tapscope {

/// The maximum number of interfaces in a capture, over all its sections: the range of an index entry of 16 bytes.
inline constexpr std::size_t maximumInterfaces = std::size_t{1} << 18;

/// The interfaces of a capture so far. Elements are appended only, and copies share them, so copying costs the same for
/// one interface as for a hundred thousand. One thread appends, to one of the copies. Every other copy stays unchanged
/// and can be read on any thread that it was passed to.
class InterfaceList {
public:
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] const StoredInterface& operator[](std::size_t id) const noexcept { return storage_[id]; }
    [[nodiscard]] const StoredInterface& front() const noexcept { return storage_[0]; }
    [[nodiscard]] std::span<const StoredInterface> all() const noexcept { return {storage_.get(), size_}; }

    void append(StoredInterface interface) {
        if (size_ == capacity_)
            grow();
        storage_[size_++] = std::move(interface);
    }

private:
    /// Doubles the room, so that appending is linear overall. Copies keep the earlier room.
    void grow() {
        const std::size_t capacity = std::max<std::size_t>(4, 2 * capacity_);
        auto larger = std::make_shared<StoredInterface[]>(capacity);
        std::ranges::copy(all(), larger.get());
        storage_ = std::move(larger);
        capacity_ = capacity;
    }

    std::shared_ptr<StoredInterface[]> storage_;
    std::size_t size_ = 0, capacity_ = 0;
};

} // namespace tapscope
