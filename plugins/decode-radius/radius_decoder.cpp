#include "eap_packet.h"
#include "radius_decoders.h"

#include <decode/dissection.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tapscope {
namespace {

constexpr std::array codes = {ValueName{1, "Access-Request"},
                              ValueName{2, "Access-Accept"},
                              ValueName{3, "Access-Reject"},
                              ValueName{4, "Accounting-Request"},
                              ValueName{5, "Accounting-Response"},
                              ValueName{6, "Accounting-Status"},
                              ValueName{7, "Password-Request"},
                              ValueName{8, "Password-Ack"},
                              ValueName{9, "Password-Reject"},
                              ValueName{10, "Accounting-Message"},
                              ValueName{11, "Access-Challenge"},
                              ValueName{12, "Status-Server"},
                              ValueName{13, "Status-Client"},
                              ValueName{21, "Resource-Free-Request"},
                              ValueName{22, "Resource-Free-Response"},
                              ValueName{23, "Resource-Query-Request"},
                              ValueName{24, "Query_Response"},
                              ValueName{25, "Alternate-Resource-Reclaim-Request"},
                              ValueName{26, "NAS-Reboot-Request"},
                              ValueName{27, "NAS-Reboot-Response"},
                              ValueName{29, "Next-Passcode"},
                              ValueName{30, "New-Pin"},
                              ValueName{31, "Terminate-Session"},
                              ValueName{32, "Password-Expired"},
                              ValueName{33, "Event-Request"},
                              ValueName{34, "Event-Response"},
                              ValueName{40, "Disconnect-Request"},
                              ValueName{41, "Disconnect-ACK"},
                              ValueName{42, "Disconnect-NAK"},
                              ValueName{43, "CoA-Request"},
                              ValueName{44, "CoA-ACK"},
                              ValueName{45, "CoA-NAK"},
                              ValueName{50, "IP-Address-Allocate"},
                              ValueName{51, "IP-Address-Release"},
                              ValueName{129, "ALU-State-Request"},
                              ValueName{130, "ALU-State-Accept"},
                              ValueName{131, "ALU-State-Reject"},
                              ValueName{132, "ALU-State-Error"}};
// RFC 2865 section 5, RFC 2866, RFC 2869.
constexpr std::array attributeTypes = {
    ValueName{1, "User-Name"},
    ValueName{2, "User-Password"},
    ValueName{3, "CHAP-Password"},
    ValueName{4, "NAS-IP-Address"},
    ValueName{5, "NAS-Port"},
    ValueName{6, "Service-Type"},
    ValueName{7, "Framed-Protocol"},
    ValueName{8, "Framed-IP-Address"},
    ValueName{9, "Framed-IP-Netmask"},
    ValueName{11, "Filter-Id"},
    ValueName{12, "Framed-MTU"},
    ValueName{18, "Reply-Message"},
    ValueName{24, "State"},
    ValueName{25, "Class"},
    ValueName{26, "Vendor-Specific"},
    ValueName{27, "Session-Timeout"},
    ValueName{28, "Idle-Timeout"},
    ValueName{30, "Called-Station-Id"},
    ValueName{31, "Calling-Station-Id"},
    ValueName{32, "NAS-Identifier"},
    ValueName{33, "Proxy-State"},
    ValueName{40, "Acct-Status-Type"},
    ValueName{41, "Acct-Delay-Time"},
    ValueName{42, "Acct-Input-Octets"},
    ValueName{43, "Acct-Output-Octets"},
    ValueName{44, "Acct-Session-Id"},
    ValueName{45, "Acct-Authentic"},
    ValueName{46, "Acct-Session-Time"},
    ValueName{55, "Event-Timestamp"},
    ValueName{61, "NAS-Port-Type"},
    ValueName{77, "Connect-Info"},
    ValueName{79, "EAP-Message"},
    ValueName{80, "Message-Authenticator"},
    ValueName{87, "NAS-Port-Id"},
    ValueName{95, "NAS-IPv6-Address"},
    ValueName{101, "Error-Cause"},
};
enum Field : std::uint16_t {
    Code,
    Identifier,
    Length,
    Authenticator,
    Attribute,
    AttributeType,
    AttributeLength,
    UserName,
    NasAddress,
    NasPort,
    FramedAddress,
    FramedMtu,
    ReplyMessage,
    CalledStation,
    CallingStation,
    NasIdentifier,
    SessionTimeout,
    EapMessage,
    MessageAuthenticator,
    Value,
};
constexpr std::array fields = {
    FieldInfo{.name = "radius.code", .title = "Code", .values = codes},
    FieldInfo{.name = "radius.id", .title = "Identifier"},
    FieldInfo{.name = "radius.length", .title = "Length"},
    FieldInfo{.name = "radius.authenticator", .title = "Authenticator", .type = FieldType::ByteString},
    FieldInfo{.name = "radius.avp", .title = "AVP", .type = FieldType::Label},
    FieldInfo{.name = "radius.avp.type", .title = "Type", .values = attributeTypes},
    FieldInfo{.name = "radius.avp.length", .title = "Length"},
    FieldInfo{.name = "radius.User_Name", .title = "User-Name", .type = FieldType::Text},
    FieldInfo{.name = "radius.NAS_IP_Address", .title = "NAS-IP-Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "radius.NAS_Port", .title = "NAS-Port"},
    FieldInfo{.name = "radius.Framed_IP_Address", .title = "Framed-IP-Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "radius.Framed-MTU", .title = "Framed-MTU"},
    FieldInfo{.name = "radius.Reply_Message", .title = "Reply-Message", .type = FieldType::Text},
    FieldInfo{.name = "radius.Called_Station_Id", .title = "Called-Station-Id", .type = FieldType::Text},
    FieldInfo{.name = "radius.Calling_Station_Id", .title = "Calling-Station-Id", .type = FieldType::Text},
    FieldInfo{.name = "radius.NAS_Identifier", .title = "NAS-Identifier", .type = FieldType::Text},
    FieldInfo{.name = "radius.Session_Timeout", .title = "Session-Timeout"},
    FieldInfo{.name = "radius.EAP_Message", .title = "EAP-Message", .type = FieldType::ByteString},
    FieldInfo{.name = "radius.Message_Authenticator", .title = "Message-Authenticator", .type = FieldType::ByteString},
    FieldInfo{.name = "radius.avp.value", .title = "Value", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 1645}, Hook{"udp.port", 1646}, Hook{"udp.port", 1700},
                              Hook{"udp.port", 1812}, Hook{"udp.port", 1813}, Hook{"udp.port", 3799}};
enum Table : std::uint8_t { Eap };
constexpr std::array<std::string_view, 1> tables = {"eap"};
const ProtocolInfo info = {.abbreviation = "radius",
                           .title = "RADIUS Protocol",
                           .column = "RADIUS",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};
constexpr std::size_t headerSize = 20;

enum class Kind : std::uint8_t { Text, Number, Ipv4, Bytes };
struct AttributeLayout {
    std::uint8_t type;
    Kind kind;
    Field field;
};
constexpr std::array layouts = {
    AttributeLayout{1, Kind::Text, UserName},          AttributeLayout{4, Kind::Ipv4, NasAddress},
    AttributeLayout{5, Kind::Number, NasPort},         AttributeLayout{8, Kind::Ipv4, FramedAddress},
    AttributeLayout{12, Kind::Number, FramedMtu},      AttributeLayout{18, Kind::Text, ReplyMessage},
    AttributeLayout{27, Kind::Number, SessionTimeout}, AttributeLayout{30, Kind::Text, CalledStation},
    AttributeLayout{31, Kind::Text, CallingStation},   AttributeLayout{32, Kind::Text, NasIdentifier},
    AttributeLayout{79, Kind::Bytes, EapMessage},      AttributeLayout{80, Kind::Bytes, MessageAuthenticator},
};

/// The format of the type and length of attributes from vendors that do not follow RFC 2865 section 5.26.
struct VendorLayout {
    std::uint32_t vendor;
    std::uint8_t typeSize, lengthSize;
};
constexpr std::array vendorLayouts = {
    VendorLayout{429, 4, 0},                             // US Robotics
    VendorLayout{637, 2, 1},                             // Alcatel
    VendorLayout{4846, 2, 1},                            // Lucent
    VendorLayout{8164, 1, 1},                            // Starent, whose devices use both formats
    VendorLayout{8164, 2, 2}, VendorLayout{16445, 2, 1}, // Kineto
};

bool attributesFit(const VendorLayout& layout, ByteReader value) noexcept {
    const std::size_t head = std::size_t{layout.typeSize} + layout.lengthSize;
    while (layout.lengthSize != 0 && !value.atEnd()) {
        value.skip(layout.typeSize);
        const std::size_t length = value.big(layout.lengthSize);
        if (value.overrun() || length < head || !value.has(length - head))
            return false;
        value.skip(length - head);
    }
    return true;
}

/// Whether a vendor's attributes exactly fill the attribute that contains them.
bool vendorAttributesFit(ByteReader value) noexcept {
    const std::uint32_t vendor = value.u32();
    if (value.overrun())
        return false;
    const auto known = std::ranges::equal_range(vendorLayouts, vendor, {}, &VendorLayout::vendor);
    if (known.empty())
        return attributesFit({vendor, 1, 1}, value);
    return std::ranges::any_of(known, [&value](const VendorLayout& layout) { return attributesFit(layout, value); });
}

/// How an attribute contradicts its type; empty if it does not.
std::string_view damageOf(std::uint8_t type, const ByteReader& value) noexcept {
    constexpr std::uint8_t vendorSpecific = 26;
    constexpr std::size_t numberSize = 4;
    if (type == vendorSpecific)
        return vendorAttributesFit(value) ? "" : "a vendor's attribute does not fit";
    const auto layout = std::ranges::find(layouts, type, &AttributeLayout::type);
    const bool isNumber = layout != layouts.end() && (layout->kind == Kind::Number || layout->kind == Kind::Ipv4);
    return isNumber && value.remaining() != numberSize ? "a number has another size than its type" : "";
}

void decodeValue(std::uint8_t type, ByteReader value, Dissection& d) {
    const auto layout = std::ranges::find(layouts, type, &AttributeLayout::type);
    const Kind kind = layout == layouts.end() ? Kind::Bytes : layout->kind;
    const Dissection::Field field =
        layout == layouts.end() ? Dissection::Field{Value} : Dissection::Field{layout->field};
    if (kind == Kind::Text)
        d.text(value, field, value.remaining());
    else if (kind == Kind::Number && value.remaining() == 4)
        d.u32(value, field);
    else if (kind == Kind::Ipv4 && value.remaining() == 4)
        d.ipv4(value, field);
    else if (kind == Kind::Bytes && !value.atEnd())
        d.data(value, field, value.remaining());
}

/// Decodes one attribute. Returns a description of its damage, if any.
std::string_view decodeAttribute(ByteReader& attributes, Dissection& d) {
    constexpr std::uint8_t headSize = 2;
    const std::uint8_t type = attributes.peek();
    const std::size_t size = std::min<std::size_t>(attributes.peek(1), attributes.remaining());
    d.add(Attribute, {static_cast<std::uint32_t>(attributes.offset()), static_cast<std::uint32_t>(size)}, 0);
    d.label("AVP: t={}({}) l={}", nameOf(attributeTypes, type, "Unknown-Attribute"), type, attributes.peek(1));
    const auto nest = d.nest();
    d.u8(attributes, AttributeType);
    const std::uint8_t length = d.u8(attributes, AttributeLength);
    if (attributes.overrun() || length < headSize) {
        attributes.skip(attributes.remaining()); // the position of the next attribute is unknown
        return "an attribute is shorter than its header";
    }
    const bool isWhole = attributes.has(length - std::size_t{headSize});
    const ByteReader value = attributes.part(length - std::size_t{headSize});
    decodeValue(type, value, d);
    if (!isWhole)
        return "an attribute is longer than the rest of the packet";
    return damageOf(type, value);
}

/// Decodes all attributes. Returns the first damage, because everything after a wrong length is read at the wrong
/// position.
std::string_view decodeAttributes(ByteReader& attributes, Dissection& d) {
    std::string_view damage;
    while (!attributes.atEnd()) {
        const std::string_view found = decodeAttribute(attributes, d);
        if (damage.empty())
            damage = found;
    }
    return damage;
}

/// Decodes the EAP packet as a layer, but not in the columns, which stay RADIUS'.
void passEap(const ByteReader& attributes, Dissection& d) {
    const ByteReader packet = eapPacketIn(attributes, d);
    if (packet.atEnd())
        return;
    const bool was = std::exchange(d.carrier().insideError, true);
    d.next(Eap, 0, packet);
    d.carrier().insideError = was;
}

} // namespace

const ProtocolInfo& RadiusDecoder::protocol() const noexcept {
    return info;
}

bool RadiusDecoder::accepts(Bytes bytes, Claim) const {
    ByteReader reader(bytes);
    const std::uint8_t code = reader.u8();
    reader.skip(1);
    const std::uint16_t length = reader.u16();
    return !reader.overrun() && !nameOf(codes, code).empty() && length >= headerSize && length <= 4096;
}

void RadiusDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint8_t code = d.u8(bytes, Code);
    const std::uint8_t identifier = d.u8(bytes, Identifier);
    const std::uint16_t length = d.u16(bytes, Length);
    d.data(bytes, Authenticator, 16);
    d.info("{} id={}", nameOf(codes, code, "Unknown Packet"), identifier);
    if (bytes.overrun() || length < headerSize)
        return;
    ByteReader attributes = bytes.part(length - headerSize);
    const ByteReader all = attributes;
    d.layerLength(bytes.position());
    const bool isWhole = attributes.remaining() + headerSize == length;
    const std::string_view damage = decodeAttributes(attributes, d);
    if (!isWhole)
        bytes.setOverrun();
    else if (!damage.empty())
        d.malformed(damage);
    else
        passEap(all, d);
}

} // namespace tapscope
