#include "messaging_decoders.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace tapscope::kafka {
namespace {

constexpr std::array apiKeys = {ValueName{0, "Produce"},
                                ValueName{1, "Fetch"},
                                ValueName{2, "Offsets"},
                                ValueName{3, "Metadata"},
                                ValueName{4, "LeaderAndIsr"},
                                ValueName{5, "StopReplica"},
                                ValueName{6, "UpdateMetadata"},
                                ValueName{7, "ControlledShutdown"},
                                ValueName{8, "OffsetCommit"},
                                ValueName{9, "OffsetFetch"},
                                ValueName{10, "FindCoordinator"},
                                ValueName{11, "JoinGroup"},
                                ValueName{12, "Heartbeat"},
                                ValueName{13, "LeaveGroup"},
                                ValueName{14, "SyncGroup"},
                                ValueName{15, "DescribeGroups"},
                                ValueName{16, "ListGroups"},
                                ValueName{17, "SaslHandshake"},
                                ValueName{18, "ApiVersions"},
                                ValueName{19, "CreateTopics"},
                                ValueName{20, "DeleteTopics"},
                                ValueName{21, "DeleteRecords"},
                                ValueName{22, "InitProducerId"},
                                ValueName{23, "OffsetForLeaderEpoch"},
                                ValueName{24, "AddPartitionsToTxn"},
                                ValueName{25, "AddOffsetsToTxn"},
                                ValueName{26, "EndTxn"},
                                ValueName{27, "WriteTxnMarkers"},
                                ValueName{28, "TxnOffsetCommit"},
                                ValueName{29, "DescribeAcls"},
                                ValueName{30, "CreateAcls"},
                                ValueName{31, "DeleteAcls"},
                                ValueName{32, "DescribeConfigs"},
                                ValueName{33, "AlterConfigs"},
                                ValueName{34, "AlterReplicaLogDirs"},
                                ValueName{35, "DescribeLogDirs"},
                                ValueName{36, "SaslAuthenticate"},
                                ValueName{37, "CreatePartitions"},
                                ValueName{38, "CreateDelegationToken"},
                                ValueName{39, "RenewDelegationToken"},
                                ValueName{40, "ExpireDelegationToken"},
                                ValueName{41, "DescribeDelegationToken"},
                                ValueName{42, "DeleteGroups"},
                                ValueName{43, "ElectLeaders"},
                                ValueName{44, "IncrementalAlterConfigs"},
                                ValueName{45, "AlterPartitionReassignments"},
                                ValueName{46, "ListPartitionReassignments"},
                                ValueName{47, "OffsetDelete"}};

enum Field : std::uint16_t {
    Length,
    RequestKey,
    RequestVersion,
    CorrelationId,
    ClientId,
    ResponseKey,
    ResponseVersion,
    RequestFrame
};
constexpr std::array fields = {
    FieldInfo{.name = "kafka.len", .title = "Length", .type = FieldType::Signed},
    FieldInfo{.name = "kafka.request_key",
              .title = "API Key",
              .type = FieldType::Signed,
              .values = apiKeys,
              .alias = "kafka.api_key"},
    FieldInfo{.name = "kafka.request.version",
              .title = "API Version",
              .type = FieldType::Signed,
              .alias = "kafka.api_version"},
    FieldInfo{.name = "kafka.correlation_id", .title = "Correlation ID", .type = FieldType::Signed},
    FieldInfo{.name = "kafka.client_id", .title = "Client ID", .type = FieldType::Text},
    FieldInfo{.name = "kafka.response_key",
              .title = "API Key",
              .type = FieldType::Signed,
              .values = apiKeys,
              .alias = "kafka.api_key",
              .fromHistory = true},
    FieldInfo{.name = "kafka.response.version",
              .title = "API Version",
              .type = FieldType::Signed,
              .alias = "kafka.api_version",
              .fromHistory = true},
    FieldInfo{.name = "kafka.request_frame", .title = "Request Frame", .fromHistory = true},
};
constexpr std::uint32_t port = 9092;
constexpr std::array hooks = {Hook{"tcp.port", port}};
const ProtocolInfo info = {
    .abbreviation = "kafka", .title = "Kafka", .column = "Kafka", .fields = fields, .hooks = hooks, .learns = true};

constexpr std::uint32_t longestMessage = 100U
                                         << 20; ///< a broker does not accept longer ones (socket.request.max.bytes)
constexpr std::uint8_t mostResponses = 16;      ///< responses of a frame that remember their requests

/// Facts about the request, which a response does not repeat.
struct Request {
    std::uint32_t correlation = 0;
    std::uint16_t key = 0, version = 0;
    FrameNumber frame = 0;
};
struct KafkaState final : ConversationState {
    std::vector<Request> open; ///< oldest first

    [[nodiscard]] std::size_t owned() const noexcept override { return open.capacity() * sizeof(Request); }
    void add(const Request& request) {
        constexpr std::size_t most = 64;
        if (open.size() >= most)
            open.erase(open.begin());
        open.push_back(request);
    }
    std::optional<Request> take(std::uint32_t correlation) {
        const auto found = std::ranges::find(open, correlation, &Request::correlation);
        if (found == open.end())
            return std::nullopt;
        const Request request = *found;
        open.erase(found);
        return request;
    }
};

void decodeRequest(ByteReader& bytes, Dissection& d) {
    Request request{.frame = d.frame().number};
    request.key = static_cast<std::uint16_t>(signedNumber(bytes, d, RequestKey, 2));
    request.version = static_cast<std::uint16_t>(signedNumber(bytes, d, RequestVersion, 2));
    request.correlation = static_cast<std::uint32_t>(signedNumber(bytes, d, CorrelationId, 4));
    if (bytes.overrun())
        return;
    d.infoAppend("Kafka {} v{} Request", nameOf(apiKeys, request.key, "Unknown"), request.version);
    if (const std::uint16_t length = bytes.u16(); length != 0xffff)
        d.text(bytes, ClientId, length);
    if (d.isLearning())
        d.conversation<KafkaState>().add(request);
}

void decodeResponse(ByteReader& bytes, Dissection& d, std::uint8_t number) {
    const auto correlation = static_cast<std::uint32_t>(signedNumber(bytes, d, CorrelationId, 4));
    if (bytes.overrun())
        return;
    std::optional<Request> request;
    if (d.isLearning()) {
        request = d.conversation<KafkaState>().take(correlation);
        if (request && number < mostResponses)
            d.remember(*request, number);
    } else if (number < mostResponses) {
        request = d.recall<Request>(number);
    }
    if (!request) {
        d.infoAppend("Kafka Response (Undecoded, Request Missing)");
        return;
    }
    d.infoAppend("Kafka {} v{} Response", nameOf(apiKeys, request->key, "Unknown"), request->version);
    d.add(RequestFrame, {}, request->frame);
    d.add(ResponseKey, {}, request->key);
    d.add(ResponseVersion, {}, request->version);
}

} // namespace

const ProtocolInfo& KafkaDecoder::protocol() const noexcept {
    return info;
}

StreamMessage KafkaDecoder::messageIn(Bytes bytes, Dissection&) const {
    const StreamMessage message = StreamMessage::counted(bytes, 0, 4, 4);
    return message.length <= longestMessage ? message : StreamMessage{};
}

void KafkaDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const bool isRequest = isToServer(d, port);
    d.info("");
    for (std::uint8_t number = 0; !bytes.atEnd();
         number = std::min(static_cast<std::uint8_t>(number + 1), mostResponses)) {
        if (number > 0)
            d.infoAppend(" | ");
        const auto length = static_cast<std::uint32_t>(signedNumber(bytes, d, Length, 4));
        if (bytes.overrun())
            return;
        if (length > longestMessage) {
            d.malformed("it is longer than a broker accepts");
            bytes.skip(bytes.remaining());
            return;
        }
        const auto nest = d.nest();
        ByteReader message = bytes.part(length);
        const bool isWhole = message.remaining() == length;
        if (isRequest)
            decodeRequest(message, d);
        else
            decodeResponse(message, d, number);
        if (message.overrun() || !isWhole)
            bytes.setOverrun();
    }
}

} // namespace tapscope::kafka
