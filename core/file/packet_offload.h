#pragma once

#include <base/frame.h>
#include <base/offload_bytes.h>
#include <file/frame_layout.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace tapscope::pcapng {

/// A frame's Offload as a custom option of its packet block (draft-ietf-opsawg-pcapng section 3.5.1). The frame's bytes
/// stay unchanged, so every program can read them. The option's value is an enterprise number, 8 octets that identify
/// the content, and a virtio_net_hdr of 10 octets in little-endian order (VIRTIO 1.2 section 5.1.6). The 8 octets are
/// needed because the enterprise number is the one for documentation (RFC 5612).
inline constexpr std::uint16_t customBytes = 2989; ///< opt_custom with octets, may be copied
inline constexpr std::size_t packetOffloadSize = 4 + 8 + offloadSize;

[[nodiscard]] std::array<std::byte, packetOffloadSize> packetOffload(const Offload& offload) noexcept;
/// Returns nothing if the option's value belongs to another program.
[[nodiscard]] std::optional<Offload> readPacketOffload(Bytes value, FrameLayout::ByteOrder order) noexcept;

} // namespace tapscope::pcapng
