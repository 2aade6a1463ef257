#pragma once

#include <base/error.h>
#include <file/capture_notes.h>
#include <store/frame_store.h>

#include <string>
#include <vector>

namespace tapscope {

/// The most that a comment takes in a file, in bytes of UTF-8 (an option of pcapng has a length of 16 bits).
inline constexpr std::size_t mostCommentBytes = 65'535;

/// The comments that a file has, changed as a user has asked.
[[nodiscard]] std::vector<std::string> changedComments(std::vector<std::string> own, const CommentChange& change);

/// What makes of the comments that a file has those that a user wants instead. Equal lists give no change.
[[nodiscard]] CommentChange commentChange(const std::vector<std::string>& own, std::vector<std::string> wanted);

/// The comments on the capture as a whole: those of its first section; none for a pcap file. Reads the file. Errors:
/// System, Ended (the file is not there any more).
[[nodiscard]] Result<std::vector<std::string>> fileComments(const FrameStore& store);

} // namespace tapscope
