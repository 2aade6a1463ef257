#include "middleware_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::gearman {
namespace {

constexpr std::array types = {ValueName{1, "CAN_DO"},
                              ValueName{2, "CANT_DO"},
                              ValueName{3, "RESET_ABILITIES"},
                              ValueName{4, "PRE_SLEEP"},
                              ValueName{6, "NOOP"},
                              ValueName{7, "SUBMIT_JOB"},
                              ValueName{8, "JOB_CREATED"},
                              ValueName{9, "GRAB_JOB"},
                              ValueName{10, "NO_JOB"},
                              ValueName{11, "JOB_ASSIGN"},
                              ValueName{12, "WORK_STATUS"},
                              ValueName{13, "WORK_COMPLETE"},
                              ValueName{14, "WORK_FAIL"},
                              ValueName{15, "GET_STATUS"},
                              ValueName{16, "ECHO_REQ"},
                              ValueName{17, "ECHO_RES"},
                              ValueName{18, "SUBMIT_JOB_BG"},
                              ValueName{19, "ERROR"},
                              ValueName{20, "STATUS_RES"},
                              ValueName{21, "SUBMIT_JOB_HIGH"},
                              ValueName{22, "SET_CLIENT_ID"},
                              ValueName{23, "CAN_DO_TIMEOUT"},
                              ValueName{24, "ALL_YOURS"},
                              ValueName{25, "WORK_EXCEPTION"},
                              ValueName{26, "OPTION_REQ"},
                              ValueName{27, "OPTION_RES"},
                              ValueName{28, "WORK_DATA"},
                              ValueName{29, "WORK_WARNING"},
                              ValueName{30, "GRAB_JOB_UNIQ"},
                              ValueName{31, "JOB_ASSIGN_UNIQ"},
                              ValueName{32, "SUBMIT_JOB_HIGH_BG"},
                              ValueName{33, "SUBMIT_JOB_LOW"},
                              ValueName{34, "SUBMIT_JOB_LOW_BG"}};
enum Field : std::uint16_t { Magic, Type, Size, Content };
constexpr std::array fields = {
    FieldInfo{.name = "gearman.magic_code", .title = "Magic Code", .type = FieldType::Text},
    FieldInfo{.name = "gearman.pkt_type", .title = "Packet Type", .values = types},
    FieldInfo{.name = "gearman.data_size", .title = "Data Length"},
    FieldInfo{.name = "gearman.data_content", .title = "Data Content", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"tcp.port", 4730}};
const ProtocolInfo info = {
    .abbreviation = "gearman", .title = "Gearman Protocol", .column = "Gearman", .fields = fields, .hooks = hooks};
constexpr std::uint32_t request = 0x00524551, response = 0x00524553;

} // namespace

const ProtocolInfo& GearmanDecoder::protocol() const noexcept {
    return info;
}

bool GearmanDecoder::accepts(Bytes bytes, Claim) const {
    const std::uint32_t magic = ByteReader(bytes).u32();
    return (bytes.size() < 4 && bytes.front() == std::byte{0}) || magic == request || magic == response;
}

StreamMessage GearmanDecoder::messageIn(Bytes bytes, Dissection&) const {
    if (bytes.size() < 4)
        return StreamMessage::later();
    return accepts(bytes, Claim::ByKey) ? StreamMessage::counted(bytes, 8, 4, 12) : StreamMessage{};
}

void GearmanDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    while (!bytes.atEnd()) {
        if (bytes.has(4) && !accepts(bytes.rest(), Claim::ByKey)) {
            d.nextAsData(bytes);
            return;
        }
        ByteReader ahead = bytes;
        const bool isRequest = ahead.u32() == request;
        d.text(bytes, Magic, 4);
        const std::uint32_t type = d.u32(bytes, Type);
        const std::size_t size = d.u32(bytes, Size);
        if (bytes.overrun())
            return;
        d.infoItem("[{}] {}({}) LEN={}", isRequest ? "REQ" : "RES", nameOf(types, type, "UNKNOWN"), type, size);
        if (size != 0)
            d.text(bytes, Content, size);
    }
}

} // namespace tapscope::gearman
