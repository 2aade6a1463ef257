#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <base/unique_fd.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace tapscope {

/// The content of a compressed or converted file.
struct Unpacked {
    UniqueFd file; ///< an unnamed file in the folder for temporary files; vanishes with its last descriptor
    std::uint64_t size = 0;
    std::optional<std::string>
        damage; ///< set if the compressed file ends early or is damaged; everything before that was unpacked
    bool isConverted = false; ///< from another format, by Wireshark (convertByWireshark())
};

/// Whether a file that begins with these bytes is compressed by gzip, zstd or lz4.
[[nodiscard]] bool isPacked(Bytes start);

/// Unpacks a file from its beginning, on the calling thread, however long it takes. Errors: NoSpace (less than 256 MiB
/// would stay free), System.
[[nodiscard]] Result<Unpacked> unpack(int file, const std::filesystem::path& name, Syscalls& syscalls);

} // namespace tapscope
