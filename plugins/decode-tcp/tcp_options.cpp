#include "tcp_options.h"

#include <array>

namespace tapscope::tcp {
namespace {

constexpr std::uint8_t endOfList = 0, noOperation = 1, maximumSegment = 2, windowScale = 3, sackPermitted = 4, sack = 5,
                       timestamps = 8;

constexpr std::array kinds = {
    ValueName{0, "End of Option List (EOL)"},
    ValueName{1, "No-Operation (NOP)"},
    ValueName{2, "Maximum segment size"},
    ValueName{3, "Window scale"},
    ValueName{4, "SACK permitted"},
    ValueName{5, "SACK"},
    ValueName{8, "Timestamps"},
    ValueName{19, "MD5 signature"},
    ValueName{28, "User Timeout"},
    ValueName{29, "TCP-AO"},
    ValueName{30, "Multipath TCP"},
    ValueName{34, "TCP Fast Open"},
};

void decodeOption(std::uint8_t kind, ByteReader& option, Dissection& d, int& shift) {
    switch (kind) {
    case maximumSegment:
        d.infoAppend(" MSS={}", d.u16(option, MaximumSegment));
        break;
    case windowScale:
        shift = d.u8(option, WindowShift);
        d.infoAppend(" WS={}", 1U << std::min(shift, 14));
        break;
    case sackPermitted:
        d.infoAppend(" SACK_PERM");
        break;
    case sack:
        while (option.has(8)) {
            const std::uint32_t left = d.u32(option, SackLeft);
            const std::uint32_t right = d.u32(option, SackRight);
            d.infoAppend(" SLE={} SRE={}", left, right);
        }
        break;
    case timestamps: {
        const std::uint32_t value = d.u32(option, TimestampValue);
        const std::uint32_t echo = d.u32(option, TimestampEcho);
        d.infoAppend(" TSval={} TSecr={}", value, echo);
        break;
    }
    default:
        if (!option.atEnd())
            d.data(option, OptionData, option.remaining());
    }
}

} // namespace

int decodeOptions(ByteReader bytes, Dissection& d) {
    int shift = -1;
    while (!bytes.atEnd()) {
        const std::uint8_t kind = d.u8(bytes, OptionKind);
        d.label("TCP Option - {}", nameOf(kinds, kind, "Unknown"));
        if (kind == endOfList)
            break;
        if (kind == noOperation)
            continue;
        const auto nest = d.nest();
        const std::uint8_t length = d.u8(bytes, OptionLength);
        if (length < 2 || !bytes.has(length - 2U)) {
            d.malformed("an option's length does not fit");
            break;
        }
        ByteReader option = bytes.part(length - 2U);
        decodeOption(kind, option, d, shift);
    }
    return shift;
}

} // namespace tapscope::tcp
