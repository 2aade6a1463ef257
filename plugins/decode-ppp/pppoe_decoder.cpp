#include "ppp_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::pppoe {
namespace {

constexpr std::array codes = {
    ValueName{0x00, "Session Data"},
    ValueName{0x07, "Active Discovery Offer (PADO)"},
    ValueName{0x09, "Active Discovery Initiation (PADI)"},
    ValueName{0x0a, "Active Discovery Session-Grant (PADG)"},
    ValueName{0x0b, "Active Discovery Session-Credit Resp.(PADC)"},
    ValueName{0x0c, "Active Discovery Quality (PADQ)"},
    ValueName{0x19, "Active Discovery Request (PADR)"},
    ValueName{0x65, "Active Discovery Session-confirmation (PADS)"},
    ValueName{0xa7, "Active Discovery Terminate (PADT)"},
    ValueName{0xd3, "Active Discovery Message (PADM)"},
    ValueName{0xd4, "Active Discovery Network (PADN)"},
};

enum Tag : std::uint16_t {
    EndOfList = 0x0000,
    ServiceName = 0x0101,
    ConcentratorName = 0x0102,
    HostUnique = 0x0103,
    Cookie = 0x0104,
    Vendor = 0x0105,
    RelaySession = 0x0110,
    MaximumPayload = 0x0120,
    ServiceError = 0x0201,
    ConcentratorError = 0x0202,
    GenericError = 0x0203,
};

enum Field : std::uint16_t {
    Version,
    Type,
    Code,
    Session,
    Length,
    TagType,
    TagLength,
    TagServiceName,
    TagConcentratorName,
    TagHostUnique,
    TagCookie,
    TagVendor,
    TagRelaySession,
    TagMaximumPayload,
    TagError,
    TagData,
};
constexpr std::array fields = {
    FieldInfo{.name = "pppoe.version", .title = "Version", .mask = 0xf0},
    FieldInfo{.name = "pppoe.type", .title = "Type", .mask = 0x0f},
    FieldInfo{.name = "pppoe.code", .title = "Code", .base = Base::Hex, .values = codes},
    FieldInfo{.name = "pppoe.session_id", .title = "Session ID", .base = Base::Hex},
    FieldInfo{.name = "pppoe.payload_length", .title = "Payload Length"},
    FieldInfo{.name = "pppoed.tag", .title = "Tag", .base = Base::Hex},
    FieldInfo{.name = "pppoed.tag_length", .title = "Tag Length"},
    FieldInfo{.name = "pppoed.tags.service_name", .title = "Service-Name", .type = FieldType::Text},
    FieldInfo{.name = "pppoed.tags.ac_name", .title = "AC-Name", .type = FieldType::Text},
    FieldInfo{.name = "pppoed.tags.host_uniq", .title = "Host-Uniq", .type = FieldType::ByteString},
    FieldInfo{.name = "pppoed.tags.ac_cookie", .title = "AC-Cookie", .type = FieldType::ByteString},
    FieldInfo{.name = "pppoed.tags.vendor_id", .title = "Vendor id"},
    FieldInfo{.name = "pppoed.tags.relay_session_id", .title = "Relay-Session-Id", .type = FieldType::ByteString},
    FieldInfo{.name = "pppoed.tags.max_payload", .title = "PPP Max Payload", .type = FieldType::ByteString},
    FieldInfo{.name = "pppoed.tags.generic_error", .title = "Error", .type = FieldType::Text},
    FieldInfo{.name = "pppoed.tag.unknown_data", .title = "Unknown Data", .type = FieldType::ByteString},
};
constexpr std::array<FieldInfo, 5> sessionFields = {fields[0], fields[1], fields[2], fields[3], fields[4]};
enum Table : std::uint8_t { Ppp };
constexpr std::array<std::string_view, 1> tables = {"ppp"};
constexpr std::array discoveryHooks = {Hook{"ethertype", 0x8863}};
constexpr std::array sessionHooks = {Hook{"ethertype", 0x8864}};
const ProtocolInfo discovery = {.abbreviation = "pppoed",
                                .title = "PPP-over-Ethernet Discovery",
                                .column = "PPPoED",
                                .fields = fields,
                                .hooks = discoveryHooks};
const ProtocolInfo session = {.abbreviation = "pppoes",
                              .title = "PPP-over-Ethernet Session",
                              .column = "PPPoES",
                              .fields = sessionFields,
                              .hooks = sessionHooks,
                              .tables = tables};

Field fieldOf(std::uint16_t tag) {
    switch (tag) {
    case ServiceName:
        return TagServiceName;
    case ConcentratorName:
        return TagConcentratorName;
    case HostUnique:
        return TagHostUnique;
    case Cookie:
        return TagCookie;
    case RelaySession:
        return TagRelaySession;
    case MaximumPayload:
        return TagMaximumPayload;
    case ServiceError:
    case ConcentratorError:
    case GenericError:
        return TagError;
    default:
        return TagData;
    }
}

void tags(ByteReader bytes, Dissection& d) {
    while (bytes.has(4)) {
        const std::uint16_t tag = d.u16(bytes, TagType);
        const auto nest = d.nest();
        const std::uint16_t length = d.u16(bytes, TagLength);
        if (tag == EndOfList)
            return;
        ByteReader value = bytes.part(length);
        if (value.atEnd())
            continue;
        if (tag == Vendor) {
            d.u32(value, TagVendor);
            continue;
        }
        const std::string_view text = d.text(value, fieldOf(tag), value.remaining());
        if (tag == ServiceName)
            d.infoAppend(" Service-Name='{}'", text);
        else if (tag == ConcentratorName)
            d.infoAppend(" AC-Name='{}'", text);
    }
}

} // namespace

const ProtocolInfo& PppoeDecoder::protocol() const noexcept {
    return stage_ == Stage::Discovery ? discovery : session;
}

void PppoeDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const ByteRange at{static_cast<std::uint32_t>(bytes.offset()), 1};
    d.addBits({Version, Type}, at, bytes.u8());
    const std::uint8_t code = d.u8(bytes, Code);
    d.u16(bytes, Session);
    const std::uint16_t length = d.u16(bytes, Length);
    if (bytes.overrun())
        return;
    d.info("{}", nameOf(codes, code, "Unknown"));
    if (stage_ == Stage::Discovery) {
        tags(bytes.part(length), d);
        return;
    }
    d.layerLength(bytes.position());
    d.next(Ppp, 1, bytes.part(length));
}

} // namespace tapscope::pppoe
