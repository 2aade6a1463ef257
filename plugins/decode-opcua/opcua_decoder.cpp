#include "opcua_decoder.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

constexpr std::array services = {
    ValueName{397, "ServiceFault"},
    ValueName{422, "FindServersRequest"},
    ValueName{425, "FindServersResponse"},
    ValueName{428, "GetEndpointsRequest"},
    ValueName{431, "GetEndpointsResponse"},
    ValueName{437, "RegisterServerRequest"},
    ValueName{440, "RegisterServerResponse"},
    ValueName{446, "OpenSecureChannelRequest"},
    ValueName{449, "OpenSecureChannelResponse"},
    ValueName{452, "CloseSecureChannelRequest"},
    ValueName{455, "CloseSecureChannelResponse"},
    ValueName{461, "CreateSessionRequest"},
    ValueName{464, "CreateSessionResponse"},
    ValueName{467, "ActivateSessionRequest"},
    ValueName{470, "ActivateSessionResponse"},
    ValueName{473, "CloseSessionRequest"},
    ValueName{476, "CloseSessionResponse"},
    ValueName{479, "CancelRequest"},
    ValueName{482, "CancelResponse"},
    ValueName{488, "AddNodesRequest"},
    ValueName{491, "AddNodesResponse"},
    ValueName{494, "AddReferencesRequest"},
    ValueName{497, "AddReferencesResponse"},
    ValueName{500, "DeleteNodesRequest"},
    ValueName{503, "DeleteNodesResponse"},
    ValueName{506, "DeleteReferencesRequest"},
    ValueName{509, "DeleteReferencesResponse"},
    ValueName{527, "BrowseRequest"},
    ValueName{530, "BrowseResponse"},
    ValueName{533, "BrowseNextRequest"},
    ValueName{536, "BrowseNextResponse"},
    ValueName{554, "TranslateBrowsePathsToNodeIdsRequest"},
    ValueName{557, "TranslateBrowsePathsToNodeIdsResponse"},
    ValueName{560, "RegisterNodesRequest"},
    ValueName{563, "RegisterNodesResponse"},
    ValueName{566, "UnregisterNodesRequest"},
    ValueName{569, "UnregisterNodesResponse"},
    ValueName{615, "QueryFirstRequest"},
    ValueName{618, "QueryFirstResponse"},
    ValueName{621, "QueryNextRequest"},
    ValueName{624, "QueryNextResponse"},
    ValueName{631, "ReadRequest"},
    ValueName{634, "ReadResponse"},
    ValueName{664, "HistoryReadRequest"},
    ValueName{667, "HistoryReadResponse"},
    ValueName{673, "WriteRequest"},
    ValueName{676, "WriteResponse"},
    ValueName{700, "HistoryUpdateRequest"},
    ValueName{703, "HistoryUpdateResponse"},
    ValueName{712, "CallRequest"},
    ValueName{715, "CallResponse"},
    ValueName{751, "CreateMonitoredItemsRequest"},
    ValueName{754, "CreateMonitoredItemsResponse"},
    ValueName{763, "ModifyMonitoredItemsRequest"},
    ValueName{766, "ModifyMonitoredItemsResponse"},
    ValueName{769, "SetMonitoringModeRequest"},
    ValueName{772, "SetMonitoringModeResponse"},
    ValueName{775, "SetTriggeringRequest"},
    ValueName{778, "SetTriggeringResponse"},
    ValueName{781, "DeleteMonitoredItemsRequest"},
    ValueName{784, "DeleteMonitoredItemsResponse"},
    ValueName{787, "CreateSubscriptionRequest"},
    ValueName{790, "CreateSubscriptionResponse"},
    ValueName{793, "ModifySubscriptionRequest"},
    ValueName{796, "ModifySubscriptionResponse"},
    ValueName{799, "SetPublishingModeRequest"},
    ValueName{802, "SetPublishingModeResponse"},
    ValueName{826, "PublishRequest"},
    ValueName{829, "PublishResponse"},
    ValueName{832, "RepublishRequest"},
    ValueName{835, "RepublishResponse"},
    ValueName{841, "TransferSubscriptionsRequest"},
    ValueName{844, "TransferSubscriptionsResponse"},
    ValueName{847, "DeleteSubscriptionsRequest"},
    ValueName{850, "DeleteSubscriptionsResponse"},
    ValueName{12208, "FindServersOnNetworkRequest"},
    ValueName{12209, "FindServersOnNetworkResponse"},
    ValueName{12211, "RegisterServer2Request"},
    ValueName{12212, "RegisterServer2Response"},
};
enum Field : std::uint16_t {
    MessageType,
    ChunkType,
    MessageSize,
    Version,
    ChannelId,
    ReceiveBuffer,
    SendBuffer,
    MaximumMessage,
    MaximumChunks,
    Endpoint,
    ServerUri,
    Error,
    Reason,
    Policy,
    Certificate,
    Thumbprint,
    SequenceNumber,
    RequestId,
    TokenId,
    NodeEncoding,
    NodeNamespace,
    NodeNumber,
};
constexpr std::array fields = {
    FieldInfo{.name = "opcua.transport.type", .title = "Message Type", .type = FieldType::Text},
    FieldInfo{.name = "opcua.transport.chunk", .title = "Chunk Type", .type = FieldType::Text},
    FieldInfo{.name = "opcua.transport.size", .title = "Message Size"},
    FieldInfo{.name = "opcua.transport.ver", .title = "Version"},
    FieldInfo{.name = "opcua.transport.scid", .title = "SecureChannelId"},
    FieldInfo{.name = "opcua.transport.rbs", .title = "ReceiveBufferSize"},
    FieldInfo{.name = "opcua.transport.sbs", .title = "SendBufferSize"},
    FieldInfo{.name = "opcua.transport.mms", .title = "MaxMessageSize"},
    FieldInfo{.name = "opcua.transport.mcc", .title = "MaxChunkCount"},
    FieldInfo{.name = "opcua.transport.endpoint", .title = "EndpointUrl", .type = FieldType::Text},
    FieldInfo{.name = "opcua.transport.suri", .title = "ServerUri", .type = FieldType::Text},
    FieldInfo{.name = "opcua.transport.error", .title = "Error", .base = Base::Hex},
    FieldInfo{.name = "opcua.transport.reason", .title = "Reason", .type = FieldType::Text},
    FieldInfo{.name = "opcua.security.spu", .title = "SecurityPolicyUri", .type = FieldType::Text},
    FieldInfo{.name = "opcua.security.scert", .title = "SenderCertificate", .type = FieldType::ByteString},
    FieldInfo{
        .name = "opcua.security.rcthumb", .title = "ReceiverCertificateThumbprint", .type = FieldType::ByteString},
    FieldInfo{.name = "opcua.security.seq", .title = "SequenceNumber"},
    FieldInfo{.name = "opcua.security.rqid", .title = "RequestId"},
    FieldInfo{.name = "opcua.security.tokenid", .title = "Security Token Id"},
    FieldInfo{.name = "opcua.servicenodeid.encodingmask", .title = "NodeId EncodingMask", .base = Base::Hex},
    FieldInfo{.name = "opcua.servicenodeid.nsid", .title = "NodeId Namespace Index"},
    FieldInfo{.name = "opcua.servicenodeid.numeric", .title = "NodeId Identifier Numeric", .values = services},
};
constexpr std::array hooks = {Hook{"tcp.port", 4840}};
const ProtocolInfo info = {
    .abbreviation = "opcua", .title = "OpcUa Binary Protocol", .column = "OpcUa", .fields = fields, .hooks = hooks};

constexpr std::size_t headerSize = 8;
constexpr std::uint32_t longestMessage = 64U << 20; ///< no implementation has larger buffers

struct Kind {
    std::string_view mark, title;
};
constexpr std::array kinds = {
    Kind{"HEL", "Hello message"},
    Kind{"ACK", "Acknowledge message"},
    Kind{"ERR", "Error message"},
    Kind{"RHE", "Reverse Hello message"},
    Kind{"OPN", "OpenSecureChannel message"},
    Kind{"MSG", "UA Secure Conversation Message"},
    Kind{"CLO", "CloseSecureChannel message"},
};

const Kind* kindOf(Bytes bytes) noexcept {
    const std::string_view mark(reinterpret_cast<const char*>(bytes.data()), std::min<std::size_t>(3, bytes.size()));
    const auto found = std::ranges::find(kinds, mark, &Kind::mark);
    return found == kinds.end() ? nullptr : &*found;
}

void addNumber(ByteReader& bytes, Dissection& d, Dissection::Field field) {
    d.uintLe(bytes, field, 4);
}

/// Text or bytes with their length in front, which is -1 if there are none. The length is part of the field.
void addCounted(ByteReader& bytes, Dissection& d, Dissection::Field field) {
    const auto length = static_cast<std::int32_t>(bytes.u32le());
    if (length >= 0)
        d.data(bytes, field, static_cast<std::size_t>(length));
}

void decodeLimits(ByteReader& bytes, Dissection& d) {
    for (const Dissection::Field field : {Version, ReceiveBuffer, SendBuffer, MaximumMessage, MaximumChunks})
        addNumber(bytes, d, field);
}

/// Decodes the number in front of a message, which identifies its type.
void decodeService(ByteReader& bytes, Dissection& d) {
    constexpr std::uint8_t twoOctets = 0, fourOctets = 1;
    const std::uint8_t encoding = d.u8(bytes, NodeEncoding);
    std::uint64_t number = 0;
    if (encoding == twoOctets) {
        number = d.u8(bytes, NodeNumber);
    } else if (encoding == fourOctets) {
        d.u8(bytes, NodeNamespace);
        number = d.uintLe(bytes, NodeNumber, 2);
    } else {
        return;
    }
    if (const auto name = nameOf(services, number); !name.empty())
        d.infoAppend(": {}", name);
}

void decodeSequence(ByteReader& bytes, Dissection& d) {
    addNumber(bytes, d, SequenceNumber);
    addNumber(bytes, d, RequestId);
}

void decodeContent(const Kind& kind, ByteReader& bytes, Dissection& d, bool isFirstChunk) {
    if (kind.mark == "HEL") {
        decodeLimits(bytes, d);
        addCounted(bytes, d, Endpoint);
    } else if (kind.mark == "ACK") {
        decodeLimits(bytes, d);
    } else if (kind.mark == "ERR") {
        addNumber(bytes, d, Error);
        addCounted(bytes, d, Reason);
    } else if (kind.mark == "RHE") {
        addCounted(bytes, d, ServerUri);
        addCounted(bytes, d, Endpoint);
    } else if (kind.mark == "OPN") {
        addNumber(bytes, d, ChannelId);
        const Bytes rest = bytes.rest();
        addCounted(bytes, d, Policy);
        addCounted(bytes, d, Certificate);
        addCounted(bytes, d, Thumbprint);
        const std::string_view policy(reinterpret_cast<const char*>(rest.data()), rest.size() - bytes.remaining());
        if (!policy.contains("#None")) // otherwise, it is encrypted
            return;
        decodeSequence(bytes, d);
        decodeService(bytes, d);
    } else {
        addNumber(bytes, d, ChannelId);
        addNumber(bytes, d, TokenId);
        decodeSequence(bytes, d);
        if (isFirstChunk && !bytes.atEnd())
            decodeService(bytes, d);
    }
}

} // namespace

const ProtocolInfo& OpcUaDecoder::protocol() const noexcept {
    return info;
}

bool OpcUaDecoder::accepts(Bytes bytes, Claim) const {
    ByteReader reader(bytes);
    reader.skip(4);
    const std::uint32_t size = reader.u32le();
    return bytes.size() < headerSize || (kindOf(bytes) != nullptr && size >= headerSize && size <= longestMessage);
}

StreamMessage OpcUaDecoder::messageIn(Bytes bytes, Dissection&) const {
    if (bytes.size() < headerSize)
        return StreamMessage::later();
    if (!accepts(bytes, Claim::ByKey))
        return {};
    ByteReader reader(bytes);
    reader.skip(4);
    return StreamMessage::of(reader.u32le());
}

void OpcUaDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint8_t intermediate = 'C', aborted = 'A';
    d.info("");
    while (!bytes.atEnd()) {
        const Kind* const kind = kindOf(bytes.rest());
        if (kind == nullptr || !accepts(bytes.rest(), Claim::ByKey)) {
            d.infoItem("Continuation");
            d.nextAsData(bytes);
            return;
        }
        d.text(bytes, MessageType, 3);
        const std::uint8_t chunk = bytes.peek();
        d.text(bytes, ChunkType, 1);
        const auto size = static_cast<std::size_t>(d.uintLe(bytes, MessageSize, 4));
        if (bytes.overrun())
            return;
        d.infoItem("{}", kind->title);
        ByteReader content = bytes.part(size - headerSize);
        const bool isWhole = content.remaining() + headerSize == size;
        if (chunk == intermediate)
            d.infoAppend(" (Message fragment)");
        else if (chunk == aborted)
            d.infoAppend(" (Message aborted)");
        decodeContent(*kind, content, d, chunk != aborted);
        if (content.overrun() || !isWhole)
            bytes.setOverrun();
    }
}

} // namespace tapscope
