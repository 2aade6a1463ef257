#include "quic_fields.h"

namespace tapscope::quic {
namespace {

constexpr std::array forms = {ValueName{0, "Short Header"}, ValueName{1, "Long Header"}};
constexpr std::array longTypes = {ValueName{0, "Initial"}, ValueName{1, "0-RTT"}, ValueName{2, "Handshake"},
                                  ValueName{3, "Retry"}};
constexpr std::array longTypesV2 = {ValueName{0, "Retry"}, ValueName{1, "Initial"}, ValueName{2, "0-RTT"},
                                    ValueName{3, "Handshake"}};
constexpr std::array versions = {ValueName{0, "Version Negotiation"},
                                 ValueName{1, "1"},
                                 ValueName{0x51303530, "Google Q050"},
                                 ValueName{0x54303530, "Google T050"},
                                 ValueName{0x54303531, "Google T051"},
                                 ValueName{0x6b3343cf, "2"},
                                 ValueName{0xfaceb001, "Facebook mvfst (draft-22)"},
                                 ValueName{0xfaceb002, "Facebook mvfst (draft-27)"},
                                 ValueName{0xfaceb00e, "Facebook mvfst (Experimental)"},
                                 ValueName{0xff000016, "draft-22"},
                                 ValueName{0xff000017, "draft-23"},
                                 ValueName{0xff00001b, "draft-27"},
                                 ValueName{0xff00001d, "draft-29"},
                                 ValueName{0xff000020, "draft-32"},
                                 ValueName{0xff000021, "draft-33"},
                                 ValueName{0xff000022, "draft-34"}};
constexpr std::array frameTypes = {ValueName{0x00, "PADDING"},
                                   ValueName{0x01, "PING"},
                                   ValueName{0x02, "ACK"},
                                   ValueName{0x03, "ACK_ECN"},
                                   ValueName{0x06, "CRYPTO"},
                                   ValueName{0x1c, "CONNECTION_CLOSE (Transport)"},
                                   ValueName{0x1d, "CONNECTION_CLOSE (Application)"}};

constexpr FieldInfo bytes(std::string_view name, std::string_view title) {
    return {.name = name, .title = title, .type = FieldType::ByteString};
}
constexpr FieldInfo number(std::string_view name, std::string_view title) {
    return {.name = name, .title = title};
}

} // namespace

const std::array<FieldInfo, fieldCount> fields = {{
    number("quic.packet_length", "Packet Length"),
    {.name = "quic.short", .title = "QUIC Short Header", .type = FieldType::Label},
    {.name = "quic.header_form", .title = "Header Form", .values = forms, .mask = 0x80},
    {.name = "quic.fixed_bit", .title = "Fixed Bit", .type = FieldType::Boolean, .mask = 0x40},
    {.name = "quic.spin_bit", .title = "Spin Bit", .type = FieldType::Boolean, .mask = 0x20},
    {.name = "quic.long.packet_type", .title = "Packet Type", .values = longTypes, .mask = 0x30},
    {.name = "quic.long.packet_type_v2", .title = "Packet Type", .values = longTypesV2, .mask = 0x30},
    {.name = "quic.long.reserved", .title = "Reserved", .mask = 0x0c},
    {.name = "quic.packet_number_length", .title = "Packet Number Length"},
    {.name = "quic.version", .title = "Version", .base = Base::Hex, .hexDigits = 8, .values = versions},
    number("quic.dcil", "Destination Connection ID Length"),
    bytes("quic.dcid", "Destination Connection ID"),
    number("quic.scil", "Source Connection ID Length"),
    bytes("quic.scid", "Source Connection ID"),
    {.name = "quic.supported_version",
     .title = "Supported Version",
     .base = Base::Hex,
     .hexDigits = 8,
     .values = versions},
    number("quic.token_length", "Token Length"),
    bytes("quic.token", "Token"),
    number("quic.length", "Length"),
    number("quic.packet_number", "Packet Number"),
    bytes("quic.retry_token", "Retry Token"),
    bytes("quic.retry_integrity_tag", "Retry Integrity Tag"),
    bytes("quic.payload", "Payload"),
    bytes("quic.remaining_payload", "Remaining Payload"),
    {.name = "quic.frame", .title = "Frame", .type = FieldType::Label},
    {.name = "quic.frame_type", .title = "Frame Type", .base = Base::Hex, .hexDigits = 16, .values = frameTypes},
    number("quic.padding_length", "Padding Length"),
    number("quic.ack.largest_acknowledged", "Largest Acknowledged"),
    number("quic.ack.ack_delay", "ACK Delay"),
    number("quic.ack.ack_range_count", "ACK Range Count"),
    number("quic.ack.first_ack_range", "First ACK Range"),
    number("quic.ack.gap", "Gap"),
    number("quic.ack.ack_range", "ACK Range"),
    number("quic.ack.ect0_count", "ECT(0) Count"),
    number("quic.ack.ect1_count", "ECT(1) Count"),
    number("quic.ack.ecn_ce_count", "ECN-CE Count"),
    number("quic.crypto.offset", "Offset"),
    number("quic.crypto.length", "Length"),
    bytes("quic.crypto.crypto_data", "Crypto Data"),
    number("quic.cc.error_code", "Error code"),
    number("quic.cc.error_code.app", "Application Error code"),
    number("quic.cc.frame_type", "Frame Type"),
    number("quic.cc.reason_phrase.length", "Reason phrase Length"),
    {.name = "quic.cc.reason_phrase", .title = "Reason phrase", .type = FieldType::Text},
    bytes("quic.padding", "Padding of the datagram"),
    {.name = "quic.fragments",
     .title = "Reassembled CRYPTO frames",
     .type = FieldType::ByteString,
     .fromHistory = true},
    {.name = "quic.fragment", .title = "CRYPTO frames", .fromHistory = true},
    {.name = "quic.fragment.overlap", .title = "Overlap", .type = FieldType::Boolean, .fromHistory = true},
    {.name = "quic.fragment.overlap.conflicts",
     .title = "Conflicting data in overlap",
     .type = FieldType::Boolean,
     .fromHistory = true},
    {.name = "quic.fragment.count", .title = "Count", .fromHistory = true},
    {.name = "quic.reassembled.in", .title = "Reassembled in frame", .fromHistory = true},
    {.name = "quic.reassembled.length", .title = "Reassembled length", .fromHistory = true},
    {.name = "quic.reassembled.data", .title = "Reassembled data", .type = FieldType::ByteString, .fromHistory = true},
}};

} // namespace tapscope::quic
