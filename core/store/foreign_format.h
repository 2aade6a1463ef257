#pragma once

#include <base/error.h>
#include <base/syscalls.h>
#include <store/unpack.h>

#include <filesystem>

namespace tapscope {

/// Converts a capture of another format (snoop, ERF, …) to pcapng with Wireshark's editcap(1), on the calling thread.
/// editcap runs in a process of its own that may write no files, with 2 minutes of processor time and 4 GiB of memory.
/// If it reads only a part of the file, that part is converted and Unpacked::damage has its reason. Errors: NotFound
/// (editcap is not installed), Unsupported (it does not read the file, or gave nothing for a minute), NoSpace, System.
[[nodiscard]] Result<Unpacked> convertByWireshark(const std::filesystem::path& path, Syscalls& syscalls);

} // namespace tapscope
