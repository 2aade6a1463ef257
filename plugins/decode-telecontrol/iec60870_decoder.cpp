#include "iec60870_elements.h"
#include "telecontrol_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::iec60870 {
namespace {

using namespace iec60870;

constexpr std::array hooks = {Hook{"iec60870_104.asdu", 0}};
const ProtocolInfo info = {.abbreviation = "iec60870_asdu",
                           .title = "IEC 60870-5-101/104 ASDU",
                           .column = "IEC 60870-5 ASDU",
                           .fields = fieldTable(),
                           .hooks = hooks};

std::string_view nameIn(Dissection::Field field, std::uint64_t value) noexcept {
    return nameOf(fieldTable()[field].values, value, "Unknown");
}

} // namespace

const ProtocolInfo& Iec60870Decoder::protocol() const noexcept {
    return info;
}

void Iec60870Decoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint8_t sequenceBit = 0x80, negativeBit = 0x40, testBit = 0x80, countBits = 0x7f, causeBits = 0x3f;
    const std::uint8_t type = d.u8(bytes, TypeId);
    const ByteRange structureRange = rangeAhead(bytes, 1);
    const std::uint8_t structure = bytes.u8();
    const ByteRange causeRange = rangeAhead(bytes, 1);
    const std::uint8_t cause = bytes.u8();
    if (bytes.overrun())
        return;
    d.addBits({Sequence, Count}, structureRange, structure);
    d.addBits({CauseOfTransmission, Negative, TestMark}, causeRange, cause);
    d.u8(bytes, Originator);
    const auto address = d.uintLe(bytes, Address, 2);
    const unsigned count = structure & countBits;
    const bool isSequence = (structure & sequenceBit) != 0;
    const std::string_view name = nameIn(CauseOfTransmission, cause & causeBits);
    d.infoAppend("ASDU={} {} ", address, nameIn(TypeId, type));
    if ((cause & (negativeBit | testBit)) == 0)
        d.infoAppend("{:<7} ", name);
    else
        d.infoAppend("{}{}{} ", name, (cause & negativeBit) != 0 ? "_NEGA" : "", (cause & testBit) != 0 ? "_TEST" : "");
    for (unsigned i = 0; i < count && !bytes.overrun() && (i == 0 || areElementsKnown(type)); ++i) {
        if (i == 0 || !isSequence) {
            const auto object = d.uintLe(bytes, ObjectAddress, 3);
            if (i == 0 && count == 1)
                d.infoAppend("IOA={} ", object);
            else if (i == 0 && isSequence)
                d.infoAppend("IOA[{}]={}-{} ", count, object, object + count - 1);
            else if (i == 0)
                d.infoAppend("IOA[{}]={},... ", count, object);
        }
        decodeElements(type, bytes, d);
    }
    if (!bytes.atEnd())
        d.data(bytes, RawData, bytes.remaining());
}

} // namespace tapscope::iec60870
