#pragma once

#include <fcntl.h>

namespace tapscope {

/// Makes a shared descriptor, such as a standard stream, non-blocking, and restores it when destroyed.
class NonBlocking {
public:
    explicit NonBlocking(int descriptor) noexcept : descriptor_(descriptor), flags_(fcntl(descriptor, F_GETFL)) {
        if (flags_ >= 0)
            fcntl(descriptor_, F_SETFL, flags_ | O_NONBLOCK);
    }
    ~NonBlocking() {
        if (flags_ >= 0)
            fcntl(descriptor_, F_SETFL, flags_);
    }
    NonBlocking(const NonBlocking&) = delete;
    NonBlocking& operator=(const NonBlocking&) = delete;

private:
    int descriptor_, flags_;
};

} // namespace tapscope
