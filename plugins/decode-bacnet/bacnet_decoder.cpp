// BACnet over IP (ANSI/ASHRAE 135): the virtual link layer, the network layer, and the header of the application layer.

#include "bacnet_decoders.h"
#include "bacnet_values.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope {
namespace {

namespace link {
constexpr std::array functions = {ValueName{0, "BVLC-Result"},
                                  ValueName{1, "Write-Broadcast-Distribution-Table"},
                                  ValueName{2, "Read-Broadcast-Distribution-Table"},
                                  ValueName{3, "Read-Broadcast-Distribution-Table-Ack"},
                                  ValueName{4, "Forwarded-NPDU"},
                                  ValueName{5, "Register-Foreign-Device"},
                                  ValueName{6, "Read-Foreign-Device-Table"},
                                  ValueName{7, "Read-Foreign-Device-Table-Ack"},
                                  ValueName{8, "Delete-Foreign-Device-Table-Entry"},
                                  ValueName{9, "Distribute-Broadcast-To-Network"},
                                  ValueName{10, "Original-Unicast-NPDU"},
                                  ValueName{11, "Original-Broadcast-NPDU"},
                                  ValueName{12, "Secured-BVLL"}};
enum Field : std::uint16_t {
    Type,
    Function,
    Length,
    ForwardedIp,
    ForwardedPort,
};
constexpr std::array fields = {
    FieldInfo{.name = "bvlc.type", .title = "Type", .base = Base::Hex},
    FieldInfo{.name = "bvlc.function", .title = "Function", .base = Base::Hex, .values = functions},
    FieldInfo{.name = "bvlc.length", .title = "BVLC-Length"},
    FieldInfo{.name = "bvlc.fwd_ip", .title = "IP", .type = FieldType::Ipv4},
    FieldInfo{.name = "bvlc.fwd_port", .title = "Port"},
};
enum Table : std::uint8_t { Network };
constexpr std::array<std::string_view, 1> tables = {"bvlc.npdu"};
constexpr std::array hooks = {Hook{"udp.port", 0xbac0}};
const ProtocolInfo info = {.abbreviation = "bvlc",
                           .title = "BACnet Virtual Link Control",
                           .column = "BVLC",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};
enum FunctionCode : std::uint8_t { Forwarded = 4, Distribute = 9, OriginalUnicast = 10, OriginalBroadcast = 11 };
} // namespace link

namespace network {
constexpr std::array messageTypes = {
    ValueName{0x00, "Who-Is-Router-To-Network"},        ValueName{0x01, "I-Am-Router-To-Network"},
    ValueName{0x02, "I-Could-Be-Router-To-Network"},    ValueName{0x03, "Reject-Message-To-Network"},
    ValueName{0x04, "Router-Busy-To-Network"},          ValueName{0x05, "Router-Available-To-Network"},
    ValueName{0x06, "Initialize-Routing-Table"},        ValueName{0x07, "Initialize-Routing-Table-Ack"},
    ValueName{0x08, "Establish-Connection-To-Network"}, ValueName{0x09, "Disconnect-Connection-To-Network"},
    ValueName{0x12, "What-Is-Networknumber"},           ValueName{0x13, "Networknumber-Is"},
};
enum Field : std::uint16_t {
    Version,
    Control,
    IsNetworkMessage,
    HasDestination,
    HasSource,
    ExpectsReply,
    DestinationNetwork,
    DestinationLength,
    DestinationAddress,
    SourceNetwork,
    SourceLength,
    SourceAddress,
    HopCount,
    MessageType,
    Vendor,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "bacnet.version", .title = "Version"},
    FieldInfo{.name = "bacnet.control", .title = "Control", .base = Base::Hex},
    FieldInfo{.name = "bacnet.control_net", .title = "NSDU contains", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{
        .name = "bacnet.control_dest", .title = "Destination Specifier", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "bacnet.control_src", .title = "Source specifier", .type = FieldType::Boolean, .mask = 0x8},
    FieldInfo{.name = "bacnet.control_expect", .title = "Expecting Reply", .type = FieldType::Boolean, .mask = 0x4},
    FieldInfo{.name = "bacnet.dnet", .title = "Destination Network Address"},
    FieldInfo{.name = "bacnet.dlen", .title = "Destination MAC Layer Address Length"},
    FieldInfo{.name = "bacnet.dadr_tmp", .title = "Unknown Destination MAC", .type = FieldType::ByteString},
    FieldInfo{.name = "bacnet.snet", .title = "Source Network Address"},
    FieldInfo{.name = "bacnet.slen", .title = "Source MAC Layer Address Length"},
    FieldInfo{.name = "bacnet.sadr_tmp", .title = "Unknown Source MAC", .type = FieldType::ByteString},
    FieldInfo{.name = "bacnet.hopc", .title = "Hop Count"},
    FieldInfo{
        .name = "bacnet.mesgtyp", .title = "Network Layer Message Type", .base = Base::Hex, .values = messageTypes},
    FieldInfo{.name = "bacnet.vendor", .title = "Vendor ID"},
    FieldInfo{.name = "bacnet.data", .title = "Data", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Application };
constexpr std::array<std::string_view, 1> tables = {"bacnet.apdu"};
constexpr std::array hooks = {Hook{"bvlc.npdu", 0}, Hook{"llc.dsap", 0x82}};
const ProtocolInfo info = {.abbreviation = "bacnet",
                           .title = "Building Automation and Control Network NPDU",
                           .column = "BACnet-NPDU",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};
} // namespace network

namespace application {
using bacnet::confirmedServices;
using bacnet::objectTypes;
using bacnet::propertyNames;
using bacnet::unconfirmedServices;
constexpr std::array types = {ValueName{0, "Confirmed-REQ"}, ValueName{1, "Unconfirmed-REQ"},
                              ValueName{2, "Simple-ACK"},    ValueName{3, "Complex-ACK"},
                              ValueName{4, "Segment-ACK"},   ValueName{5, "Error"},
                              ValueName{6, "Reject"},        ValueName{7, "Abort"}};
enum Field : std::uint16_t {
    Type,
    Segmented,
    MoreSegments,
    InvokeId,
    SequenceNumber,
    WindowSize,
    ConfirmedService,
    UnconfirmedService,
    ObjectType,
    Instance,
    Property,
    LowLimit,
    HighLimit,
    RejectReason,
    AbortReason,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "bacapp.type", .title = "APDU Type", .values = types, .mask = 0xf0},
    FieldInfo{
        .name = "bacapp.segmented_request", .title = "Segmented Request", .type = FieldType::Boolean, .mask = 0x8},
    FieldInfo{.name = "bacapp.more_segments", .title = "More Segments", .type = FieldType::Boolean, .mask = 0x4},
    FieldInfo{.name = "bacapp.invoke_id", .title = "Invoke ID"},
    FieldInfo{.name = "bacapp.sequence_number", .title = "Sequence Number"},
    FieldInfo{.name = "bacapp.window_size", .title = "Proposed Window Size"},
    FieldInfo{.name = "bacapp.confirmed_service", .title = "Service Choice", .values = confirmedServices},
    FieldInfo{
        .name = "bacapp.unconfirmed_service", .title = "Unconfirmed Service Choice", .values = unconfirmedServices},
    FieldInfo{.name = "bacapp.objectType", .title = "Object Type", .values = objectTypes, .mask = 0xffc00000},
    FieldInfo{.name = "bacapp.instance_number", .title = "Instance Number", .mask = 0x003fffff},
    FieldInfo{.name = "bacapp.property_identifier", .title = "Property Identifier", .values = propertyNames},
    FieldInfo{.name = "bacapp.who_is.low_limit", .title = "Device Instance Range Low Limit"},
    FieldInfo{.name = "bacapp.who_is.high_limit", .title = "Device Instance Range High Limit"},
    FieldInfo{.name = "bacapp.reject_reason", .title = "Reject Reason"},
    FieldInfo{.name = "bacapp.abort_reason", .title = "Abort Reason"},
    FieldInfo{.name = "bacapp.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"bacnet.apdu", 0}};
const ProtocolInfo info = {.abbreviation = "bacapp",
                           .title = "Building Automation and Control Network APDU",
                           .column = "BACnet-APDU",
                           .fields = fields,
                           .hooks = hooks};
enum MessageType : std::uint8_t {
    Confirmed,
    Unconfirmed,
    SimpleAck,
    ComplexAck,
    SegmentAck,
    ErrorReply,
    Reject,
    Abort
};
enum Service : std::uint8_t { IAm = 0, WhoIs = 8, ReadProperty = 12, WriteProperty = 15 };

/// A tag (clause 20.2.1): number, class and length of the content, if the encoding is simple.
struct Tag {
    unsigned number = 0;
    bool isContext = false;
    unsigned length = 0;

    explicit Tag(ByteReader& bytes) {
        const std::uint8_t octet = bytes.u8();
        number = octet >> 4;
        isContext = (octet & 8U) != 0;
        length = octet & 7U;
    }
};

void decodeObject(ByteReader& bytes, Dissection& d) {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 4};
    const std::uint32_t identifier = bytes.u32();
    if (bytes.overrun())
        return;
    d.addBits({ObjectType, Instance}, range, identifier);
    d.infoAppend("{},{} ", nameOf(objectTypes, identifier >> 22, "vendor-object"), identifier & 0x3fffffU);
}

/// Decodes the parameters that the Info column shows: the object, the property, the range of a search.
void decodeParameters(ByteReader& bytes, Dissection& d, bool isConfirmed, unsigned service) {
    constexpr unsigned objectIdentifier = 12; // an application tag
    if (bytes.atEnd())
        return;
    if (!isConfirmed && service == IAm) {
        if (const Tag tag(bytes); tag.number == objectIdentifier && tag.length == 4)
            decodeObject(bytes, d);
    } else if (!isConfirmed && service == WhoIs) {
        for (const Field field : {LowLimit, HighLimit}) {
            const Tag tag(bytes);
            if (tag.length == 0 || tag.length > 4)
                return;
            d.infoAppend("{} ", d.uint(bytes, field, tag.length));
        }
    } else if (isConfirmed && (service == ReadProperty || service == WriteProperty)) {
        if (const Tag object(bytes); object.number != 0 || object.length != 4)
            return;
        decodeObject(bytes, d);
        if (const Tag property(bytes); property.number == 1 && property.length >= 1 && property.length <= 4) {
            const std::uint64_t number = d.uint(bytes, Property, property.length);
            d.infoAppend("{} ", nameOf(propertyNames, number, "vendor-property"));
        }
    }
}

void decodeConfirmed(ByteReader& bytes, Dissection& d, std::uint8_t first, unsigned type) {
    constexpr std::uint8_t segmented = 8;
    if (type == Confirmed)
        bytes.skip(1); // the sizes that the sender accepts
    const std::uint8_t invoke = d.u8(bytes, InvokeId);
    if ((first & segmented) != 0 && (type == Confirmed || type == ComplexAck)) {
        d.u8(bytes, SequenceNumber);
        d.u8(bytes, WindowSize);
    }
    const std::uint8_t service = d.u8(bytes, ConfirmedService);
    d.infoAppend("{}[{:3}] ", nameOf(confirmedServices, service, "unknown-service"), invoke);
    if (type == Confirmed || type == ComplexAck)
        decodeParameters(bytes, d, true, service);
}
} // namespace application

} // namespace

const ProtocolInfo& BvlcDecoder::protocol() const noexcept {
    return link::info;
}

void BvlcDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace link;
    d.u8(bytes, Type);
    const std::uint8_t function = d.u8(bytes, Function);
    d.u16(bytes, Length);
    if (bytes.overrun())
        return;
    d.info("{}", nameOf(functions, function, "Unknown"));
    if (function == Forwarded) {
        d.ipv4(bytes, ForwardedIp);
        d.u16(bytes, ForwardedPort);
    }
    if (function == Forwarded || function == Distribute || function == OriginalUnicast || function == OriginalBroadcast)
        d.next(Network, 0, bytes);
}

const ProtocolInfo& BacnetDecoder::protocol() const noexcept {
    return network::info;
}

void BacnetDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace network;
    d.u8(bytes, Version);
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t control = d.u8(bytes, Control);
    {
        const auto nest = d.nest();
        d.addBits({IsNetworkMessage, HasDestination, HasSource, ExpectsReply}, range, control);
    }
    const bool hasDestination = (control & 0x20U) != 0;
    if (hasDestination) {
        d.u16(bytes, DestinationNetwork);
        if (const std::uint8_t length = d.u8(bytes, DestinationLength); length != 0)
            d.data(bytes, DestinationAddress, length);
    }
    if ((control & 0x08U) != 0) {
        d.u16(bytes, SourceNetwork);
        if (const std::uint8_t length = d.u8(bytes, SourceLength); length != 0)
            d.data(bytes, SourceAddress, length);
    }
    if (hasDestination)
        d.u8(bytes, HopCount);
    if (bytes.overrun())
        return;
    if ((control & 0x80U) == 0) {
        d.next(Application, 0, bytes);
        return;
    }
    constexpr std::uint8_t firstOfVendors = 0x80;
    const std::uint8_t type = d.u8(bytes, MessageType);
    d.info("{}", nameOf(messageTypes, type, type < firstOfVendors ? "Unknown" : "Vendor Proprietary Message"));
    if (type >= firstOfVendors)
        d.u16(bytes, Vendor);
    if (!bytes.atEnd())
        d.data(bytes, Data, bytes.remaining());
}

const ProtocolInfo& BacnetApplicationDecoder::protocol() const noexcept {
    return application::info;
}

void BacnetApplicationDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace application;
    const std::uint8_t first = d.u8(bytes, Type);
    const unsigned type = first >> 4;
    d.info("{:<16}", nameOf(types, type, "# unknown APDU #"));
    switch (type) {
    case Confirmed:
    case SimpleAck:
    case ComplexAck:
    case ErrorReply:
        decodeConfirmed(bytes, d, first, type);
        break;
    case Unconfirmed: {
        const std::uint8_t service = d.u8(bytes, UnconfirmedService);
        d.infoAppend("{} ", nameOf(unconfirmedServices, service, "unknown-service"));
        decodeParameters(bytes, d, false, service);
        break;
    }
    case SegmentAck:
        d.u8(bytes, InvokeId);
        d.u8(bytes, SequenceNumber);
        d.u8(bytes, WindowSize);
        break;
    case Reject:
        d.u8(bytes, InvokeId);
        d.u8(bytes, RejectReason);
        break;
    case Abort:
        d.u8(bytes, InvokeId);
        d.u8(bytes, AbortReason);
        break;
    default:
        break;
    }
    if (!bytes.overrun() && !bytes.atEnd())
        d.data(bytes, Data, bytes.remaining());
}

} // namespace tapscope
