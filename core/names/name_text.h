#pragma once

#include <base/error.h>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// The longest name that is kept, in bytes: a domain name has at most 253 characters (RFC 1035).
inline constexpr std::size_t longestName = 255;

/// The words of a line of a text file, up to a comment ("#").
[[nodiscard]] std::vector<std::string_view> wordsOf(std::string_view line);

/// Passes on each line of a text file, without its line end. Lines after the first 64 MiB are left out. Errors: System.
[[nodiscard]] Result<void> readLines(const std::filesystem::path& path,
                                     const std::function<void(std::string_view)>& line);

} // namespace tapscope
