#include "telephony_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::skinny {
namespace {

enum Message : std::uint16_t { OpenReceiveChannelAck = 0x22, StartMediaTransmission = 0x8a };
constexpr std::array messages = {ValueName{0x0000, "KeepAlive"},
                                 ValueName{0x0001, "RegisterReq"},
                                 ValueName{0x0002, "IpPort"},
                                 ValueName{0x0003, "KeypadButton"},
                                 ValueName{0x0004, "EnblocCall"},
                                 ValueName{0x0005, "Stimulus"},
                                 ValueName{0x0006, "OffHook"},
                                 ValueName{0x0007, "OnHook"},
                                 ValueName{0x0008, "HookFlash"},
                                 ValueName{0x0009, "ForwardStatReq"},
                                 ValueName{0x000a, "SpeedDialStatReq"},
                                 ValueName{0x000b, "LineStatReq"},
                                 ValueName{0x000c, "ConfigStatReq"},
                                 ValueName{0x000d, "TimeDateReq"},
                                 ValueName{0x000e, "ButtonTemplateReq"},
                                 ValueName{0x000f, "VersionReq"},
                                 ValueName{0x0010, "CapabilitiesRes"},
                                 ValueName{0x0012, "ServerReq"},
                                 ValueName{0x0020, "Alarm"},
                                 ValueName{0x0021, "MulticastMediaReceptionAck"},
                                 ValueName{0x0022, "OpenReceiveChannelAck"},
                                 ValueName{0x0023, "ConnectionStatisticsRes"},
                                 ValueName{0x0024, "OffHookWithCallingPartyNumber"},
                                 ValueName{0x0025, "SoftKeySetReq"},
                                 ValueName{0x0026, "SoftKeyEvent"},
                                 ValueName{0x0027, "UnregisterReq"},
                                 ValueName{0x0028, "SoftKeyTemplateReq"},
                                 ValueName{0x0029, "RegisterTokenReq"},
                                 ValueName{0x002b, "HeadsetStatus"},
                                 ValueName{0x002d, "RegisterAvailableLines"},
                                 ValueName{0x002e, "DeviceToUserData"},
                                 ValueName{0x002f, "DeviceToUserDataResponse"},
                                 ValueName{0x0030, "UpdateCapabilities"},
                                 ValueName{0x0033, "ServiceURLStatReq"},
                                 ValueName{0x0034, "FeatureStatReq"},
                                 ValueName{0x0081, "RegisterAck"},
                                 ValueName{0x0082, "StartTone"},
                                 ValueName{0x0083, "StopTone"},
                                 ValueName{0x0085, "SetRinger"},
                                 ValueName{0x0086, "SetLamp"},
                                 ValueName{0x0088, "SetSpeakerMode"},
                                 ValueName{0x0089, "SetMicroMode"},
                                 ValueName{0x008a, "StartMediaTransmission"},
                                 ValueName{0x008b, "StopMediaTransmission"},
                                 ValueName{0x008f, "CallInfo"},
                                 ValueName{0x0090, "ForwardStatRes"},
                                 ValueName{0x0091, "SpeedDialStatRes"},
                                 ValueName{0x0092, "LineStatRes"},
                                 ValueName{0x0093, "ConfigStatRes"},
                                 ValueName{0x0094, "TimeDateRes"},
                                 ValueName{0x0095, "StartSessionTransmission"},
                                 ValueName{0x0096, "StopSessionTransmission"},
                                 ValueName{0x0097, "ButtonTemplateRes"},
                                 ValueName{0x0098, "VersionRes"},
                                 ValueName{0x0099, "DisplayText"},
                                 ValueName{0x009a, "ClearDisplay"},
                                 ValueName{0x009b, "CapabilitiesReq"},
                                 ValueName{0x009d, "RegisterReject"},
                                 ValueName{0x009e, "ServerRes"},
                                 ValueName{0x009f, "Reset"},
                                 ValueName{0x0100, "KeepAliveAck"},
                                 ValueName{0x0105, "OpenReceiveChannel"},
                                 ValueName{0x0106, "CloseReceiveChannel"},
                                 ValueName{0x0107, "ConnectionStatisticsReq"},
                                 ValueName{0x0108, "SoftKeyTemplateRes"},
                                 ValueName{0x0109, "SoftKeySetRes"},
                                 ValueName{0x0110, "SelectSoftKeys"},
                                 ValueName{0x0111, "CallState"},
                                 ValueName{0x0112, "DisplayPromptStatus"},
                                 ValueName{0x0113, "ClearPromptStatus"},
                                 ValueName{0x0114, "DisplayNotify"},
                                 ValueName{0x0115, "ClearNotify"},
                                 ValueName{0x0116, "ActivateCallPlane"},
                                 ValueName{0x0117, "DeactivateCallPlane"},
                                 ValueName{0x0118, "UnregisterAck"},
                                 ValueName{0x0119, "BackSpaceReq"},
                                 ValueName{0x011a, "RegisterTokenAck"},
                                 ValueName{0x011b, "RegisterTokenReject"},
                                 ValueName{0x011d, "DialedNumber"},
                                 ValueName{0x011e, "UserToDeviceData"},
                                 ValueName{0x011f, "FeatureStatRes"},
                                 ValueName{0x0120, "DisplayPriNotify"},
                                 ValueName{0x0121, "ClearPriNotify"},
                                 ValueName{0x012f, "ServiceURLStatRes"},
                                 ValueName{0x0143, "DisplayDynamicNotify"},
                                 ValueName{0x0144, "DisplayDynamicPriNotify"},
                                 ValueName{0x0145, "DisplayDynamicPromptStatus"},
                                 ValueName{0x0146, "FeatureStatDynamicRes"},
                                 ValueName{0x0147, "LineStatDynamicRes"},
                                 ValueName{0x0148, "ServiceURLStatDynamicRes"},
                                 ValueName{0x0149, "SpeedDialStatDynamicRes"},
                                 ValueName{0x014a, "CallInfoDynamic"},
                                 ValueName{0x0154, "StartMediaTransmissionAck"}};
enum Field : std::uint16_t {
    Length,
    HeaderVersion,
    MessageId,
    Status,
    AddressKind,
    Ipv4Address,
    Ipv6Address,
    Port,
    Conference,
    PassThroughParty,
    Data
};
constexpr std::array addressKinds = {ValueName{0, "v4"}, ValueName{1, "v6"}};
constexpr std::array fields = {
    FieldInfo{.name = "skinny.data_length", .title = "Data length"},
    FieldInfo{.name = "skinny.hdr_version", .title = "Header version", .base = Base::Hex},
    FieldInfo{.name = "skinny.messageId", .title = "Message ID", .values = messages},
    FieldInfo{.name = "skinny.mediaReceptionStatus", .title = "mediaReceptionStatus", .base = Base::Hex},
    FieldInfo{.name = "skinny.ipv4or6", .title = "IPv4or6", .values = addressKinds},
    FieldInfo{.name = "skinny.ipAddr.ipv4", .title = "ipAddr IPv4 Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "skinny.ipAddr.ipv6", .title = "ipAddr IPv6 Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "skinny.portNumber", .title = "portNumber"},
    FieldInfo{.name = "skinny.conferenceId", .title = "conferenceId"},
    FieldInfo{.name = "skinny.passThroughPartyId", .title = "passThroughPartyId"},
    FieldInfo{.name = "skinny.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"tcp.port", 2000}};
const ProtocolInfo info = {.abbreviation = "skinny",
                           .title = "Skinny Client Control Protocol",
                           .column = "SKINNY",
                           .fields = fields,
                           .hooks = hooks,
                           .learns = true};
constexpr std::size_t headSize = 8, idSize = 4;
constexpr std::uint32_t firstWithIpv6 = 17, latestVersion = 0x20;

/// The address and port at which a telephone will send or receive RTP.
void decodeMediaAddress(ByteReader& body, Dissection& d, std::uint32_t version) {
    constexpr std::uint8_t udp = 17;
    constexpr std::size_t addressSize = 16;
    const bool hasKind = version >= firstWithIpv6;
    const bool isIpv6 = hasKind && d.uintLe(body, AddressKind, 4) == 1;
    ByteReader address = body.part(hasKind ? addressSize : 4);
    ColumnAddress end;
    if (isIpv6)
        end = ColumnAddress::ipv6(d.ipv6(address, Ipv6Address));
    else
        end = ColumnAddress::ipv4(d.ipv4(address, Ipv4Address));
    const auto port = static_cast<std::uint32_t>(d.uintLe(body, Port, 4));
    if (d.isLearning() && !body.overrun() && !address.overrun() && port != 0)
        d.expectAt({end, port, udp}, "rtp");
}

void decodeBody(ByteReader& body, Dissection& d, std::uint32_t message, std::uint32_t version) {
    if (message == OpenReceiveChannelAck) {
        d.uintLe(body, Status, 4);
        decodeMediaAddress(body, d, version);
    } else if (message == StartMediaTransmission) {
        d.uintLe(body, Conference, 4);
        d.uintLe(body, PassThroughParty, 4);
        decodeMediaAddress(body, d, version);
    }
    if (!body.atEnd())
        d.data(body, Data, body.remaining());
}

/// Requests and responses have their own name in the Protocol column, except those about keys, lamps, the state of
/// calls, and the capabilities of a telephone.
void nameKind(Dissection& d, std::string_view name) {
    if ((name.ends_with("Req") && name != "CapabilitiesReq") || name == "OpenReceiveChannel" ||
        name == "StartMediaTransmission")
        d.columnProtocol("SKINNY/REQ");
    else if (name.ends_with("Res") || (name.ends_with("Ack") && name != "KeepAliveAck"))
        d.columnProtocol("SKINNY/RESP");
}

} // namespace

const ProtocolInfo& SkinnyDecoder::protocol() const noexcept {
    return info;
}

bool SkinnyDecoder::accepts(Bytes bytes, Claim) const {
    constexpr std::uint32_t longest = 1U << 16, lastMessage = 0x3ff;
    if (bytes.size() < headSize + idSize)
        return true;
    ByteReader reader(bytes);
    const std::uint32_t length = reader.u32le(), version = reader.u32le(), message = reader.u32le();
    return length >= idSize && length <= longest && version <= latestVersion && message <= lastMessage;
}

StreamMessage SkinnyDecoder::messageIn(Bytes bytes, Dissection&) const {
    if (bytes.size() < headSize + idSize)
        return StreamMessage::later();
    return accepts(bytes, Claim::ByKey) ? StreamMessage::of(ByteReader(bytes).u32le() + headSize) : StreamMessage{};
}

void SkinnyDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    while (!bytes.atEnd()) {
        if (bytes.has(headSize + idSize) && !accepts(bytes.rest(), Claim::ByKey)) {
            d.nextAsData(bytes);
            return;
        }
        const auto length = static_cast<std::size_t>(d.uintLe(bytes, Length, 4));
        const auto version = static_cast<std::uint32_t>(d.uintLe(bytes, HeaderVersion, 4));
        const auto message = static_cast<std::uint32_t>(d.uintLe(bytes, MessageId, 4));
        if (bytes.overrun())
            return;
        const std::string_view name = nameOf(messages, message, "Unknown");
        nameKind(d, name);
        d.infoAppend("{} ", name);
        ByteReader body = bytes.part(length - idSize);
        const bool isWhole = body.remaining() + idSize == length;
        decodeBody(body, d, message, version);
        if (!isWhole || body.overrun())
            bytes.setOverrun();
    }
}

} // namespace tapscope::skinny
