#pragma once

#include <source/source.h>

namespace tapscope {

// The sources that the program cannot be without: without plugins, too, it captures devices, files and pipes.

/// "attach": the descriptor of a TAP or TUN. Settings: join.
[[nodiscard]] const SourceFactory& attachSource();
/// "monitor": a packet ring on an interface. Settings: buffer, promiscuous, receive.
[[nodiscard]] const SourceFactory& monitorSource();
/// "file": a capture file of any form that can be opened, also compressed.
[[nodiscard]] const SourceFactory& fileSource();
/// "stream": pcap or pcapng from a pipe; "-" is the standard input.
[[nodiscard]] const SourceFactory& streamSource();

/// Settings of the device sources, as their schemas have them.
namespace device_setting {
inline constexpr const char* join = "join";               ///< Switch
inline constexpr const char* buffer = "buffer";           ///< Integer, MiB
inline constexpr const char* promiscuous = "promiscuous"; ///< Switch
inline constexpr const char* receive = "receive";         ///< Switch; off: for who only sends
} // namespace device_setting

} // namespace tapscope
