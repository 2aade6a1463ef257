#include "flow_decoders.h"
#include "net_flow_sets.h"

#include <decode/message_fields.h>

namespace tapscope::netflow {
namespace {

constexpr std::array hooks = {Hook{"udp.port", 2055}, Hook{"udp.port", 9996}, Hook{"udp.port", 4739},
                              Hook{"tcp.port", 4739}, Hook{"sctp.port", 4739}};

constexpr std::uint16_t version1 = 1, version5 = 5, version7 = 7;
constexpr bool isKnown(std::uint16_t version) noexcept {
    return version == version1 || version == version5 || version == version7 || version == version9 || version == ipfix;
}

/// Milliseconds since the router started.
void addUptime(ByteReader& bytes, Dissection& d, Field field) {
    constexpr std::uint64_t nanoseconds = 1'000'000;
    const ByteRange range = rangeAhead(bytes, 4);
    const std::uint64_t time = bytes.u32();
    if (!bytes.overrun())
        d.add(field, range, time * nanoseconds);
}

void decodeTime(ByteReader& bytes, Dissection& d) {
    addUptime(bytes, d, Uptime);
    d.u32(bytes, Seconds);
}

void decodeRecord(ByteReader& bytes, Dissection& d, std::uint16_t version) {
    d.ipv4(bytes, Source);
    d.ipv4(bytes, Destination);
    d.ipv4(bytes, NextHop);
    d.u16(bytes, Input);
    d.u16(bytes, Output);
    d.u32(bytes, Packets);
    d.u32(bytes, Octets);
    addUptime(bytes, d, First);
    addUptime(bytes, d, Last);
    d.u16(bytes, SourcePort);
    d.u16(bytes, DestinationPort);
    if (version == version1) {
        d.data(bytes, Padding, 2);
        d.u8(bytes, Protocol);
        d.u8(bytes, TypeOfService);
        d.u8(bytes, TcpFlags);
        d.data(bytes, Padding, 11);
        return;
    }
    if (version == version7)
        d.u8(bytes, Flags);
    else
        d.data(bytes, Padding, 1);
    d.u8(bytes, TcpFlags);
    d.u8(bytes, Protocol);
    d.u8(bytes, TypeOfService);
    d.u16(bytes, SourceSystem);
    d.u16(bytes, DestinationSystem);
    d.u8(bytes, SourceMask);
    d.u8(bytes, DestinationMask);
    d.data(bytes, Padding, 2);
    if (version == version7)
        d.ipv4(bytes, RouterShortcut);
}

/// Versions 1, 5 and 7: records of a fixed format.
void decodeFixed(ByteReader& bytes, Dissection& d, std::uint16_t version) {
    const std::uint16_t count = d.u16(bytes, Count);
    d.info("total: {} (v{}) record{}", count, version, count == 1 ? "" : "s");
    decodeTime(bytes, d);
    d.u32(bytes, Nanoseconds);
    if (version != version1)
        d.u32(bytes, Sequence);
    if (version == version5) {
        d.u8(bytes, EngineType);
        d.u8(bytes, EngineId);
        const ByteRange range = rangeAhead(bytes, 2);
        const std::uint16_t sampling = bytes.u16();
        if (!bytes.overrun())
            d.addBits({SamplingMode, SampleRate}, range, sampling);
    } else if (version == version7) {
        d.data(bytes, Reserved, 4);
    }
    for (unsigned i = 0; i < count && !bytes.overrun(); ++i) {
        if (bytes.atEnd()) {
            bytes.setOverrun();
            return;
        }
        decodeRecord(bytes, d, version);
    }
}

void decodeVersion9(ByteReader& bytes, Dissection& d, SetTemplates& templates) {
    const std::uint16_t count = d.u16(bytes, Count);
    decodeTime(bytes, d);
    d.u32(bytes, Sequence);
    const std::uint32_t source = d.u32(bytes, SourceId);
    d.info("total: {} (v9) record{} Obs-Domain-ID={:5}", count, count == 1 ? "" : "s", source);
    Session session{version9, source, templates};
    decodeSets(bytes, d, session);
}

/// Decodes one message: a datagram, or a part of a stream.
void decodeIpfix(ByteReader& bytes, Dissection& d, std::size_t start, SetTemplates& templates) {
    const std::size_t length = d.u16(bytes, Length);
    d.u32(bytes, ExportTime);
    d.u32(bytes, Sequence);
    const std::uint32_t domain = d.u32(bytes, Domain);
    if (bytes.overrun())
        return;
    const std::size_t head = bytes.offset() - start;
    d.infoItem("IPFIX flow ({:4} bytes) Obs-Domain-ID={:5}", length, domain);
    if (length < head) {
        d.malformed("a message that is shorter than its header");
        bytes.skip(bytes.remaining());
        return;
    }
    ByteReader sets = bytes.part(length - head);
    const bool isWhole = sets.remaining() == length - head;
    Session session{ipfix, domain, templates};
    decodeSets(sets, d, session);
    if (!isWhole || sets.overrun())
        bytes.setOverrun();
}

const ProtocolInfo info = {.abbreviation = "cflow",
                           .title = "Cisco NetFlow/IPFIX",
                           .column = "CFLOW",
                           .fields = fields,
                           .hooks = hooks,
                           .learns = true};

} // namespace

const ProtocolInfo& NetFlowDecoder::protocol() const noexcept {
    return netflow::info;
}

bool NetFlowDecoder::accepts(Bytes bytes, Claim) const {
    return bytes.size() < 2 || netflow::isKnown(ByteReader(bytes).u16());
}

StreamMessage NetFlowDecoder::messageIn(Bytes bytes, Dissection&) const {
    return accepts(bytes, Claim::ByKey) ? StreamMessage::counted(bytes, 2, 2, 0) : StreamMessage{};
}

void NetFlowDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    SetTemplates templates(d);
    do {
        const std::size_t start = bytes.offset();
        const std::uint16_t version = d.u16(bytes, Version);
        if (version == ipfix)
            decodeIpfix(bytes, d, start, templates);
        else if (version == version9)
            decodeVersion9(bytes, d, templates);
        else
            decodeFixed(bytes, d, version);
    } while (d.carrier().isStream && bytes.has(2) && accepts(bytes.rest(), Claim::ByKey));
}

} // namespace tapscope::netflow
