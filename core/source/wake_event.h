#pragma once

#include <base/error.h>
#include <base/unique_fd.h>

namespace tapscope {

/// An eventfd(2) that ends another thread's wait.
class WakeEvent {
public:
    [[nodiscard]] static Result<WakeEvent> make();
    /// Any thread.
    void signal() const noexcept;
    /// Called by the waiting thread: clears the signal.
    void clear() const noexcept;
    [[nodiscard]] int fd() const noexcept { return fd_.get(); }

private:
    explicit WakeEvent(UniqueFd fd) noexcept : fd_(std::move(fd)) {}

    UniqueFd fd_;
};

} // namespace tapscope
