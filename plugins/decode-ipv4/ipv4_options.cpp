#include "ipv4_options.h"

#include <array>

namespace tapscope::ipv4 {
namespace {

constexpr std::array optionNames = {
    ValueName{0, "End of Options List (EOL)"},
    ValueName{1, "No Operation (NOP)"},
    ValueName{7, "Record Route"},
    ValueName{68, "Time Stamp"},
    ValueName{130, "Security"},
    ValueName{131, "Loose Source Route"},
    ValueName{136, "Stream ID"},
    ValueName{137, "Strict Source Route"},
    ValueName{148, "Router Alert"},
};

} // namespace

void decodeOptions(ByteReader bytes, Dissection& d) {
    while (!bytes.atEnd()) {
        const std::uint8_t type = d.u8(bytes, OptionType);
        d.label("IP Option - {}", nameOf(optionNames, type, "Unknown"));
        if (type == 0)
            return;
        if (type == 1)
            continue;
        const auto nest = d.nest();
        const std::uint8_t length = d.u8(bytes, OptionLength);
        if (length < 2 || !bytes.has(length - 2U)) {
            d.malformed("an option's length does not fit");
            return;
        }
        d.data(bytes, OptionData, length - 2U);
    }
}

} // namespace tapscope::ipv4
