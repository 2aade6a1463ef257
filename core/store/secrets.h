#pragma once

#include <base/error.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace tapscope {

/// Returns the text of all keys of this type (DecryptionSecrets::tlsKeyLog, …) in the files of a capture, in the order
/// of the files; each block ends with a line feed. Reads the files from their beginning to their end or to a damage, so
/// it is not for the GUI's thread. Errors: those of opening a file; Invalid (no such keys); OutOfRange (more than
/// `mostSecrets` bytes).
[[nodiscard]] Result<std::string> readSecrets(std::span<const std::filesystem::path> files, std::uint32_t type);

inline constexpr std::size_t mostSecrets = std::size_t{64} << 20;

} // namespace tapscope
