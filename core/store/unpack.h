#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <base/unique_fd.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace tapscope {

/// A compressed file's content.
struct Unpacked {
    UniqueFd file; ///< without a name, in the folder for temporary files; goes with its last descriptor
    std::uint64_t size = 0;
    std::optional<std::string>
        damage; ///< set when the compressed file ends or breaks early: what is there was unpacked
};

/// Whether a file that begins with these bytes is compressed by gzip, zstd or lz4.
[[nodiscard]] bool isPacked(Bytes start);

/// Unpacks a file from its beginning, on the calling thread, as long as it takes. Errors: NoSpace (fewer than 256 MiB
/// would be left for others), System.
[[nodiscard]] Result<Unpacked> unpack(int file, const std::filesystem::path& name, Syscalls& syscalls);

} // namespace tapscope
