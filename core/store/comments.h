#pragma once

#include <base/error.h>
#include <file/capture_notes.h>
#include <store/frame_store.h>

#include <string>
#include <vector>

namespace tapscope {

/// The maximum size of a comment in a file, in bytes of UTF-8 (the length of a pcapng option has 16 bits).
inline constexpr std::size_t mostCommentBytes = 65'535;

/// Returns the comments in a file after a user's change.
[[nodiscard]] std::vector<std::string> changedComments(std::vector<std::string> own, const CommentChange& change);

/// Returns the change from the comments in a file to the wanted ones. Equal lists give no change.
[[nodiscard]] CommentChange commentChange(const std::vector<std::string>& own, std::vector<std::string> wanted);

/// Returns the comments on the capture as a whole: those of its first section, none for a pcap file. Reads the file.
/// Errors: System, Ended (the file does not exist any more).
[[nodiscard]] Result<std::vector<std::string>> fileComments(const FrameStore& store);

} // namespace tapscope
