#pragma once

#include <source/source.h>

namespace tapscope {

// The program's own sources: devices, files and pipes can be captured without plugins.

/// "attach": the descriptor of a TAP or TUN. Settings: join.
[[nodiscard]] const SourceFactory& attachSource();
/// "monitor": a packet ring on an interface. Settings: buffer, promiscuous, receive.
[[nodiscard]] const SourceFactory& monitorSource();
/// "file": a capture file in any supported format, also compressed.
[[nodiscard]] const SourceFactory& fileSource();
/// "stream": pcap or pcapng from a pipe; "-" is the standard input.
[[nodiscard]] const SourceFactory& streamSource();

/// The keys of the device sources' settings.
namespace device_setting {
inline constexpr const char* join = "join";               ///< Switch
inline constexpr const char* buffer = "buffer";           ///< Integer, MiB
inline constexpr const char* promiscuous = "promiscuous"; ///< Switch
inline constexpr const char* receive = "receive";         ///< Switch; off: for ports that only send
} // namespace device_setting

} // namespace tapscope
