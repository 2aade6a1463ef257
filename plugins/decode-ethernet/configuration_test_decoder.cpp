#include "ethernet_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::configuration_test {
namespace {

constexpr std::uint16_t reply = 1, forward = 2;
constexpr std::array functions = {ValueName{reply, "Reply"}, ValueName{forward, "Forward Data"}};

enum Field : std::uint16_t { SkipCount, Relevant, Function, Receipt, Address };
constexpr std::array fields = {
    FieldInfo{.name = "loop.skipcount", .title = "skipCount"},
    FieldInfo{.name = "loop.relevant_function", .title = "Relevant function", .values = functions},
    FieldInfo{.name = "loop.function", .title = "Function", .values = functions},
    FieldInfo{.name = "loop.receipt_number", .title = "Receipt number"},
    FieldInfo{.name = "loop.forwarding_address", .title = "Forwarding address", .type = FieldType::Mac},
};
constexpr std::array hooks = {Hook{"ethertype", 0x9000}};
const ProtocolInfo info = {.abbreviation = "loop",
                           .title = "Configuration Test Protocol (loopback)",
                           .column = "LOOP",
                           .fields = fields,
                           .hooks = hooks};

} // namespace

const ProtocolInfo& ConfigurationTestDecoder::protocol() const noexcept {
    return info;
}

void ConfigurationTestDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint16_t skip = d.uintLe(bytes, SkipCount, 2) & 0xffff;
    bytes.skip(skip);
    bool isRelevant = true;
    while (!bytes.overrun()) {
        const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 2};
        const auto function = static_cast<std::uint16_t>(d.uintLe(bytes, Function, 2));
        if (bytes.overrun())
            return;
        if (isRelevant) {
            d.add(Relevant, range, function);
            d.info("{}", nameOf(functions, function, "Unknown function"));
        }
        isRelevant = false;
        if (function == forward) {
            d.mac(bytes, Address);
            continue;
        }
        if (function == reply)
            d.uintLe(bytes, Receipt, 2);
        d.layerLength(bytes.position());
        d.nextAsData(bytes);
        return;
    }
}

} // namespace tapscope::configuration_test
