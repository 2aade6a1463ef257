#include "http2_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::grpc {
namespace {

constexpr std::array frameTypes = {ValueName{0, "Data"}, ValueName{1, "Trailer"}};
constexpr std::array compressions = {ValueName{0, "Not Compressed"}, ValueName{1, "Compressed"}};
enum Field : std::uint16_t { FrameType, Compressed, Length, Message };
constexpr std::array fields = {
    FieldInfo{.name = "grpc.frame_type", .title = "Frame Type", .values = frameTypes, .mask = 0x80},
    FieldInfo{.name = "grpc.compressed_flag", .title = "Compressed Flag", .values = compressions, .mask = 0x1},
    FieldInfo{.name = "grpc.message_length", .title = "Message Length"},
    FieldInfo{.name = "grpc.message_data", .title = "Message Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"http2.grpc", 0}};
const ProtocolInfo info = {
    .abbreviation = "grpc", .title = "GRPC Message", .column = "GRPC", .fields = fields, .hooks = hooks};

} // namespace

const ProtocolInfo& GrpcDecoder::protocol() const noexcept {
    return info;
}

void GrpcDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.infoAppend(" (GRPC) (PROTOBUF)");
    while (!bytes.atEnd()) {
        const ByteRange range = rangeAhead(bytes, 1);
        const std::uint8_t flags = bytes.u8();
        d.addBits({FrameType, Compressed}, range, flags);
        const std::uint32_t length = d.u32(bytes, Length);
        if (bytes.overrun())
            return;
        // A message may continue in later frames of the stream.
        if (const std::size_t there = std::min<std::size_t>(length, bytes.remaining()); there != 0)
            d.data(bytes, Message, there);
    }
}

} // namespace tapscope::grpc
