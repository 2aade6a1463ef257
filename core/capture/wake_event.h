#pragma once

#include <base/unique_fd.h>

namespace tapscope {

/// An eventfd(2) that ends another thread's wait.
class WakeEvent {
public:
    WakeEvent();
    /// Any thread.
    void signal() const noexcept;
    /// The waiting thread: takes what was signalled.
    void clear() const noexcept;
    [[nodiscard]] int fd() const noexcept { return fd_.get(); }

private:
    UniqueFd fd_;
};

} // namespace tapscope
