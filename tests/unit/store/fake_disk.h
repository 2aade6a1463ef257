#pragma once

#include <base/syscalls.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstdint>
#include <limits>
#include <mutex>
#include <optional>

namespace tapscope::test {

/// A disk that accepts a few octets at a time, stalls, is full, or fails, as the test chooses. Any thread.
class FakeDisk : public Syscalls {
public:
    explicit FakeDisk(std::size_t mostAtOnce = std::numeric_limits<std::size_t>::max()) : mostAtOnce_(mostAtOnce) {}

    /// Sets how many bytes it accepts from now on until it is full.
    void setRoom(std::uint64_t bytes) {
        const std::lock_guard lock(mutex_);
        room_ = bytes;
    }
    /// Fails with `code` after this number of bytes, once or permanently.
    enum class Failing : std::uint8_t { Once, Always };
    void failAt(std::uint64_t byte, int code, Failing failing) {
        const std::lock_guard lock(mutex_);
        failAt_ = byte;
        code_ = code;
        failing_ = failing;
    }
    /// Writes wait from now on…
    void halt() {
        const std::lock_guard lock(mutex_);
        isHalted_ = true;
    }
    /// … until now.
    void release() {
        const std::lock_guard lock(mutex_);
        isHalted_ = false;
        changed_.notify_all();
    }
    /// Waits until a write is waiting.
    void waitUntilHolding() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return isHolding_; });
    }

    ssize_t write(int fd, const void* data, std::size_t size) override {
        std::unique_lock lock(mutex_);
        isHolding_ = isHalted_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return !isHalted_; });
        isHolding_ = false;
        if (room_ == 0) {
            errno = ENOSPC;
            return -1;
        }
        if (failAt_ && written_ >= *failAt_) {
            if (failing_ == Failing::Once)
                failAt_.reset();
            errno = code_;
            return -1;
        }
        const std::uint64_t untilFailure = failAt_ ? *failAt_ - written_ : room_;
        const auto most = static_cast<std::size_t>(std::min<std::uint64_t>({size, mostAtOnce_, room_, untilFailure}));
        const ssize_t taken = Syscalls::write(fd, data, most);
        if (taken > 0) {
            written_ += static_cast<std::uint64_t>(taken);
            room_ -= static_cast<std::uint64_t>(taken);
        }
        return taken;
    }

private:
    std::size_t mostAtOnce_;
    std::mutex mutex_; ///< guards the members below
    std::condition_variable changed_;
    std::uint64_t room_ = std::numeric_limits<std::uint64_t>::max(), written_ = 0;
    std::optional<std::uint64_t> failAt_;
    int code_ = 0;
    Failing failing_ = Failing::Once;
    bool isHalted_ = false, isHolding_ = false;
};

} // namespace tapscope::test
