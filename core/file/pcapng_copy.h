#pragma once

#include <base/frame.h>
#include <file/capture_notes.h>
#include <file/frame_layout.h>

#include <string>
#include <vector>

namespace tapscope {

/// Appends records of a pcap or pcapng file to a pcapng file in a buffer. pcapng blocks are copied byte by byte, in
/// their own byte order, so that options, resolutions and times that this program does not know are preserved. `record`
/// is the one that CaptureParser::next() has just consumed.
namespace pcapng {

using Buffer = std::vector<std::byte>;

/// Copies a record that is not a frame. A section header loses the length of its section, because blocks may be left
/// out. A pcap file's header becomes a section header and an interface description of `first`.
void copyOther(Buffer& out, const StoredInterface* first, Bytes record);

/// Copies the first record of a file like copyOther(), with changed comments and additional secrets.
void copySectionStart(Buffer& out, const StoredInterface* first, Bytes record, const CaptureNotes& notes);

/// Whether a block that counts as a frame is kept whichever frames are chosen: a custom block that may be copied by
/// programs that do not know it (section 4.9).
[[nodiscard]] bool isKeptAnyhow(const FrameLayout& layout, Bytes record);
/// Copies a frame: a pcapng block unchanged, a pcap record as an Enhanced Packet Block of interface 0.
void copyFrame(Buffer& out, const FrameLayout& layout, const Frame& frame, Bytes record);
/// Copies a frame with changed comments. A Simple Packet Block, which cannot have comments, becomes an Enhanced Packet
/// Block of interface 0 with the time 0. Custom options that must not be copied into changed blocks (section 3.5.1) are
/// left out.
void copyFrame(Buffer& out, const FrameLayout& layout, const Frame& frame, Bytes record, const CommentChange& change);

/// Returns all comments of a packet block or a section header, in their order. A pcap record has none.
[[nodiscard]] std::vector<std::string> commentsIn(const FrameLayout& layout, Bytes record);

} // namespace pcapng
} // namespace tapscope
