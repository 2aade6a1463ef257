#include "chat_decoders.h"

#include <decode/message_fields.h>

#include <array>
#include <optional>

namespace tapscope::steam_discovery {
namespace {

constexpr std::array types = {ValueName{0, "Client Discovery"},
                              ValueName{1, "Client Status"},
                              ValueName{2, "Client Offline"},
                              ValueName{3, "Device Authorization Request"},
                              ValueName{4, "Device Authorization Response"},
                              ValueName{5, "Device Streaming Request"},
                              ValueName{6, "Device Streaming Response"},
                              ValueName{7, "Device Proof Request"},
                              ValueName{8, "Device Proof Response"}};
enum Field : std::uint16_t { Signature, HeaderLength, ClientId, Type, InstanceId, BodyLength, HostName, Data };
constexpr std::array fields = {
    FieldInfo{.name = "steam_ihs_discovery.signature", .title = "Signature", .base = Base::Hex},
    FieldInfo{.name = "steam_ihs_discovery.header_length", .title = "Header Length"},
    FieldInfo{.name = "steam_ihs_discovery.header_client_id", .title = "Client ID"},
    FieldInfo{.name = "steam_ihs_discovery.header_msg_type", .title = "Message Type", .values = types},
    FieldInfo{.name = "steam_ihs_discovery.header_instance_id", .title = "Instance ID"},
    FieldInfo{.name = "steam_ihs_discovery.body_length", .title = "Body Length"},
    FieldInfo{.name = "steam_ihs_discovery.body_status_hostname", .title = "Hostname", .type = FieldType::Text},
    FieldInfo{.name = "steam_ihs_discovery.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 27036}};
const ProtocolInfo info = {.abbreviation = "steam_ihs_discovery",
                           .title = "Steam In-Home Streaming Discovery Protocol",
                           .column = "STEAMDISCOVER",
                           .fields = fields,
                           .hooks = hooks};
constexpr std::uint64_t signature = 0xa05f4c21ffffffff;
constexpr std::uint64_t clientStatus = 1;

/// A field of a message in Protocol Buffers' encoding.
struct Element {
    std::uint64_t number = 0;
    bool isText = false;
    std::uint64_t value = 0;
    ByteRange range;
    ByteReader content;
};

std::uint64_t variableNumber(ByteReader& bytes) noexcept {
    constexpr unsigned most = 10;
    std::uint64_t number = 0;
    for (unsigned i = 0; i < most; ++i) {
        const std::uint8_t octet = bytes.u8();
        number |= std::uint64_t{octet & 0x7fU} << (7 * i);
        if ((octet & 0x80U) == 0)
            break;
    }
    return number;
}

/// Nothing at the end of the message, or if the element's type is invalid.
std::optional<Element> nextElement(ByteReader& bytes) noexcept {
    enum Wire : std::uint8_t { Variable, Fixed64, Counted, Fixed32 = 5 };
    if (bytes.atEnd())
        return std::nullopt;
    const std::uint64_t key = variableNumber(bytes);
    Element element{.number = key >> 3};
    const std::size_t start = bytes.offset();
    switch (key & 7U) {
    case Variable:
        element.value = variableNumber(bytes);
        break;
    case Fixed64:
        element.value = bytes.u64le();
        break;
    case Fixed32:
        element.value = bytes.u32le();
        break;
    case Counted:
        element.isText = true;
        element.content =
            bytes.part(static_cast<std::size_t>(std::min<std::uint64_t>(variableNumber(bytes), bytes.remaining())));
        break;
    default:
        return std::nullopt;
    }
    if (bytes.overrun())
        return std::nullopt;
    element.range = {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(bytes.offset() - start)};
    return element;
}

std::uint64_t decodeHeader(ByteReader header, Dissection& d) {
    enum Number : std::uint8_t { Client = 1, Kind, Instance };
    std::uint64_t type = 0;
    while (const auto element = nextElement(header)) {
        if (element->number == Client) {
            d.add(ClientId, element->range, element->value);
        } else if (element->number == Kind) {
            type = element->value;
            d.add(Type, element->range, type);
        } else if (element->number == Instance) {
            d.add(InstanceId, element->range, element->value);
        }
    }
    return type;
}

} // namespace

const ProtocolInfo& SteamDiscoveryDecoder::protocol() const noexcept {
    return info;
}

bool SteamDiscoveryDecoder::accepts(Bytes bytes, Claim) const {
    return ByteReader(bytes).u64le() == signature;
}

void SteamDiscoveryDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint64_t hostName = 4;
    d.uintLe(bytes, Signature, 8);
    const auto headerLength = static_cast<std::size_t>(d.uintLe(bytes, HeaderLength, 4));
    const bool isWhole = bytes.has(headerLength);
    const std::uint64_t type = decodeHeader(bytes.part(headerLength), d);
    d.info("{}", nameOf(types, type, "Unknown"));
    const auto bodyLength = static_cast<std::size_t>(d.uintLe(bytes, BodyLength, 4));
    if (bytes.overrun() || !isWhole) {
        bytes.setOverrun();
        return;
    }
    const bool hasBody = bytes.has(bodyLength);
    ByteReader body = bytes.part(bodyLength);
    if (type == clientStatus) {
        ByteReader elements = body;
        while (auto element = nextElement(elements)) {
            if (element->number == hostName && element->isText && !element->content.atEnd())
                d.infoAppend(" from {}", d.text(element->content, HostName, element->content.remaining()));
        }
    }
    if (!body.atEnd())
        d.data(body, Data, body.remaining());
    if (!hasBody)
        bytes.setOverrun();
}

} // namespace tapscope::steam_discovery
