#pragma once

#include <base/unique_fd.h>
#include <store/file_walker.h>

#include <filesystem>
#include <string>

namespace tapscope::cli {

/// Opens a capture for going through it once: a file, "-" (the standard input), a FIFO, a socket, /dev/stdin, <(…).
/// `follow` waits at a file's end for it to grow.
enum class AtEnd { Stop, Follow };
[[nodiscard]] Result<FileWalker> openCapture(const std::string& name, AtEnd atEnd = AtEnd::Stop);

/// A capture that can be gone through more than once. A stream is copied to a file without a name first, in $TMPDIR.
struct CaptureFile {
    std::filesystem::path path;
    UniqueFd copy; ///< of a stream; `path` leads to it
};
[[nodiscard]] Result<CaptureFile> seekableCapture(const std::string& name);

} // namespace tapscope::cli
