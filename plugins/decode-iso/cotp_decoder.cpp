#include "iso_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::cotp {
namespace {

enum Kind : std::uint8_t {
    DisconnectRequest = 0x8,
    DisconnectConfirm = 0xc,
    ConnectConfirm = 0xd,
    ConnectRequest = 0xe,
    Data = 0xf,
    ErrorReport = 0x7
};
constexpr std::array kinds = {ValueName{0x1, "ED Expedited Data"},
                              ValueName{0x2, "EA Expedited Data Acknowledgement"},
                              ValueName{0x5, "RJ Reject"},
                              ValueName{0x6, "AK Data Acknowledgement"},
                              ValueName{0x7, "ER TPDU Error"},
                              ValueName{0x8, "DR Disconnect Request"},
                              ValueName{0xc, "DC Disconnect Confirm"},
                              ValueName{0xd, "CC Connect Confirm"},
                              ValueName{0xe, "CR Connect Request"},
                              ValueName{0xf, "DT Data"}};
constexpr std::array causes = {ValueName{0, "Reason not specified"}, ValueName{1, "Congestion at TSAP"},
                               ValueName{2, "Session entity not attached to TSAP"}, ValueName{3, "Address unknown"},
                               ValueName{128, "Normal disconnect initiated by session entity"}};
constexpr std::array parameters = {ValueName{0xc0, "tpdu-size"},  ValueName{0xc1, "src-tsap"},
                                   ValueName{0xc2, "dst-tsap"},   ValueName{0xc3, "checksum"},
                                   ValueName{0xc4, "version-nr"}, ValueName{0xf0, "preferred-tpdu-size"}};
enum Parameter : std::uint8_t { TpduSizeCode = 0xc0, SourceCode = 0xc1, DestinationCode = 0xc2 };
enum Field : std::uint16_t {
    HeaderLength,
    Type,
    DestinationReference,
    SourceReference,
    Class,
    ExtendedFormats,
    NoFlowControl,
    Cause,
    RejectCause,
    TpduNumber,
    EndOfUnit,
    ParameterCode,
    ParameterLength,
    SourceTsap,
    DestinationTsap,
    TpduSize,
    ParameterValue,
    SegmentData,
};
constexpr std::array fields = {
    FieldInfo{.name = "cotp.li", .title = "Length"},
    FieldInfo{.name = "cotp.type", .title = "PDU Type", .base = Base::Hex, .values = kinds},
    FieldInfo{.name = "cotp.destref", .title = "Destination reference", .base = Base::Hex},
    FieldInfo{.name = "cotp.srcref", .title = "Source reference", .base = Base::Hex},
    FieldInfo{.name = "cotp.class", .title = "Class", .mask = 0xf0},
    FieldInfo{
        .name = "cotp.opts.extended_formats", .title = "Extended formats", .type = FieldType::Boolean, .mask = 0x2},
    FieldInfo{.name = "cotp.opts.no_explicit_flow_control",
              .title = "No explicit flow control",
              .type = FieldType::Boolean,
              .mask = 0x1},
    FieldInfo{.name = "cotp.cause", .title = "Cause", .values = causes},
    FieldInfo{.name = "cotp.reject_cause", .title = "Reject cause"},
    FieldInfo{.name = "cotp.tpdu-number", .title = "TPDU number", .base = Base::Hex, .mask = 0x7f},
    FieldInfo{.name = "cotp.eot", .title = "Last data unit", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "cotp.parameter_code", .title = "Parameter code", .base = Base::Hex, .values = parameters},
    FieldInfo{.name = "cotp.parameter_length", .title = "Parameter length"},
    FieldInfo{.name = "cotp.src-tsap-bytes", .title = "Source TSAP", .type = FieldType::ByteString},
    FieldInfo{.name = "cotp.dst-tsap-bytes", .title = "Destination TSAP", .type = FieldType::ByteString},
    FieldInfo{.name = "cotp.tpdu_size", .title = "TPDU size"},
    FieldInfo{.name = "cotp.parameter_value", .title = "Parameter value", .type = FieldType::ByteString},
    FieldInfo{.name = "cotp.segment_data", .title = "COTP segment data", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Users, ConnectUsers };
constexpr std::array<std::string_view, 2> tables = {"cotp.user", "cotp.connect"};
constexpr std::array hooks = {Hook{"tpkt.payload", 0}};
const ProtocolInfo info = {.abbreviation = "cotp",
                           .title = "ISO 8073/X.224 COTP Connection-Oriented Transport Protocol",
                           .column = "COTP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

/// After the parameters, whose codes have the highest bit set, connection requests can carry user data.
void decodeParameters(ByteReader& bytes, Dissection& d) {
    constexpr std::uint8_t parameterBit = 0x80;
    while (!bytes.atEnd()) {
        if ((bytes.peek() & parameterBit) == 0) {
            d.next(ConnectUsers, 0, bytes);
            bytes.skip(bytes.remaining());
            return;
        }
        const std::uint8_t code = d.u8(bytes, ParameterCode);
        const std::uint8_t length = d.u8(bytes, ParameterLength);
        switch (code) {
        case TpduSizeCode: {
            constexpr std::uint8_t smallest = 7, largest = 13; // powers of two
            const ByteRange range = rangeAhead(bytes, length);
            const std::uint64_t exponent = bytes.big(length == 1 ? 1 : 0);
            if (length == 1 && exponent >= smallest && exponent <= largest)
                d.add(TpduSize, range, std::uint64_t{1} << exponent);
            else if (length != 1)
                bytes.skip(length);
            break;
        }
        case SourceCode:
            d.data(bytes, SourceTsap, length);
            break;
        case DestinationCode:
            d.data(bytes, DestinationTsap, length);
            break;
        default:
            d.data(bytes, ParameterValue, length);
        }
    }
}

void decodeConnect(ByteReader& head, Dissection& d, std::string_view name, bool hasClass) {
    const std::uint16_t destination = d.u16(head, DestinationReference);
    const std::uint16_t source = d.u16(head, SourceReference);
    d.info("{} TPDU src-ref: 0x{:04x} dst-ref: 0x{:04x}", name, source, destination);
    if (hasClass) {
        const ByteRange range = rangeAhead(head, 1);
        const std::uint8_t octet = head.u8();
        if (!head.overrun())
            d.addBits({Class, ExtendedFormats, NoFlowControl}, range, octet);
    }
}

/// The remaining octets of the header are the number and the end mark; the data, or a part of it, follows.
void decodeData(ByteReader& head, const ByteReader& content, Dissection& d) {
    constexpr std::uint8_t endMark = 0x80;
    const ByteRange range = rangeAhead(head, 1);
    const std::uint8_t octet = head.u8();
    if (head.overrun())
        return;
    d.addBits({TpduNumber, EndOfUnit}, range, octet);
    const bool isLast = (octet & endMark) != 0;
    d.info("DT TPDU ({})", octet & 0x7fU);
    if (isLast) {
        d.infoAppend(" EOT");
        d.next(Users, 0, content);
    } else {
        d.infoAppend(" [COTP fragment, {} bytes]", content.remaining());
        if (!content.atEnd())
            d.addRest(SegmentData, content);
    }
}

} // namespace

const ProtocolInfo& CotpDecoder::protocol() const noexcept {
    return info;
}

void CotpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint8_t length = d.u8(bytes, HeaderLength);
    ByteReader head = bytes.part(length);
    const bool isWhole = head.remaining() == length;
    const ByteRange range = rangeAhead(head, 1);
    const std::uint8_t kind = head.u8() >> 4;
    if (!head.overrun())
        d.add(Type, range, kind);
    switch (kind) {
    case ConnectRequest:
        decodeConnect(head, d, "CR", true);
        break;
    case ConnectConfirm:
        decodeConnect(head, d, "CC", true);
        break;
    case DisconnectRequest:
        decodeConnect(head, d, "DR", false);
        d.u8(head, Cause);
        break;
    case DisconnectConfirm:
        decodeConnect(head, d, "DC", false);
        break;
    case ErrorReport:
        d.info("ER TPDU dst-ref: 0x{:04x}", d.u16(head, DestinationReference));
        d.u8(head, RejectCause);
        break;
    case Data:
        if (isWhole)
            decodeData(head, bytes, d);
        break;
    default:
        d.info("{}", nameOf(kinds, kind, "Unknown TPDU type"));
        head.skip(head.remaining());
        break;
    }
    if (kind != Data || !head.atEnd())
        decodeParameters(head, d);
    if (head.overrun() || !isWhole)
        bytes.setOverrun();
}

} // namespace tapscope::cotp
