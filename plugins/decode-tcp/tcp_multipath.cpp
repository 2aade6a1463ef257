#include "tcp_multipath.h"

#include "tcp_fields.h"

namespace tapscope::tcp {
namespace {

enum Subtype : std::uint8_t { Capable, Join, DataSignal, AddAddress, RemoveAddress, Priority, Fail, FastClose, Reset };

ByteRange next(const ByteReader& bytes, std::uint32_t size) {
    return {static_cast<std::uint32_t>(bytes.offset()), size};
}

void decodeCapable(ByteReader& bytes, Dissection& d) {
    const ByteRange range = next(bytes, 1);
    d.u8(bytes, MultipathFlags);
    {
        const auto nest = d.nest();
        d.addBits({MultipathChecksumRequired, MultipathExtensibility, MultipathNoMoreSubflows, MultipathSha256,
                   MultipathReservedFlags},
                  range, std::to_integer<std::uint8_t>(bytes.all()[bytes.position() - 1]));
    }
    if (bytes.has(8))
        d.u64(bytes, MultipathSenderKey);
    if (bytes.has(8))
        d.u64(bytes, MultipathReceiverKey);
    if (bytes.has(2))
        d.u16(bytes, MultipathDataLength);
    if (bytes.has(2))
        d.u16(bytes, MultipathChecksum);
}

/// Each of the three steps of a join has its own length.
void decodeJoin(ByteReader& bytes, const ByteRange& first, std::uint8_t flags, Dissection& d) {
    constexpr std::size_t ofRequest = 9, ofAnswer = 13;
    if (bytes.remaining() != ofRequest && bytes.remaining() != ofAnswer) {
        bytes.skip(1); // reserved, with half of the octet before
        d.add(MultipathReserved, {first.offset, 2}, (flags & 15U) << 8);
        d.data(bytes, MultipathSenderMac, bytes.remaining());
        return;
    }
    const bool isRequest = bytes.remaining() == ofRequest;
    d.add(MultipathBackup, first, flags);
    d.u8(bytes, MultipathAddressId);
    if (isRequest)
        d.u32(bytes, MultipathReceiverToken);
    else
        d.u64(bytes, MultipathSenderTruncatedMac);
    d.u32(bytes, MultipathSenderRandom);
}

void decodeDataSignal(ByteReader& bytes, Dissection& d) {
    const ByteRange range = next(bytes, 1);
    const std::uint8_t flags = d.u8(bytes, MultipathFlags);
    {
        const auto nest = d.nest();
        d.addBits({MultipathDataFin, MultipathSequenceIsLong, MultipathSequencePresent, MultipathAckIsLong,
                   MultipathAckPresent},
                  range, flags);
    }
    if ((flags & 1U) != 0)
        d.uint(bytes, MultipathDataAck, (flags & 2U) != 0 ? 8 : 4);
    if ((flags & 4U) == 0)
        return;
    d.uint(bytes, MultipathDataSequence, (flags & 8U) != 0 ? 8 : 4);
    d.u32(bytes, MultipathSubflowSequence);
    d.u16(bytes, MultipathDataLength);
    if (bytes.has(2))
        d.u16(bytes, MultipathChecksum);
}

/// Version 0 has the IP version here, version 1 whether this is an echo.
void decodeAddress(ByteReader& bytes, const ByteRange& first, std::uint8_t flags, Dissection& d) {
    constexpr std::size_t ipv6 = 16, macSize = 8;
    const unsigned version = flags & 15U;
    d.add(version >= 4 ? MultipathIpVersion : MultipathEcho, first, flags);
    d.u8(bytes, MultipathAddressId);
    if (version == 6 || (version < 4 && bytes.has(ipv6)))
        d.ipv6(bytes, MultipathIpv6);
    else
        d.ipv4(bytes, MultipathIpv4);
    if (bytes.remaining() % macSize >= 2)
        d.u16(bytes, MultipathPort);
    if (bytes.has(macSize))
        d.u64(bytes, MultipathAddressMac);
}

} // namespace

std::string_view multipathSubtype(ByteReader value) noexcept {
    return nameOf(multipathSubtypes, value.u8() >> 4, "Unknown");
}

void decodeMultipath(ByteReader& bytes, Dissection& d) {
    const ByteRange first = next(bytes, 1);
    const std::uint8_t flags = bytes.u8();
    d.add(MultipathSubtype, first, flags);
    switch (flags >> 4) {
    case Capable:
        d.add(MultipathVersion, first, flags);
        decodeCapable(bytes, d);
        break;
    case Join:
        decodeJoin(bytes, first, flags, d);
        break;
    case DataSignal:
        decodeDataSignal(bytes, d);
        break;
    case AddAddress:
        decodeAddress(bytes, first, flags, d);
        break;
    case RemoveAddress:
        while (!bytes.atEnd())
            d.u8(bytes, MultipathAddressId);
        break;
    case Priority:
        d.add(MultipathBackup, first, flags);
        if (!bytes.atEnd())
            d.u8(bytes, MultipathAddressId);
        break;
    case Fail:
    case FastClose:
        bytes.skip(1);
        d.add(MultipathReserved, {first.offset, 2}, (flags & 15U) << 8);
        d.u64(bytes, flags >> 4 == Fail ? MultipathDataSequence : MultipathReceiverKey);
        break;
    case Reset:
        d.addBits({MultipathResetU, MultipathResetV, MultipathResetW, MultipathResetT}, first, flags);
        d.u8(bytes, MultipathResetReason);
        break;
    default:
        break;
    }
}

} // namespace tapscope::tcp
