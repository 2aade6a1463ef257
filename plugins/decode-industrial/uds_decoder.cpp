#include "industrial_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::uds {
namespace {

constexpr std::array services = {ValueName{0x10, "Diagnostic Session Control"},
                                 ValueName{0x11, "ECU Reset"},
                                 ValueName{0x14, "Clear Diagnostic Information"},
                                 ValueName{0x19, "Read DTC Information"},
                                 ValueName{0x22, "Read Data By Identifier"},
                                 ValueName{0x23, "Read Memory By Address"},
                                 ValueName{0x24, "Read Scaling Data By Identifier"},
                                 ValueName{0x27, "Security Access"},
                                 ValueName{0x28, "Communication Control"},
                                 ValueName{0x29, "Authentication"},
                                 ValueName{0x2a, "Read Data By Periodic Identifier"},
                                 ValueName{0x2c, "Dynamically Define Data Identifier"},
                                 ValueName{0x2e, "Write Data By Identifier"},
                                 ValueName{0x2f, "Input Output Control By Identifier"},
                                 ValueName{0x31, "Routine Control"},
                                 ValueName{0x34, "Request Download"},
                                 ValueName{0x35, "Request Upload"},
                                 ValueName{0x36, "Transfer Data"},
                                 ValueName{0x37, "Request Transfer Exit"},
                                 ValueName{0x38, "Request File Transfer"},
                                 ValueName{0x3d, "Write Memory By Address"},
                                 ValueName{0x3e, "Tester Present"},
                                 ValueName{0x3f, "Error"},
                                 ValueName{0x83, "Access Timing Parameters"},
                                 ValueName{0x84, "Secured Data Transmission"},
                                 ValueName{0x85, "Control DTC Settings"},
                                 ValueName{0x86, "Response On Event"},
                                 ValueName{0x87, "Link Control"}};
constexpr std::uint8_t replyBit = 0x40, error = 0x3f;
constexpr std::array codes = {ValueName{0x10, "General reject"},
                              ValueName{0x11, "Service not supported"},
                              ValueName{0x12, "SubFunction not supported"},
                              ValueName{0x13, "Incorrect message length or invalid format"},
                              ValueName{0x14, "Response too long"},
                              ValueName{0x21, "Busy repeat request"},
                              ValueName{0x22, "Conditions not correct"},
                              ValueName{0x24, "Request sequence error"},
                              ValueName{0x31, "Request out of range"},
                              ValueName{0x33, "Security access denied"},
                              ValueName{0x35, "Invalid key"},
                              ValueName{0x36, "Exceeded number of attempts"},
                              ValueName{0x37, "Required time delay not expired"},
                              ValueName{0x70, "Upload/Download not accepted"},
                              ValueName{0x72, "General programming failure"},
                              ValueName{0x78, "Request correctly received, but response is pending"},
                              ValueName{0x7e, "SubFunction not supported in active session"},
                              ValueName{0x7f, "Service not supported in active session"}};
enum Field : std::uint16_t { Service, IsReply, RejectedService, ErrorCode, Data };
constexpr std::array fields = {
    FieldInfo{.name = "uds.sid",
              .title = "Service Identifier",
              .base = Base::Hex,
              .hexDigits = 2,
              .values = services,
              .mask = 0xbf},
    FieldInfo{.name = "uds.reply", .title = "Reply Flag", .base = Base::Hex, .hexDigits = 1, .mask = 0x40},
    FieldInfo{.name = "uds.err.sid", .title = "Service Identifier", .base = Base::Hex, .values = services},
    FieldInfo{.name = "uds.err.code", .title = "Code", .base = Base::Hex, .values = codes},
    FieldInfo{.name = "uds.unparsed_bytes", .title = "Unparsed Bytes", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"doip.uds", 0}};
const ProtocolInfo info = {
    .abbreviation = "uds", .title = "Unified Diagnostic Services", .column = "UDS", .fields = fields, .hooks = hooks};

} // namespace

const ProtocolInfo& UdsDecoder::protocol() const noexcept {
    return info;
}

void UdsDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t octet = bytes.u8();
    if (bytes.overrun())
        return;
    d.addBits({Service, IsReply}, range, octet);
    const auto service = static_cast<std::uint8_t>(octet & ~replyBit);
    d.info("{}   {}", (octet & replyBit) != 0 ? "Reply" : "Request", nameOf(services, service, "Unknown service"));
    if (service == error) {
        const std::uint8_t rejected = d.u8(bytes, RejectedService), code = d.u8(bytes, ErrorCode);
        d.infoAppend("   {} (SID: 0x{:02x})", nameOf(codes, code, "Unknown code"), rejected);
    }
    if (!bytes.atEnd())
        d.data(bytes, Data, bytes.remaining());
}

} // namespace tapscope::uds
