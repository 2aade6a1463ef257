#include "media_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::transport_stream {
namespace {

constexpr std::array pids = {ValueName{0x0000, "Program Association Table"},
                             ValueName{0x0001, "Conditional Access Table"},
                             ValueName{0x0002, "Transport Stream Description Table"}, ValueName{0x1fff, "Null packet"}};
constexpr std::array adaptations = {ValueName{0, "Reserved"}, ValueName{1, "Payload only"},
                                    ValueName{2, "Adaptation Field only"},
                                    ValueName{3, "Adaptation Field and Payload"}};
enum Field : std::uint16_t {
    Header,
    Sync,
    ErrorIndicator,
    Start,
    Priority,
    Pid,
    Scrambling,
    Adaptation,
    Counter,
    AdaptationLength,
    AdaptationData,
    Payload
};
constexpr std::array fields = {
    FieldInfo{.name = "mp2t.header", .title = "Header", .base = Base::Hex},
    FieldInfo{.name = "mp2t.sync_byte", .title = "Sync Byte", .base = Base::Hex, .hexDigits = 2, .mask = 0xff000000},
    FieldInfo{.name = "mp2t.tei", .title = "Transport Error Indicator", .mask = 0x00800000},
    FieldInfo{.name = "mp2t.pusi", .title = "Payload Unit Start Indicator", .mask = 0x00400000},
    FieldInfo{.name = "mp2t.tp", .title = "Transport Priority", .mask = 0x00200000},
    FieldInfo{
        .name = "mp2t.pid", .title = "PID", .base = Base::Hex, .hexDigits = 4, .values = pids, .mask = 0x001fff00},
    FieldInfo{.name = "mp2t.tsc",
              .title = "Transport Scrambling Control",
              .base = Base::Hex,
              .hexDigits = 1,
              .mask = 0x000000c0},
    FieldInfo{.name = "mp2t.afc",
              .title = "Adaptation Field Control",
              .base = Base::Hex,
              .hexDigits = 1,
              .values = adaptations,
              .mask = 0x00000030},
    FieldInfo{.name = "mp2t.cc", .title = "Continuity Counter", .mask = 0x0000000f},
    FieldInfo{.name = "mp2t.af.length", .title = "Adaptation Field Length"},
    FieldInfo{.name = "mp2t.af.data", .title = "Adaptation Field", .type = FieldType::ByteString},
    FieldInfo{.name = "mp2t.payload", .title = "Payload", .type = FieldType::ByteString},
};
constexpr std::array<std::string_view, 1> heuristics = {"udp.port"};
const ProtocolInfo info = {.abbreviation = "mp2t",
                           .title = "ISO/IEC 13818-1",
                           .column = "MPEG TS",
                           .fields = fields,
                           .heuristics = heuristics};
constexpr std::size_t packetSize = 188;
constexpr std::byte sync{0x47};

} // namespace

const ProtocolInfo& TransportStreamDecoder::protocol() const noexcept {
    return info;
}

/// Recognises three or more whole packets, each of which begins with the synchronisation octet.
bool TransportStreamDecoder::recognises(Bytes bytes, const Dissection&) const {
    constexpr std::size_t fewest = 3;
    if (bytes.size() % packetSize != 0 || bytes.size() < fewest * packetSize)
        return false;
    bool isConstant = true;
    for (std::size_t at = 0; at < bytes.size(); at += packetSize) {
        if (bytes[at] != sync)
            return false;
        isConstant = isConstant && bytes[at + 1] == sync && bytes[at + 2] == sync;
    }
    return !isConstant;
}

void TransportStreamDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint32_t nullPacket = 0x1fff, hasAdaptation = 2, hasPayload = 1;
    bool isAllNull = true;
    while (!bytes.atEnd()) {
        const bool isWhole = bytes.has(packetSize);
        ByteReader packet = bytes.part(packetSize);
        const ByteRange range = rangeAhead(packet, 4);
        const std::uint32_t head = d.u32(packet, Header);
        if (packet.overrun()) {
            bytes.setOverrun();
            return;
        }
        {
            const auto nest = d.nest();
            d.addBits({Sync, ErrorIndicator, Start, Priority, Pid, Scrambling, Adaptation, Counter}, range, head);
        }
        isAllNull = isAllNull && (head >> 8 & nullPacket) == nullPacket;
        const std::uint32_t control = head >> 4 & 3U;
        if ((control & hasAdaptation) != 0) {
            const std::uint8_t length = d.u8(packet, AdaptationLength);
            if (length != 0)
                d.data(packet, AdaptationData, length);
        }
        if (!packet.atEnd())
            d.data(packet, (control & hasPayload) != 0 ? Payload : AdaptationData, packet.remaining());
        if (!isWhole || packet.overrun())
            bytes.setOverrun();
    }
    d.info("{}", isAllNull ? "NULL packet" : "MPEG TS");
}

} // namespace tapscope::transport_stream
