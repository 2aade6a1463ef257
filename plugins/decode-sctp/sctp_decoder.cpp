#include "sctp_decoders.h"

#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

constexpr std::array chunkTypes = {ValueName{0, "DATA"},
                                   ValueName{1, "INIT"},
                                   ValueName{2, "INIT_ACK"},
                                   ValueName{3, "SACK"},
                                   ValueName{4, "HEARTBEAT"},
                                   ValueName{5, "HEARTBEAT_ACK"},
                                   ValueName{6, "ABORT"},
                                   ValueName{7, "SHUTDOWN"},
                                   ValueName{8, "SHUTDOWN_ACK"},
                                   ValueName{9, "ERROR"},
                                   ValueName{10, "COOKIE_ECHO"},
                                   ValueName{11, "COOKIE_ACK"},
                                   ValueName{12, "ECNE"},
                                   ValueName{13, "CWR"},
                                   ValueName{14, "SHUTDOWN_COMPLETE"},
                                   ValueName{15, "AUTH"},
                                   ValueName{16, "NR_SACK"},
                                   ValueName{64, "I_DATA"},
                                   ValueName{128, "ASCONF_ACK"},
                                   ValueName{129, "PKTDROP"},
                                   ValueName{130, "RE_CONFIG"},
                                   ValueName{132, "PAD"},
                                   ValueName{192, "FORWARD_TSN"},
                                   ValueName{193, "ASCONF"},
                                   ValueName{194, "I_FORWARD_TSN"},
                                   ValueName{255, "IETF_EXTENSION"}};
constexpr std::array parameterTypes = {ValueName{1, "Heartbeat info"},
                                       ValueName{5, "IPv4 address"},
                                       ValueName{6, "IPv6 address"},
                                       ValueName{7, "State cookie"},
                                       ValueName{8, "Unrecognized parameter"},
                                       ValueName{9, "Cookie preservative"},
                                       ValueName{11, "Hostname address"},
                                       ValueName{12, "Supported address types"},
                                       ValueName{13, "Outgoing SSN reset request"},
                                       ValueName{14, "Incoming SSN reset request"},
                                       ValueName{15, "SSN/TSN reset request"},
                                       ValueName{16, "Re-configuration response"},
                                       ValueName{17, "Add outgoing streams request"},
                                       ValueName{18, "Add incoming streams request"},
                                       ValueName{32768, "ECN"},
                                       ValueName{32770, "Random"},
                                       ValueName{32771, "Authenticated Chunk list"},
                                       ValueName{32772, "Requested HMAC Algorithm"},
                                       ValueName{32776, "Supported Extensions"},
                                       ValueName{49152, "Forward TSN supported"},
                                       ValueName{49153, "Add IP address"},
                                       ValueName{49154, "Delete IP address"},
                                       ValueName{49155, "Error cause indication"},
                                       ValueName{49156, "Set primary address"},
                                       ValueName{49157, "Success report"},
                                       ValueName{49158, "Adaptation Layer Indication"}};
constexpr std::array payloadProtocols = {ValueName{0, "not specified"},
                                         ValueName{1, "IUA"},
                                         ValueName{2, "M2UA"},
                                         ValueName{3, "M3UA"},
                                         ValueName{4, "SUA"},
                                         ValueName{5, "M2PA"},
                                         ValueName{6, "V5UA"},
                                         ValueName{7, "H.248/MEGACO"},
                                         ValueName{8, "BICC/Q.2150.3"},
                                         ValueName{9, "TALI"},
                                         ValueName{10, "DUA"},
                                         ValueName{11, "ASAP"},
                                         ValueName{12, "ENRP"},
                                         ValueName{13, "H.323"},
                                         ValueName{14, "Q.IPC/Q.2150.3"},
                                         ValueName{15, "SIMCO"},
                                         ValueName{16, "DDP Segment Chunk"},
                                         ValueName{17, "DDP Stream Session Control"},
                                         ValueName{18, "S1 Application Protocol (S1AP)"},
                                         ValueName{19, "RUA"},
                                         ValueName{20, "HNBAP"},
                                         ValueName{21, "ForCES-HP"},
                                         ValueName{22, "ForCES-MP"},
                                         ValueName{23, "ForCES-LP"},
                                         ValueName{24, "SBc-AP"},
                                         ValueName{25, "NBAP"},
                                         ValueName{26, "Unassigned"},
                                         ValueName{27, "X2AP"},
                                         ValueName{28, "IRCP"},
                                         ValueName{29, "LCS-AP"},
                                         ValueName{30, "MPICH2"},
                                         ValueName{31, "SABP"},
                                         ValueName{32, "Fractal Generator Protocol"},
                                         ValueName{33, "Ping Pong Protocol"},
                                         ValueName{34, "CalcApp Protocol"},
                                         ValueName{35, "Scripting Service Protocol"},
                                         ValueName{36, "NetPerfMeter Control"},
                                         ValueName{37, "NetPerfMeter Data"},
                                         ValueName{38, "Echo"},
                                         ValueName{39, "Discard"},
                                         ValueName{40, "Daytime"},
                                         ValueName{41, "Character Generator"},
                                         ValueName{42, "3GPP RNA"},
                                         ValueName{43, "3GPP M2AP"},
                                         ValueName{44, "3GPP M3AP"},
                                         ValueName{45, "SSH"},
                                         ValueName{46, "DIAMETER"},
                                         ValueName{47, "DIAMETER over DTLS"},
                                         ValueName{48, "R14P"},
                                         ValueName{49, "Generic Data Transfer Protocol (GDT)"},
                                         ValueName{50, "WebRTC Control"},
                                         ValueName{51, "WebRTC String"},
                                         ValueName{52, "WebRTC Binary Partial (Deprecated)"},
                                         ValueName{53, "WebRTC Binary"},
                                         ValueName{54, "WebRTC String Partial (Deprecated)"},
                                         ValueName{55, "3GPP PUA"},
                                         ValueName{56, "WebRTC String Empty"},
                                         ValueName{57, "WebRTC Binary Empty"},
                                         ValueName{58, "XwAP"},
                                         ValueName{59, "Xw - Control Plane"},
                                         ValueName{60, "NGAP"},
                                         ValueName{61, "XnAP"},
                                         ValueName{62, "F1 AP"},
                                         ValueName{65, "ELE2 Lawful Interception"},
                                         ValueName{66, "NGAP over DTLS"},
                                         ValueName{67, "XnAP over DTLS"},
                                         ValueName{68, "F1AP over DTLS"},
                                         ValueName{69, "E1AP over DTLS"},
                                         ValueName{70, "E2-CP"},
                                         ValueName{71, "E2-UP"},
                                         ValueName{72, "E2-DU"},
                                         ValueName{73, "W1AP"}};
enum ChunkType : std::uint8_t {
    DataChunk = 0,
    Init = 1,
    InitAck = 2,
    Sack = 3,
    Heartbeat = 4,
    HeartbeatAck = 5,
    Abort = 6,
    Shutdown = 7,
    Error = 9,
    CookieEcho = 10,
    ShutdownComplete = 14,
    ForwardTsn = 192,
};

enum Field : std::uint16_t {
    SourcePort,
    DestinationPort,
    VerificationTag,
    Checksum,
    Chunk,
    ChunkTypeField,
    ChunkFlags,
    ImmediateBit,
    UnorderedBit,
    BeginBit,
    EndBit,
    ChunkLength,
    ChunkValue,
    RelativeTsn,
    RawTsn,
    StreamId,
    StreamSequence,
    PayloadProtocol,
    InitTag,
    InitWindow,
    InitOutStreams,
    InitInStreams,
    InitTsn,
    InitAckTag,
    InitAckWindow,
    InitAckOutStreams,
    InitAckInStreams,
    InitAckTsn,
    RelativeAck,
    RawAck,
    SackWindow,
    GapCount,
    DuplicateCount,
    GapStart,
    GapEnd,
    DuplicateTsn,
    Cookie,
    ShutdownAck,
    AbortT,
    ShutdownT,
    ForwardedTsn,
    ForwardedStream,
    ForwardedSequence,
    Parameter,
    ParameterType,
    ParameterLength,
    ParameterValue,
    ParameterIpv4,
    ParameterIpv6,
    HeartbeatInformation,
    StateCookie,
};
constexpr std::array fields = {
    FieldInfo{.name = "sctp.srcport", .title = "Source port", .alias = "sctp.port"},
    FieldInfo{.name = "sctp.dstport", .title = "Destination port", .alias = "sctp.port"},
    FieldInfo{.name = "sctp.verification_tag", .title = "Verification tag", .base = Base::Hex},
    FieldInfo{.name = "sctp.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "sctp.chunk", .title = "Chunk", .type = FieldType::Label},
    FieldInfo{.name = "sctp.chunk_type", .title = "Chunk type", .values = chunkTypes},
    FieldInfo{.name = "sctp.chunk_flags", .title = "Chunk flags", .base = Base::Hex},
    FieldInfo{.name = "sctp.data_i_bit", .title = "I-Bit", .type = FieldType::Boolean, .mask = 0x8},
    FieldInfo{.name = "sctp.data_u_bit", .title = "U-Bit", .type = FieldType::Boolean, .mask = 0x4},
    FieldInfo{.name = "sctp.data_b_bit", .title = "B-Bit", .type = FieldType::Boolean, .mask = 0x2},
    FieldInfo{.name = "sctp.data_e_bit", .title = "E-Bit", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "sctp.chunk_length", .title = "Chunk length", .unit = " bytes"},
    FieldInfo{.name = "sctp.chunk_value", .title = "Chunk value", .type = FieldType::ByteString},
    FieldInfo{.name = "sctp.data_tsn", .title = "Transmission sequence number (relative)"},
    FieldInfo{.name = "sctp.data_tsn_raw", .title = "Transmission sequence number (absolute)"},
    FieldInfo{.name = "sctp.data_sid", .title = "Stream identifier", .base = Base::Hex},
    FieldInfo{.name = "sctp.data_ssn", .title = "Stream sequence number"},
    FieldInfo{.name = "sctp.data_payload_proto_id", .title = "Payload protocol identifier", .values = payloadProtocols},
    FieldInfo{.name = "sctp.init_initiate_tag", .title = "Initiate tag", .base = Base::Hex},
    FieldInfo{.name = "sctp.init_credit", .title = "Advertised receiver window credit (a_rwnd)"},
    FieldInfo{.name = "sctp.init_nr_out_streams", .title = "Number of outbound streams"},
    FieldInfo{.name = "sctp.init_nr_in_streams", .title = "Number of inbound streams"},
    FieldInfo{.name = "sctp.init_initial_tsn", .title = "Initial TSN"},
    FieldInfo{.name = "sctp.initack_initiate_tag", .title = "Initiate tag", .base = Base::Hex},
    FieldInfo{.name = "sctp.initack_credit", .title = "Advertised receiver window credit (a_rwnd)"},
    FieldInfo{.name = "sctp.initack_nr_out_streams", .title = "Number of outbound streams"},
    FieldInfo{.name = "sctp.initack_nr_in_streams", .title = "Number of inbound streams"},
    FieldInfo{.name = "sctp.initack_initial_tsn", .title = "Initial TSN"},
    FieldInfo{.name = "sctp.sack_cumulative_tsn_ack", .title = "Cumulative TSN ACK (relative)"},
    FieldInfo{.name = "sctp.sack_cumulative_tsn_ack_raw", .title = "Cumulative TSN ACK (absolute)"},
    FieldInfo{.name = "sctp.sack_a_rwnd", .title = "Advertised receiver window credit (a_rwnd)"},
    FieldInfo{.name = "sctp.sack_number_of_gap_blocks", .title = "Number of gap acknowledgement blocks"},
    FieldInfo{.name = "sctp.sack_number_of_duplicated_tsns", .title = "Number of duplicated TSNs"},
    FieldInfo{.name = "sctp.sack_gap_block_start", .title = "Start"},
    FieldInfo{.name = "sctp.sack_gap_block_end", .title = "End"},
    FieldInfo{.name = "sctp.sack_duplicate_tsn", .title = "Duplicate TSN"},
    FieldInfo{.name = "sctp.cookie", .title = "Cookie", .type = FieldType::ByteString},
    FieldInfo{.name = "sctp.shutdown_cumulative_tsn_ack", .title = "Cumulative TSN Ack"},
    FieldInfo{.name = "sctp.abort_t_bit", .title = "T-Bit", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "sctp.shutdown_complete_t_bit", .title = "T-Bit", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "sctp.forward_tsn_tsn", .title = "New cumulative TSN"},
    FieldInfo{.name = "sctp.forward_tsn_sid", .title = "Stream identifier"},
    FieldInfo{.name = "sctp.forward_tsn_ssn", .title = "Stream sequence number"},
    FieldInfo{.name = "sctp.parameter", .title = "Parameter", .type = FieldType::Label},
    FieldInfo{.name = "sctp.parameter_type", .title = "Parameter type", .base = Base::Hex, .values = parameterTypes},
    FieldInfo{.name = "sctp.parameter_length", .title = "Parameter length"},
    FieldInfo{.name = "sctp.parameter_value", .title = "Parameter value", .type = FieldType::ByteString},
    FieldInfo{.name = "sctp.parameter_ipv4_address", .title = "IP Version 4 address", .type = FieldType::Ipv4},
    FieldInfo{.name = "sctp.parameter_ipv6_address", .title = "IP Version 6 address", .type = FieldType::Ipv6},
    FieldInfo{.name = "sctp.parameter_heartbeat_information",
              .title = "Heartbeat information",
              .type = FieldType::ByteString},
    FieldInfo{.name = "sctp.parameter_state_cookie", .title = "State cookie", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { ByPort };
constexpr std::array<std::string_view, 1> tables = {"sctp.port"};
constexpr std::array hooks = {Hook{"ip.proto", 132}, Hook{"udp.port", 9899}};
const ProtocolInfo info = {.abbreviation = "sctp",
                           .title = "Stream Control Transmission Protocol",
                           .column = "SCTP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables,
                           .learns = true};

/// From where transmission sequence numbers count: the first of each direction. A fact of a frame.
struct FirstTsns {
    std::uint32_t here = 0, there = 0;
    bool hereIsKnown = false, thereIsKnown = false;
};

struct Association final : ConversationState {
    struct First {
        std::uint32_t tsn = 0;
        bool isKnown = false;
    };
    std::array<First, 2> first{}; ///< by Way
};

/// A packet while it is decoded.
class Packet {
public:
    explicit Packet(Dissection& dissection) : d(dissection) {
        if (!d.isLearning()) {
            first_ = d.recall<FirstTsns>().value_or(FirstTsns{});
            return;
        }
        association_ = &d.conversation<Association>();
        recall();
    }
    ~Packet() {
        if (d.isLearning())
            d.remember(first_);
    }
    Packet(const Packet&) = delete;
    Packet& operator=(const Packet&) = delete;

    /// INIT says where this direction starts; DATA of an association that began before the capture, too.
    void begins(std::uint32_t tsn, bool again) {
        if (association_ == nullptr)
            return;
        auto& first = association_->first[here()];
        if (!first.isKnown || again)
            first = {tsn, true};
        recall();
    }
    [[nodiscard]] std::uint32_t relative(std::uint32_t tsn) const {
        return first_.hereIsKnown ? tsn - first_.here : tsn;
    }
    [[nodiscard]] std::uint32_t relativeAck(std::uint32_t tsn) const {
        return first_.thereIsKnown ? tsn - first_.there : tsn;
    }

    Dissection& d;

private:
    [[nodiscard]] std::size_t here() const { return d.way() == Way::Up ? 0 : 1; }
    void recall() {
        const auto& mine = association_->first[here()];
        const auto& theirs = association_->first[1 - here()];
        first_ = {mine.tsn, theirs.tsn, mine.isKnown, theirs.isKnown};
    }
    Association* association_ = nullptr; ///< only while learning
    FirstTsns first_;
};

/// Chunks and parameters: two bytes, a length that counts them, and the value.
ByteRange groupRange(const ByteReader& bytes) {
    const std::size_t size = bytes.peek(2) << 8 | bytes.peek(3);
    return {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(std::min(size, bytes.remaining()))};
}

void decodeParameters(ByteReader& bytes, Dissection& d) {
    constexpr std::uint16_t headerSize = 4;
    while (bytes.has(headerSize)) {
        d.add(Parameter, groupRange(bytes), 0);
        d.label("{} parameter", nameOf(parameterTypes, bytes.peek() << 8 | bytes.peek(1), "Unknown"));
        const auto nest = d.nest();
        const std::uint16_t type = d.u16(bytes, ParameterType);
        const std::uint16_t length = d.u16(bytes, ParameterLength);
        if (length < headerSize) {
            d.malformed("a parameter is shorter than its header");
            return;
        }
        ByteReader value = bytes.part(length - std::size_t{headerSize});
        switch (type) {
        case 1:
            d.data(value, HeartbeatInformation, value.remaining());
            break;
        case 5:
            d.ipv4(value, ParameterIpv4);
            break;
        case 6:
            d.ipv6(value, ParameterIpv6);
            break;
        case 7:
            d.data(value, StateCookie, value.remaining());
            break;
        default:
            if (!value.atEnd())
                d.data(value, ParameterValue, value.remaining());
        }
        bytes.skip(std::min<std::size_t>((4 - length % 4) % 4, bytes.remaining()));
    }
}

void decodeInit(Packet& packet, ByteReader& bytes, bool isAck) {
    Dissection& d = packet.d;
    d.u32(bytes, isAck ? InitAckTag : InitTag);
    d.u32(bytes, isAck ? InitAckWindow : InitWindow);
    d.u16(bytes, isAck ? InitAckOutStreams : InitOutStreams);
    d.u16(bytes, isAck ? InitAckInStreams : InitInStreams);
    const std::uint32_t tsn = d.u32(bytes, isAck ? InitAckTsn : InitTsn);
    if (bytes.overrun())
        return;
    packet.begins(tsn, true);
    decodeParameters(bytes, d);
}

void decodeData(Packet& packet, ByteReader& bytes, std::uint8_t flags) {
    constexpr unsigned wholeMessage = 3; // first and last fragment
    Dissection& d = packet.d;
    const ByteRange tsnRange{static_cast<std::uint32_t>(bytes.offset()), 4};
    const std::uint32_t tsn = bytes.u32();
    if (bytes.overrun())
        return;
    packet.begins(tsn, false);
    d.add(RelativeTsn, tsnRange, packet.relative(tsn));
    d.add(RawTsn, tsnRange, tsn);
    d.u16(bytes, StreamId);
    d.u16(bytes, StreamSequence);
    d.u32(bytes, PayloadProtocol);
    d.infoAppend("(TSN={}) ", packet.relative(tsn));
    if (bytes.overrun())
        return;
    if ((flags & wholeMessage) == wholeMessage) {
        const std::uint32_t source = d.carrier().sourcePort;
        const std::uint32_t destination = d.carrier().destinationPort;
        d.next(ByPort, {std::min(source, destination), std::max(source, destination)}, bytes);
    } else {
        d.infoAppend("(Message Fragment) ");
        d.nextAsData(bytes);
    }
}

void decodeSack(Packet& packet, ByteReader& bytes) {
    Dissection& d = packet.d;
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 4};
    const std::uint32_t ack = bytes.u32();
    if (bytes.overrun())
        return;
    d.add(RelativeAck, range, packet.relativeAck(ack));
    d.add(RawAck, range, ack);
    const std::uint32_t window = d.u32(bytes, SackWindow);
    d.infoAppend("(Ack={}, Arwnd={}) ", packet.relativeAck(ack), window);
    const std::uint16_t gaps = d.u16(bytes, GapCount);
    const std::uint16_t duplicates = d.u16(bytes, DuplicateCount);
    for (unsigned i = 0; i < gaps && !bytes.overrun(); ++i) {
        d.u16(bytes, GapStart);
        d.u16(bytes, GapEnd);
    }
    for (unsigned i = 0; i < duplicates && !bytes.overrun(); ++i)
        d.u32(bytes, DuplicateTsn);
}

void decodeForwardTsn(ByteReader& bytes, Dissection& d) {
    d.u32(bytes, ForwardedTsn);
    while (bytes.has(4)) {
        d.u16(bytes, ForwardedStream);
        d.u16(bytes, ForwardedSequence);
    }
}

void decodeValue(Packet& packet, std::uint8_t type, std::uint8_t flags, ByteReader& value) {
    Dissection& d = packet.d;
    switch (type) {
    case DataChunk:
        decodeData(packet, value, flags);
        break;
    case Init:
    case InitAck:
        decodeInit(packet, value, type == InitAck);
        break;
    case Sack:
        decodeSack(packet, value);
        break;
    case Heartbeat:
    case HeartbeatAck:
        decodeParameters(value, d);
        break;
    case Shutdown:
        d.u32(value, ShutdownAck);
        break;
    case CookieEcho:
        d.data(value, Cookie, value.remaining());
        break;
    case ForwardTsn:
        decodeForwardTsn(value, d);
        break;
    default:
        if (!value.atEnd())
            d.data(value, ChunkValue, value.remaining());
    }
}

void decodeFlags(Dissection& d, ByteRange range, std::uint8_t type, std::uint8_t flags) {
    const auto nest = d.nest();
    if (type == DataChunk)
        d.addBits({ImmediateBit, UnorderedBit, BeginBit, EndBit}, range, flags);
    else if (type == Abort)
        d.add(AbortT, range, flags);
    else if (type == ShutdownComplete)
        d.add(ShutdownT, range, flags);
}

bool decodeChunk(Packet& packet, ByteReader& bytes) {
    constexpr std::uint16_t headerSize = 4;
    Dissection& d = packet.d;
    const auto name = nameOf(chunkTypes, bytes.peek(), "RESERVED");
    d.add(Chunk, groupRange(bytes), 0);
    d.label("{} chunk", name);
    const auto nest = d.nest();
    const std::uint8_t type = d.u8(bytes, ChunkTypeField);
    d.infoAppend("{} ", name);
    const ByteRange flagsRange{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t flags = d.u8(bytes, ChunkFlags);
    decodeFlags(d, flagsRange, type, flags);
    const std::uint16_t length = d.u16(bytes, ChunkLength);
    if (bytes.overrun())
        return false;
    if (length < headerSize) {
        d.malformed("a chunk is shorter than its header");
        return false;
    }
    ByteReader value = bytes.part(length - std::size_t{headerSize});
    const bool isWhole = value.remaining() + headerSize == length;
    decodeValue(packet, type, flags, value);
    if (value.overrun() || !isWhole)
        bytes.skip(bytes.remaining() + 1);
    bytes.skip(std::min<std::size_t>((4 - length % 4) % 4, bytes.remaining()));
    return !bytes.overrun();
}

} // namespace

const ProtocolInfo& SctpDecoder::protocol() const noexcept {
    return info;
}

void SctpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint16_t source = d.u16(bytes, SourcePort);
    const std::uint16_t destination = d.u16(bytes, DestinationPort);
    d.carrier().sourcePort = source;
    d.carrier().destinationPort = destination;
    d.u32(bytes, VerificationTag);
    d.u32(bytes, Checksum);
    if (bytes.overrun())
        return;
    d.layerLabel("Stream Control Transmission Protocol, Src Port: {} ({}), Dst Port: {} ({})", source, source,
                 destination, destination);
    d.info("");
    Packet packet(d);
    while (!bytes.atEnd() && decodeChunk(packet, bytes)) {
    }
}

} // namespace tapscope
