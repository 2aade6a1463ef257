#pragma once

#include <base/unique_fd.h>
#include <store/file_walker.h>

#include <filesystem>
#include <string>

namespace tapscope::cli {

/// Opens a capture to be read once: a file, "-" (the standard input), a FIFO, a socket, /dev/stdin, <(…). A stream that
/// is compressed, or has a format that Wireshark converts, is read to its end first. `follow` waits at the end of a
/// file until it grows.
enum class AtEnd { Stop, Follow };
[[nodiscard]] Result<FileWalker> openCapture(const std::string& name, AtEnd atEnd = AtEnd::Stop);

/// Tells on standard error that a file has another format and was converted.
void sayConverted(const std::string& name);

/// A capture that can be read more than once. A stream is first copied to an unnamed file in $TMPDIR.
struct CaptureFile {
    std::filesystem::path path;
    UniqueFd copy; ///< the copy of a stream; `path` refers to it
};
[[nodiscard]] Result<CaptureFile> seekableCapture(const std::string& name);

} // namespace tapscope::cli
