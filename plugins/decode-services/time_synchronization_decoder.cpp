#include "services_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::time_synchronization {
namespace {

// <protocols/timed.h>
enum Type : std::uint8_t { AdjustTime = 1, SetTime = 5, SetDate = 22, SetDateRequest = 23, Loop = 24 };
constexpr std::array types = {
    ValueName{0, "any"},       ValueName{1, "adjtime"},  ValueName{2, "ack"},       ValueName{3, "masterreq"},
    ValueName{4, "masterack"}, ValueName{5, "settime"},  ValueName{6, "masterup"},  ValueName{7, "slaveup"},
    ValueName{8, "election"},  ValueName{9, "accept"},   ValueName{10, "refuse"},   ValueName{11, "conflict"},
    ValueName{12, "resolve"},  ValueName{13, "quit"},    ValueName{14, "date"},     ValueName{15, "datereq"},
    ValueName{16, "dateack"},  ValueName{17, "traceon"}, ValueName{18, "traceoff"}, ValueName{19, "msite"},
    ValueName{20, "msitereq"}, ValueName{21, "test"},    ValueName{22, "setdate"},  ValueName{23, "setdatereq"},
    ValueName{24, "loop"}};

enum Field : std::uint16_t { TypeField, Version, Sequence, HopCount, Seconds, Microseconds, Unused, Name };
constexpr std::array fields = {
    FieldInfo{.name = "tsp.type", .title = "Type", .values = types},
    FieldInfo{.name = "tsp.version", .title = "Version"},
    FieldInfo{.name = "tsp.sequence", .title = "Sequence"},
    FieldInfo{.name = "tsp.hopcnt", .title = "Hop Count"},
    FieldInfo{.name = "tsp.sec", .title = "Seconds"},
    FieldInfo{.name = "tsp.usec", .title = "Microseconds"},
    FieldInfo{.name = "tsp.unused", .title = "Unused", .type = FieldType::ByteString},
    FieldInfo{.name = "tsp.name", .title = "Machine Name", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"udp.port", 525}};
const ProtocolInfo info = {
    .abbreviation = "tsp", .title = "Time Synchronization Protocol", .column = "TSP", .fields = fields, .hooks = hooks};

} // namespace

const ProtocolInfo& TimeSynchronizationDecoder::protocol() const noexcept {
    return info;
}

void TimeSynchronizationDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::size_t timeSize = 8, hopsSize = 1;
    const std::uint8_t type = d.u8(bytes, TypeField);
    d.u8(bytes, Version);
    d.u16(bytes, Sequence);
    if (bytes.overrun())
        return;
    d.info("{}", nameOf(types, type, "Unknown message type"));
    if (type == AdjustTime || type == SetTime || type == SetDate || type == SetDateRequest) {
        d.u32(bytes, Seconds);
        d.u32(bytes, Microseconds);
    } else if (type == Loop) {
        d.u8(bytes, HopCount);
        d.data(bytes, Unused, timeSize - hopsSize);
    } else {
        d.data(bytes, Unused, timeSize);
    }
    if (!bytes.overrun())
        textToZero(bytes, d, Name);
    if (!bytes.atEnd()) // the name has room for 256 octets
        d.data(bytes, Unused, bytes.remaining());
}

} // namespace tapscope::time_synchronization
