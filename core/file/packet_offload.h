#pragma once

#include <base/frame.h>
#include <base/offload_bytes.h>
#include <file/frame_layout.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace tapscope::pcapng {

/// A frame's Offload as a custom option of its packet block (draft-ietf-opsawg-pcapng section 3.5.1): the frame's bytes
/// stay as they are, so that every program reads them. The value is an enterprise number, 8 octets that say what
/// follows, and a virtio_net_hdr of 10 octets in little endian (VIRTIO 1.2 section 5.1.6). The enterprise number is the
/// one for documentation (RFC 5612), which is why the 8 octets are there.
inline constexpr std::uint16_t customBytes = 2989; ///< opt_custom: octets, may be copied
inline constexpr std::size_t packetOffloadSize = 4 + 8 + offloadSize;

[[nodiscard]] std::array<std::byte, packetOffloadSize> packetOffload(const Offload& offload) noexcept;
/// Nothing when the value of the option is another's.
[[nodiscard]] std::optional<Offload> readPacketOffload(Bytes value, FrameLayout::ByteOrder order) noexcept;

} // namespace tapscope::pcapng
