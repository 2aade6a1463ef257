#include "pgm_decoder.h"

#include "pgm_fields.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope {
namespace {

using namespace pgm;

constexpr std::array hooks = {Hook{"ip.proto", 113}};
const ProtocolInfo info = {.abbreviation = "pgm",
                           .title = "Pragmatic General Multicast",
                           .column = "PGM",
                           .fields = fieldTable(),
                           .hooks = hooks};

enum Kind : std::uint8_t {
    Spm,
    Poll,
    PollResponse,
    OriginalData = 4,
    RepairData,
    Nak = 8,
    NullNak,
    NakConfirm,
    Ack = 13
};

/// The names of a family of addresses (RFC 1700), the reserved bits after it, and the address.
struct AddressFields {
    Field family, reserved, ipv4, ipv6;
};

void addAddress(ByteReader& bytes, Dissection& d, const AddressFields& fields) {
    enum Family : std::uint8_t { Ipv4 = 1, Ipv6 = 2 };
    const std::uint16_t family = d.u16(bytes, fields.family);
    d.u16(bytes, fields.reserved);
    if (family == Ipv4)
        d.ipv4(bytes, fields.ipv4);
    else if (family == Ipv6)
        d.ipv6(bytes, fields.ipv6);
    else if (!bytes.overrun())
        d.malformed("its address is of an unknown family");
}

void describeSequence(std::uint8_t kind, std::uint32_t sequence, Bytes source, Dissection& d) {
    d.info("{:<5} sqn 0x{:x} gsi ", nameOf(fieldTable()[Type].values, kind), sequence);
    for (const std::byte octet : source)
        d.infoAppend("{:02x}", std::to_integer<unsigned>(octet));
}

/// Decodes the part between the header and the options or the data. False if the type is unknown.
bool decodeBody(std::uint8_t kind, ByteReader& bytes, Dissection& d, Bytes source, std::uint16_t dataLength) {
    switch (kind) {
    case Spm: {
        const std::uint32_t sequence = d.u32(bytes, SpmSequence);
        d.u32(bytes, SpmTrail);
        d.u32(bytes, SpmLead);
        addAddress(bytes, d, {SpmFamily, SpmReserved, SpmPath4, SpmPath6});
        describeSequence(kind, sequence, source, d);
        return true;
    }
    case Poll: {
        const std::uint32_t sequence = d.u32(bytes, PollSequence);
        d.u16(bytes, PollRound);
        d.u16(bytes, PollSubtype);
        addAddress(bytes, d, {PollFamily, PollReserved, PollPath4, PollPath6});
        d.u32(bytes, PollInterval);
        d.u32(bytes, PollRandom);
        d.u32(bytes, PollMask);
        describeSequence(kind, sequence, source, d);
        return true;
    }
    case PollResponse: {
        const std::uint32_t sequence = d.u32(bytes, PolrSequence);
        d.u16(bytes, PolrRound);
        d.u16(bytes, PolrReserved);
        describeSequence(kind, sequence, source, d);
        return true;
    }
    case OriginalData:
    case RepairData: {
        const std::uint32_t sequence = d.u32(bytes, SpmSequence);
        d.u32(bytes, SpmTrail);
        describeSequence(kind, sequence, source, d);
        d.infoAppend(" tsdulen {}", dataLength);
        return true;
    }
    case Nak:
    case NullNak:
    case NakConfirm: {
        const std::uint32_t sequence = d.u32(bytes, NakSequence);
        addAddress(bytes, d, {NakSourceFamily, NakSourceReserved, NakSource4, NakSource6});
        addAddress(bytes, d, {NakGroupFamily, NakGroupReserved, NakGroup4, NakGroup6});
        describeSequence(kind, sequence, source, d);
        return true;
    }
    case Ack: {
        const std::uint32_t sequence = d.u32(bytes, AckSequence);
        d.u32(bytes, AckBitmap);
        describeSequence(kind, sequence, source, d);
        return true;
    }
    default:
        return false;
    }
}

/// Options (RFC 3208 section 9): the first gives the size of all options, the last one is marked.
void decodeOptions(ByteReader& bytes, Dissection& d) {
    constexpr std::uint8_t endMark = 0x80, head = 3;
    d.u8(bytes, OptionsType);
    d.u8(bytes, OptionsLength);
    const std::uint16_t total = d.u16(bytes, OptionsTotal);
    if (total < 4 || bytes.overrun()) {
        d.malformed("its options are shorter than their head");
        return;
    }
    ByteReader options = bytes.part(total - 4U);
    bool isLast = false;
    while (!options.atEnd() && !isLast) {
        const ByteRange range = rangeAhead(options, 1);
        const std::uint8_t type = options.u8();
        isLast = (type & endMark) != 0;
        d.add(OptionType, range, type & 0x7fU);
        const auto nest = d.nest();
        d.add(OptionEnd, range, type);
        const std::uint8_t length = d.u8(options, OptionLength);
        d.u8(options, OptionExtension);
        if (length < head) {
            d.malformed("an option is shorter than its header");
            return;
        }
        if (length > head)
            d.data(options, OptionData, length - std::size_t{head});
    }
    if (options.overrun())
        d.malformed("an option is longer than its options");
}

} // namespace

const ProtocolInfo& PgmDecoder::protocol() const noexcept {
    return info;
}

void PgmDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint8_t hasOptions = 0x1;
    d.info("");
    const std::uint16_t source = d.u16(bytes, SourcePort);
    const std::uint16_t destination = d.u16(bytes, DestinationPort);
    const std::uint8_t kind = d.u8(bytes, Type);
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t options = d.u8(bytes, Options);
    if (bytes.overrun())
        return;
    {
        const auto nest = d.nest();
        d.addBits({OptionsPresent, OptionsSignificant, VariableLength, Parity}, range, options);
    }
    d.u16(bytes, Checksum);
    const Bytes identifier = d.data(bytes, Gsi, 6);
    const std::uint16_t length = d.u16(bytes, DataLength);
    d.layerLabel("Pragmatic General Multicast: Type {} Src Port {}, Dst Port {}",
                 nameOf(fieldTable()[Type].values, kind, "unknown"), source, destination);
    if (bytes.overrun() || !decodeBody(kind, bytes, d, identifier, length))
        return;
    if ((options & hasOptions) != 0 && !bytes.overrun())
        decodeOptions(bytes, d);
    if (!bytes.atEnd())
        d.nextAsData(bytes.part(length));
}

} // namespace tapscope
