#pragma once

#include <cstddef>
#include <cstdint>

/// Numbers of the pcapng format (draft-ietf-opsawg-pcapng) and of the pcap format (draft-ietf-opsawg-pcap).
namespace tapscope::pcapng {

inline constexpr std::uint32_t sectionHeader = 0x0a0d0d0a;
inline constexpr std::uint32_t interfaceDescription = 1;
inline constexpr std::uint32_t obsoletePacket = 2;
inline constexpr std::uint32_t simplePacket = 3;
inline constexpr std::uint32_t nameResolution = 4;
inline constexpr std::uint32_t interfaceStatistics = 5;
inline constexpr std::uint32_t enhancedPacket = 6;
inline constexpr std::uint32_t decryptionSecrets = 10;
/// Custom blocks (section 4.7), which are specific to an enterprise: those that may be copied, and those that must not.
[[nodiscard]] constexpr bool isCustom(std::uint32_t type) {
    return type == 0x00000bad || type == 0x40000bad;
}
inline constexpr std::uint32_t byteOrderMagic = 0x1a2b3c4d;

inline constexpr std::uint32_t minimumBlock = 12;         ///< type, length, length
inline constexpr std::uint32_t maximumBlock = 16U << 20;  ///< bytes; wiretap's limit too
inline constexpr std::uint32_t enhancedPacketHeader = 28; ///< bytes before the packet's data
inline constexpr std::uint32_t simplePacketHeader = 12;
inline constexpr std::size_t sectionHeaderSize = 24; ///< up to its options
/// The bytes that `size` bytes of data take in a block: data is padded to 32 bits.
[[nodiscard]] constexpr std::size_t padded(std::size_t size) {
    return (size + 3) / 4 * 4;
}

inline constexpr std::uint16_t endOfOptions = 0;
inline constexpr std::uint16_t comment = 1;
inline constexpr std::uint16_t hardware = 2, os = 3, userApplication = 4; ///< in a section header
inline constexpr std::uint16_t interfaceName = 2, interfaceText = 3, timeResolution = 9, interfaceFilter = 11,
                               interfaceOs = 12, frameCheckLength = 13, timeOffset = 14, interfaceHardware = 15;
inline constexpr std::uint16_t packetFlags = 2;
inline constexpr unsigned frameCheckShift = 5, frameCheckMask = 0xf; ///< in epb_flags, in bytes
/// The format's text gives if_fcslen in bits, its example in bytes. Both occur, and can be told apart.
[[nodiscard]] constexpr std::uint8_t frameCheckBytes(std::uint8_t length) {
    return length >= 16 ? length / 8 : length;
}
inline constexpr std::uint16_t received = 4, droppedByInterface = 5, droppedBySystem = 7, delivered = 8;

} // namespace tapscope::pcapng

namespace tapscope::pcap {

inline constexpr std::uint32_t microsecondMagic = 0xa1b2c3d4;
inline constexpr std::uint32_t nanosecondMagic = 0xa1b23c4d;
inline constexpr std::uint32_t modifiedMagic = 0xa1b2cd34; ///< Kuznetzov's variant: eight more bytes per record
inline constexpr std::uint32_t fileHeader = 24;
/// In the field of the link type: whether the length of a frame check sequence is given, and that length in units of
/// two bytes.
inline constexpr std::uint32_t frameCheckPresent = 0x0400'0000;
inline constexpr unsigned frameCheckShift = 28, frameCheckUnit = 2;
inline constexpr std::uint32_t recordHeader = 16;
inline constexpr std::uint32_t modifiedRecordHeader = 24;

} // namespace tapscope::pcap
