#include "radiotap.h"
#include "wireless_decoders.h"

#include <decode/dissection.h>

#include <algorithm>
#include <array>
#include <bit>

namespace tapscope::radiotap {
namespace {

enum Field : std::uint16_t {
    Version,
    Pad,
    Length,
    Present,
    Time,
    Flags,
    ContentionFree,
    ShortPreamble,
    Wep,
    Fragmented,
    HasCheck,
    DataPad,
    BadCheck,
    ShortGuard,
    Rate,
    Frequency,
    ChannelFlags,
    HopSet,
    HopPattern,
    Signal,
    Noise,
    Quality,
    Attenuation,
    AttenuationDb,
    Power,
    Antenna,
    SignalDb,
    NoiseDb,
    ReceiveFlags,
    TransmitFlags,
    Retries,
    ExtendedFlags,
    ExtendedFrequency,
    ExtendedChannel,
    ExtendedPower,
    McsKnown,
    McsFlags,
    McsIndex,
    AggregateReference,
    AggregateFlags,
    AggregateRest,
    Vht,
    TimestampValue,
    TimestampAccuracy,
    TimestampUnit,
    TimestampFlags,
    He,
    VendorOui,
    VendorSub,
    VendorLength,
    VendorData,
    Other,
};
constexpr std::array fields = {
    FieldInfo{.name = "radiotap.version", .title = "Header revision"},
    FieldInfo{.name = "radiotap.pad", .title = "Header pad"},
    FieldInfo{.name = "radiotap.length", .title = "Header length"},
    FieldInfo{.name = "radiotap.present.word", .title = "Present flags word", .base = Base::Hex},
    FieldInfo{.name = "radiotap.mactime", .title = "MAC timestamp"},
    FieldInfo{.name = "radiotap.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "radiotap.flags.cfp", .title = "CFP", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "radiotap.flags.preamble", .title = "Preamble", .type = FieldType::Boolean, .mask = 0x02},
    FieldInfo{.name = "radiotap.flags.wep", .title = "WEP", .type = FieldType::Boolean, .mask = 0x04},
    FieldInfo{.name = "radiotap.flags.frag", .title = "Fragmentation", .type = FieldType::Boolean, .mask = 0x08},
    FieldInfo{.name = "radiotap.flags.fcs", .title = "FCS at end", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "radiotap.flags.datapad", .title = "Data Pad", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "radiotap.flags.badfcs", .title = "Bad FCS", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "radiotap.flags.shortgi", .title = "Short GI", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "radiotap.datarate", .title = "Data rate (Mb/s)", .type = FieldType::Double},
    FieldInfo{.name = "radiotap.channel.freq", .title = "Channel frequency", .unit = " MHz"},
    FieldInfo{.name = "radiotap.channel.flags", .title = "Channel flags", .base = Base::Hex},
    FieldInfo{.name = "radiotap.fhss.hopset", .title = "FHSS Hop Set"},
    FieldInfo{.name = "radiotap.fhss.pattern", .title = "FHSS Pattern"},
    FieldInfo{.name = "radiotap.dbm_antsignal", .title = "Antenna signal", .type = FieldType::Signed, .unit = " dBm"},
    FieldInfo{.name = "radiotap.dbm_antnoise", .title = "Antenna noise", .type = FieldType::Signed, .unit = " dBm"},
    FieldInfo{.name = "radiotap.quality", .title = "Signal Quality"},
    FieldInfo{.name = "radiotap.txattenuation", .title = "TX attenuation"},
    FieldInfo{.name = "radiotap.db_txattenuation", .title = "dB TX attenuation", .unit = " dB"},
    FieldInfo{.name = "radiotap.txpower", .title = "Transmit power", .type = FieldType::Signed, .unit = " dBm"},
    FieldInfo{.name = "radiotap.antenna", .title = "Antenna"},
    FieldInfo{.name = "radiotap.db_antsignal", .title = "dB antenna signal", .unit = " dB"},
    FieldInfo{.name = "radiotap.db_antnoise", .title = "dB antenna noise", .unit = " dB"},
    FieldInfo{.name = "radiotap.rxflags", .title = "RX flags", .base = Base::Hex},
    FieldInfo{.name = "radiotap.txflags", .title = "TX flags", .base = Base::Hex},
    FieldInfo{.name = "radiotap.data_retries", .title = "data retries"},
    FieldInfo{.name = "radiotap.xchannel.flags", .title = "Channel flags", .base = Base::Hex},
    FieldInfo{.name = "radiotap.xchannel.freq", .title = "Channel frequency", .unit = " MHz"},
    FieldInfo{.name = "radiotap.xchannel.channel", .title = "Channel number"},
    FieldInfo{.name = "radiotap.xchannel.maxpower", .title = "Max transmit power"},
    FieldInfo{.name = "radiotap.mcs.known", .title = "Known MCS information", .base = Base::Hex},
    FieldInfo{.name = "radiotap.mcs.flags", .title = "MCS flags", .base = Base::Hex},
    FieldInfo{.name = "radiotap.mcs.index", .title = "MCS index"},
    FieldInfo{.name = "radiotap.ampdu.reference", .title = "A-MPDU reference number"},
    FieldInfo{.name = "radiotap.ampdu.flags", .title = "A-MPDU flags", .base = Base::Hex},
    FieldInfo{.name = "radiotap.ampdu.rest", .title = "A-MPDU delimiter", .type = FieldType::ByteString},
    FieldInfo{.name = "radiotap.vht", .title = "VHT information", .type = FieldType::ByteString},
    FieldInfo{.name = "radiotap.timestamp.ts", .title = "timestamp"},
    FieldInfo{.name = "radiotap.timestamp.accuracy", .title = "accuracy"},
    FieldInfo{.name = "radiotap.timestamp.unit", .title = "time unit", .mask = 0x0f},
    FieldInfo{.name = "radiotap.timestamp.flags", .title = "timestamp flags", .base = Base::Hex},
    FieldInfo{.name = "radiotap.he", .title = "HE information", .type = FieldType::ByteString},
    FieldInfo{.name = "radiotap.vendor_oui", .title = "Vendor OUI", .base = Base::Hex},
    FieldInfo{.name = "radiotap.vendor_subns", .title = "Vendor sub namespace"},
    FieldInfo{.name = "radiotap.vendor_data_len", .title = "Vendor data length"},
    FieldInfo{.name = "radiotap.vendor_data", .title = "Vendor data", .type = FieldType::ByteString},
    FieldInfo{.name = "radiotap.data", .title = "Other data", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Wireless };
constexpr std::array<std::string_view, 1> tables = {"wlan"};
constexpr std::array<std::string_view, 1> steps = {"wlan_radio"};
constexpr std::array hooks = {Hook{"linktype", 127}};
const ProtocolInfo info = {.abbreviation = "radiotap",
                           .title = "Radiotap Header",
                           .column = "WLAN",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables,
                           .steps = steps};

constexpr unsigned radiotapNext = 29, vendorNext = 30, more = 31;
constexpr bool has(std::uint32_t word, unsigned bit) {
    return (word >> bit & 1U) != 0;
}

/// Fields are aligned to their size, relative to the beginning of the header.
void align(ByteReader& bytes, std::size_t size) {
    if (const std::size_t over = bytes.position() % size; over != 0)
        bytes.skip(size - over);
}

std::uint64_t number(ByteReader& bytes, Dissection& d, Field field, std::size_t size) {
    align(bytes, size);
    return d.uintLe(bytes, field, size);
}

void signedOctet(ByteReader& bytes, Dissection& d, Field field) {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
    const auto value = static_cast<std::int8_t>(bytes.u8());
    if (!bytes.overrun())
        d.add(field, range, static_cast<std::uint64_t>(std::int64_t{value}));
}

void flags(ByteReader& bytes, Dissection& d) {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t value = d.u8(bytes, Flags);
    if (bytes.overrun())
        return;
    const auto nest = d.nest();
    d.addBits({ContentionFree, ShortPreamble, Wep, Fragmented, HasCheck, DataPad, BadCheck, ShortGuard}, range, value);
}

void rate(ByteReader& bytes, Dissection& d) {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t halves = bytes.u8();
    if (!bytes.overrun())
        d.add(Rate, range, std::bit_cast<std::uint64_t>(halves / 2.0));
}

/// Reads the field of a bit. False if its size is not known; then the position of later fields is unknown, too.
bool readField(unsigned bit, ByteReader& bytes, Dissection& d) {
    switch (bit) {
    case 0:
        number(bytes, d, Time, 8);
        return true;
    case 1:
        flags(bytes, d);
        return true;
    case 2:
        rate(bytes, d);
        return true;
    case 3:
        number(bytes, d, Frequency, 2);
        number(bytes, d, ChannelFlags, 2);
        return true;
    case 4:
        d.u8(bytes, HopSet);
        d.u8(bytes, HopPattern);
        return true;
    case 5:
        signedOctet(bytes, d, Signal);
        return true;
    case 6:
        signedOctet(bytes, d, Noise);
        return true;
    case 7:
        number(bytes, d, Quality, 2);
        return true;
    case 8:
        number(bytes, d, Attenuation, 2);
        return true;
    case 9:
        number(bytes, d, AttenuationDb, 2);
        return true;
    case 10:
        signedOctet(bytes, d, Power);
        return true;
    case 11:
        d.u8(bytes, Antenna);
        return true;
    case 12:
        d.u8(bytes, SignalDb);
        return true;
    case 13:
        d.u8(bytes, NoiseDb);
        return true;
    case 14:
        number(bytes, d, ReceiveFlags, 2);
        return true;
    case 15:
        number(bytes, d, TransmitFlags, 2);
        return true;
    case 17:
        d.u8(bytes, Retries);
        return true;
    case 18:
        number(bytes, d, ExtendedFlags, 4);
        number(bytes, d, ExtendedFrequency, 2);
        d.u8(bytes, ExtendedChannel);
        d.u8(bytes, ExtendedPower);
        return true;
    case 19:
        d.u8(bytes, McsKnown);
        d.u8(bytes, McsFlags);
        d.u8(bytes, McsIndex);
        return true;
    case 20:
        number(bytes, d, AggregateReference, 4);
        number(bytes, d, AggregateFlags, 2);
        d.data(bytes, AggregateRest, 2);
        return true;
    case 21:
        align(bytes, 2);
        d.data(bytes, Vht, 12);
        return true;
    case 22:
        number(bytes, d, TimestampValue, 8);
        number(bytes, d, TimestampAccuracy, 2);
        d.u8(bytes, TimestampUnit);
        d.u8(bytes, TimestampFlags);
        return true;
    case 23:
        align(bytes, 2);
        d.data(bytes, He, 12);
        return true;
    default:
        return false;
    }
}

void vendor(ByteReader& bytes, Dissection& d) {
    align(bytes, 2);
    d.u24(bytes, VendorOui);
    d.u8(bytes, VendorSub);
    const std::size_t size = d.uintLe(bytes, VendorLength, 2);
    if (size != 0)
        d.data(bytes, VendorData, size);
}

/// Reads the fields that the words announce, in their order.
void contents(ByteReader words, ByteReader& bytes, Dissection& d) {
    bool isRadiotap = true; // otherwise a vendor's field, whose data has been read
    while (!words.atEnd() && !bytes.overrun()) {
        const std::uint32_t word = words.u32le();
        for (unsigned bit = 0; bit < radiotapNext && isRadiotap; ++bit) {
            if (has(word, bit) && !readField(bit, bytes, d))
                return;
        }
        isRadiotap = has(word, radiotapNext);
        if (has(word, vendorNext))
            vendor(bytes, d);
        else if (!isRadiotap && has(word, more))
            return; // the next word continues with the numbers from 32, which are not known
    }
}

} // namespace

bool announcesCheckSequence(Bytes header) noexcept {
    constexpr std::uint8_t checkBit = 0x10;
    ByteReader bytes(header);
    bytes.skip(4);
    const std::uint32_t first = bytes.u32le();
    for (std::uint32_t word = first; has(word, more) && !bytes.overrun();)
        word = bytes.u32le();
    if (has(first, 0)) {
        align(bytes, 8);
        bytes.skip(8);
    }
    return has(first, 1) && (bytes.u8() & checkBit) != 0;
}

const ProtocolInfo& RadiotapDecoder::protocol() const noexcept {
    return info;
}

void RadiotapDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint8_t version = d.u8(bytes, Version);
    d.u8(bytes, Pad);
    const std::size_t length = d.uintLe(bytes, Length, 2);
    if (bytes.overrun())
        return;
    d.info("Radiotap Capture v{}, Length {}", version, length);
    d.layerLabel("Radiotap Header v{}, Length {}", version, length);
    constexpr std::size_t smallest = 8;
    if (length < smallest) {
        d.malformed("its length is shorter than its fields");
        return;
    }
    ByteReader header(bytes.all().first(std::min(length, bytes.all().size())), bytes.offset() - bytes.position());
    header.skip(bytes.position());
    const std::size_t wordsAt = header.position();
    for (std::uint32_t word = 1U << more; has(word, more) && !header.overrun();)
        word = static_cast<std::uint32_t>(d.uintLe(header, Present, 4));
    const ByteReader words(header.all().subspan(wordsAt, header.position() - wordsAt));
    contents(words, header, d);
    if (header.overrun()) {
        if (bytes.all().size() < length)
            bytes.setOverrun();
        else
            d.malformed("its fields do not fit in its length");
        return;
    }
    if (!header.atEnd())
        d.data(header, Other, header.remaining());
    bytes.skip(length - bytes.position());
    if (bytes.overrun())
        return;
    d.layerLength(length);
    d.passThrough("wlan_radio");
    d.next(Wireless, 0, ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope::radiotap
