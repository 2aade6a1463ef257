#pragma once

#include <base/error.h>

#include <string>

namespace tapscope::cli {

/// Reads a file of at most `largest` bytes (error: Invalid if it is larger). "-" is standard input.
[[nodiscard]] Result<std::string> readWholeFile(const std::string& path, std::size_t largest);
/// A small text file, such as one with a filter: at most 1 MiB, without white space at its ends. "-" is the standard
/// input.
[[nodiscard]] Result<std::string> readSmallText(const std::string& path);

/// The same for the capture filter of -F, which of tshark and dumpcap names a format of files instead.
[[nodiscard]] Result<std::string> readFilterFile(const std::string& path);

} // namespace tapscope::cli
