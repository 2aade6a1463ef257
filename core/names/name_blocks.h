#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <file/frame_layout.h>
#include <store/frame_store.h>

#include <names/host_names.h>

#include <stop_token>

namespace tapscope {

/// Adds the names of a whole Name Resolution Block (draft-ietf-opsawg-pcapng section 4.5).
void addNamesOfBlock(HostNames& names, FrameLayout::ByteOrder order, Bytes block);

/// Adds the names of all such blocks in the files of a capture, which it reads from their beginning to their end.
/// Blocks. Errors: System, Ended (a file is gone), Cancelled.
[[nodiscard]] Result<void> addNamesOfFiles(HostNames& names, const FrameStore& store, const std::stop_token& stop);

} // namespace tapscope
