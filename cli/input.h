#pragma once

#include <base/unique_fd.h>
#include <store/file_store.h>
#include <store/file_walker.h>

#include <filesystem>
#include <memory>
#include <string>

namespace tapscope::cli {

/// Opens a capture to be read once: a file, "-" (the standard input), a FIFO, a socket, /dev/stdin, <(…). A stream that
/// is compressed, or has a format that Wireshark converts, is read to its end first. `follow` waits at the end of a
/// file until it grows.
enum class AtEnd { Stop, Follow };
[[nodiscard]] Result<FileWalker> openCapture(const std::string& name, AtEnd atEnd = AtEnd::Stop);

/// A capture that can be read more than once. A stream is first copied to an unnamed file in $TMPDIR.
struct CaptureFile {
    std::string name; ///< for messages: what the user named, or "the standard input"
    std::filesystem::path path;
    UniqueFd copy; ///< the copy of a stream; `path` refers to it

    /// Errors of the walker call a stream by its copy; see callStream().
    [[nodiscard]] Result<FileWalker> walk() const;
    /// Opens it to be read by number, and tells whether it was converted.
    [[nodiscard]] Result<std::shared_ptr<FileStore>> open() const;
};
/// The same error, which names the stream that the user named instead of its copy. Other errors stay as they are.
[[nodiscard]] Error callStream(const std::string& name, Error error);
[[nodiscard]] Result<CaptureFile> seekableCapture(const std::string& name);
[[nodiscard]] Result<FileWalker> openCapture(const CaptureFile& file, AtEnd atEnd = AtEnd::Stop);

} // namespace tapscope::cli
