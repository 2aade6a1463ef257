#pragma once

#include <base/syscalls.h>

#include <utility>

namespace tapscope {

/// Owns one descriptor, and closes it through the Syscalls that opened it. Move-only.
class UniqueFd {
public:
    UniqueFd() = default;
    explicit UniqueFd(int fd, Syscalls& syscalls = Syscalls::real()) noexcept : fd_(fd), syscalls_(&syscalls) {}
    UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)), syscalls_(other.syscalls_) {}
    UniqueFd& operator=(UniqueFd&& other) noexcept {
        if (this != &other) {
            reset();
            fd_ = std::exchange(other.fd_, -1);
            syscalls_ = other.syscalls_;
        }
        return *this;
    }
    UniqueFd(const UniqueFd&) = delete;
    UniqueFd& operator=(const UniqueFd&) = delete;
    ~UniqueFd() { reset(); }

    [[nodiscard]] int get() const noexcept { return fd_; }
    [[nodiscard]] explicit operator bool() const noexcept { return fd_ >= 0; }
    [[nodiscard]] int release() noexcept { return std::exchange(fd_, -1); }
    void reset() noexcept {
        if (fd_ >= 0)
            syscalls_->close(std::exchange(fd_, -1));
    }

private:
    int fd_ = -1;
    Syscalls* syscalls_ = &Syscalls::real();
};

} // namespace tapscope
