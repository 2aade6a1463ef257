#include "iso_decoders.h"
#include "s7_fields.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::s7 {
namespace {

using namespace s7;

constexpr std::uint8_t protocolId = 0x32;
constexpr std::array<std::string_view, 1> heuristics = {"cotp.user"};
const ProtocolInfo info = {.abbreviation = "s7comm",
                           .title = "S7 Communication",
                           .column = "S7COMM",
                           .fields = fieldTable(),
                           .heuristics = heuristics};

} // namespace

const ProtocolInfo& S7Decoder::protocol() const noexcept {
    return info;
}

bool S7Decoder::recognises(Bytes bytes, const Dissection&) const {
    const ByteReader reader(bytes);
    const std::uint8_t kind = reader.peek(1);
    const bool isReserved = reader.peek(2) == 0 && reader.peek(3) == 0;
    const bool hasParameters = reader.peek(6) != 0 || reader.peek(7) != 0;
    const bool hasData = reader.peek(8) != 0 || reader.peek(9) != 0; // never without parameters
    return reader.has(10) && reader.peek() == protocolId && isReserved && (hasParameters || !hasData) &&
           ((kind >= Job && kind <= AckData) || kind == Userdata);
}

void S7Decoder::decode(ByteReader& bytes, Dissection& d) const {
    d.u8(bytes, Protocol);
    const std::uint8_t kind = d.u8(bytes, Rosctr);
    d.info("ROSCTR:[{:<8}]", nameOf(fieldTable()[Rosctr].values, kind, "Unknown"));
    d.u16(bytes, Redundancy);
    d.u16(bytes, Reference);
    const std::uint16_t parameterLength = d.u16(bytes, ParameterLength);
    const std::uint16_t dataLength = d.u16(bytes, DataLength);
    if (kind == Ack || kind == AckData) {
        d.u8(bytes, ErrorClass);
        d.u8(bytes, ErrorCode);
    }
    if (bytes.overrun() || std::size_t{parameterLength} + dataLength > bytes.remaining()) {
        d.malformed("it is shorter than its header states");
        return;
    }
    const ByteReader parameters = bytes.part(parameterLength);
    const ByteReader data = bytes.part(dataLength);
    if (kind == Userdata)
        decodeUserdata(parameters, data, d);
    else
        decodeJob(parameters, data, d, kind != Job);
}

} // namespace tapscope::s7
