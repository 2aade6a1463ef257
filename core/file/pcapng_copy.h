#pragma once

#include <base/frame.h>
#include <file/capture_notes.h>
#include <file/frame_layout.h>

#include <string>
#include <vector>

namespace tapscope {

/// Puts what stands in a pcap or pcapng file into a pcapng file, at the end of a buffer. Blocks of pcapng are copied
/// byte by byte, in their own byte order: options, resolutions and times that this program does not know stay as they
/// are. `record` is what CaptureParser::next() has just consumed.
namespace pcapng {

using Buffer = std::vector<std::byte>;

/// What is not a frame. A section header tells no length of its section any more, for blocks may be left out. A pcap
/// file's header becomes a section header and the description of `first`, its interface.
void copyOther(Buffer& out, const StoredInterface* first, Bytes record);

/// The first record of a file as copyOther() writes it, with other comments and more secrets.
void copySectionStart(Buffer& out, const StoredInterface* first, Bytes record, const CaptureNotes& notes);

/// Whether a block that counts as a frame is one that is kept whichever frames are chosen: a custom block that may be
/// copied by who does not know it (section 4.9).
[[nodiscard]] bool isKeptAnyhow(const FrameLayout& layout, Bytes record);
/// A frame: a pcapng block as it is, a pcap record as an Enhanced Packet Block of interface 0.
void copyFrame(Buffer& out, const FrameLayout& layout, const Frame& frame, Bytes record);
/// A frame with other comments. A Simple Packet Block, which cannot have any, becomes an Enhanced Packet Block of
/// interface 0 and the time 0. Custom options that are not to be copied into changed blocks (section 3.5.1) are left
/// out.
void copyFrame(Buffer& out, const FrameLayout& layout, const Frame& frame, Bytes record, const CommentChange& change);

/// All comments of a packet block or of a section header, in their order; none of a pcap record.
[[nodiscard]] std::vector<std::string> commentsIn(const FrameLayout& layout, Bytes record);

} // namespace pcapng
} // namespace tapscope
