#pragma once

#include <base/frame.h>
#include <base/syscalls.h>

#include <cstdint>
#include <expected>
#include <vector>

namespace tapscope {

/// A window over a file, moved by pread(2): who walks a file pays one call for a quarter of a megabyte, and a file that
/// shrinks meanwhile is a shorter answer and not a signal. One thread.
class ReadWindow {
public:
    ReadWindow(int fd, Syscalls& syscalls) noexcept : fd_(fd), syscalls_(&syscalls) {}

    /// Bytes of the file from `offset` on: at least `wanted` unless the file ends before, often more. They live until
    /// the next call. The error is an errno.
    [[nodiscard]] std::expected<Bytes, int> at(std::uint64_t offset, std::size_t wanted);

private:
    static constexpr std::size_t step = std::size_t{256} << 10;

    int fd_;
    Syscalls* syscalls_;
    std::vector<std::byte> buffer_;
    std::uint64_t start_ = 0;
    std::size_t size_ = 0;
};

} // namespace tapscope
