#include <decode/frame_protocol.h>

#include <array>

namespace tapscope {

namespace frame_protocol {
namespace {

constexpr std::array directions = {ValueName{0, "Unknown"}, ValueName{1, "Inbound"}, ValueName{2, "Outbound"}};

constexpr std::array fields = {
    FieldInfo{.name = "frame.number", .title = "Frame Number"},
    FieldInfo{.name = "frame.time", .title = "Arrival Time", .type = FieldType::AbsoluteTime},
    FieldInfo{.name = "frame.time_epoch", .title = "Epoch Time", .type = FieldType::RelativeTime, .unit = " seconds"},
    FieldInfo{.name = "frame.time_delta",
              .title = "Time delta from previous captured frame",
              .type = FieldType::RelativeTime,
              .unit = " seconds"},
    FieldInfo{.name = "frame.time_relative",
              .title = "Time since first frame",
              .type = FieldType::RelativeTime,
              .unit = " seconds"},
    FieldInfo{.name = "frame.len", .title = "Frame Length", .unit = " bytes"},
    FieldInfo{.name = "frame.cap_len", .title = "Capture Length", .unit = " bytes"},
    FieldInfo{.name = "frame.marked", .title = "Frame is marked", .type = FieldType::Boolean},
    FieldInfo{.name = "frame.ignored", .title = "Frame is ignored", .type = FieldType::Boolean},
    FieldInfo{.name = "frame.protocols", .title = "Protocols in frame", .type = FieldType::Text},
    FieldInfo{.name = "frame.interface_name", .title = "Interface name", .type = FieldType::Text},
    FieldInfo{.name = "frame.interface_id", .title = "Interface id"},
    FieldInfo{.name = "frame.direction", .title = "Direction", .values = directions},
    FieldInfo{.name = "frame.comment", .title = "Comment", .type = FieldType::Text},
};

} // namespace

const ProtocolInfo info = {.abbreviation = "frame", .title = "Frame", .column = "", .fields = fields};

} // namespace frame_protocol

namespace data_protocol {
namespace {

constexpr std::array fields = {
    FieldInfo{.name = "data.data", .title = "Data", .type = FieldType::ByteString},
    FieldInfo{.name = "data.len", .title = "Length", .unit = " bytes"},
};

} // namespace

const ProtocolInfo info = {.abbreviation = "data", .title = "Data", .column = "", .fields = fields};

} // namespace data_protocol

const ProtocolInfo malformedProtocol = {.abbreviation = "_ws.malformed", .title = "Malformed Packet", .column = ""};
const ProtocolInfo unreassembledProtocol = {
    .abbreviation = "_ws.unreassembled", .title = "Unreassembled Fragmented Packet", .column = ""};
const ProtocolInfo undecodedProtocol = {.abbreviation = "_ws.undecoded", .title = "Undecoded data", .column = ""};
const ProtocolInfo truncatedProtocol = {
    .abbreviation = "_ws.short", .title = "Packet size limited during capture", .column = ""};
const ProtocolInfo cutProtocol = {
    .abbreviation = "_tapscope.cut", .title = "Fields of the frame are left out", .column = ""};

} // namespace tapscope
