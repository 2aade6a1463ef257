#pragma once

#include <base/syscalls.h>
#include <store/unpack.h>

namespace tapscope {

/// Writes unpacked or converted bytes to an unnamed file in the folder for temporary files, which only this user can
/// read, and which vanishes with its last descriptor.
class UnpackedFile {
public:
    /// Error: System.
    [[nodiscard]] static Result<UnpackedFile> create(Syscalls& syscalls);

    /// Writes all of `bytes`. The errors name `action` and `name`: NoSpace (less than 256 MiB would stay free), System.
    [[nodiscard]] Result<void> append(Bytes bytes, std::string_view action, const std::filesystem::path& name);
    [[nodiscard]] std::uint64_t size() const noexcept { return content_.size; }
    /// Gives the file away; `damage` is the reason why it is not all.
    [[nodiscard]] Unpacked finish(std::optional<std::string> damage);

private:
    UnpackedFile(UniqueFd file, Syscalls& syscalls) : syscalls_(&syscalls) { content_.file = std::move(file); }

    Syscalls* syscalls_;
    Unpacked content_;
};

} // namespace tapscope
