#pragma once

#include <base/frame.h>
#include <base/syscalls.h>

#include <cstdint>
#include <expected>
#include <vector>

namespace tapscope {

/// A window over a file, moved by pread(2). Walking a file costs one call per quarter of a megabyte, and if the file
/// shrinks meanwhile, the result is a shorter answer and not a signal. For one thread.
class ReadWindow {
public:
    explicit ReadWindow(Syscalls& syscalls) noexcept : syscalls_(&syscalls) {}

    /// Switches to another file.
    void look(int fd) noexcept {
        fd_ = fd;
        size_ = 0;
    }

    /// Returns bytes of the file from `offset` on: at least `wanted` unless the file ends before, and often more. They
    /// live until the next call. The error is an errno.
    [[nodiscard]] std::expected<Bytes, int> at(std::uint64_t offset, std::size_t wanted);

private:
    static constexpr std::size_t step = std::size_t{256} << 10;

    int fd_ = -1;
    Syscalls* syscalls_;
    std::vector<std::byte> buffer_;
    std::uint64_t start_ = 0;
    std::size_t size_ = 0;
};

} // namespace tapscope
