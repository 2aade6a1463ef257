#include "ipv4_options.h"

#include <array>

namespace tapscope::ipv4 {
namespace {

enum Option : std::uint8_t {
    EndOfOptions = 0,
    NoOperation = 1,
    RecordRoute = 7,
    MtuProbe = 11,
    MtuReply = 12,
    TimeStamp = 68,
    LooseSourceRoute = 131,
    StreamId = 136,
    StrictSourceRoute = 137,
    RouterAlert = 148,
};
// IANA, IP option numbers
constexpr std::array optionNames = {
    ValueName{EndOfOptions, "End of Options List (EOL)"},
    ValueName{NoOperation, "No Operation (NOP)"},
    ValueName{RecordRoute, "Record Route"},
    ValueName{10, "Experimental Measurement"},
    ValueName{MtuProbe, "MTU Probe"},
    ValueName{MtuReply, "MTU Reply"},
    ValueName{15, "ENCODE"},
    ValueName{25, "Quick-Start"},
    ValueName{30, "Experiment"},
    ValueName{TimeStamp, "Time Stamp"},
    ValueName{82, "Traceroute"},
    ValueName{94, "Experiment"},
    ValueName{130, "Security"},
    ValueName{LooseSourceRoute, "Loose Source Route"},
    ValueName{133, "Extended Security"},
    ValueName{134, "Commercial Security"},
    ValueName{StreamId, "Stream ID"},
    ValueName{StrictSourceRoute, "Strict Source Route"},
    ValueName{142, "Experimental Access Control"},
    ValueName{144, "IMI Traffic Descriptor"},
    ValueName{145, "Extended Internet Protocol"},
    ValueName{147, "Address Extension"},
    ValueName{RouterAlert, "Router Alert"},
    ValueName{149, "Selective Directed Broadcast"},
    ValueName{151, "Dynamic Packet State"},
    ValueName{152, "Upstream Multicast Packet"},
    ValueName{158, "Experiment"},
    ValueName{205, "Experimental Flow Control"},
    ValueName{222, "Experiment"},
};

void route(ByteReader& option, Dissection& d, Field address) {
    d.u8(option, OptionPointer);
    while (option.has(4))
        d.ipv4(option, address);
}

void timeStamps(ByteReader& option, Dissection& d) {
    d.u8(option, OptionPointer);
    const ByteRange range{static_cast<std::uint32_t>(option.offset()), 1};
    const std::uint8_t flags = option.u8();
    if (option.overrun())
        return;
    d.addBits({OptionOverflow, OptionFlag}, range, flags);
    const bool hasAddresses = (flags & 0xfU) != 0;
    while (option.has(hasAddresses ? 8 : 4)) {
        if (hasAddresses)
            d.ipv4(option, OptionTimeAddress);
        d.u32(option, OptionTime);
    }
}

void body(ByteReader& option, Dissection& d, std::uint8_t type) {
    switch (type) {
    case RecordRoute:
        return route(option, d, OptionRecordedRoute);
    case LooseSourceRoute:
    case StrictSourceRoute:
        return route(option, d, OptionSourceRoute);
    case TimeStamp:
        return timeStamps(option, d);
    case RouterAlert:
        d.u16(option, OptionRouterAlert);
        return;
    case StreamId:
        d.u16(option, OptionStream);
        return;
    case MtuProbe:
    case MtuReply:
        d.u16(option, OptionMtu);
        return;
    default:
        d.data(option, OptionData, option.remaining());
    }
}

} // namespace

void decodeOptions(ByteReader bytes, Dissection& d) {
    while (!bytes.atEnd()) {
        const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
        constexpr std::size_t head = 2;
        const bool isSingle = bytes.peek() == EndOfOptions || bytes.peek() == NoOperation;
        // The payload does not depend on the options, so it is decoded even if they are not valid.
        if (!isSingle && (bytes.peek(1) < head || !bytes.has(bytes.peek(1)))) {
            d.data(bytes, OptionData, bytes.remaining());
            d.mark(FieldValue::Mark::Warning);
            return;
        }
        const std::uint8_t type = d.u8(bytes, OptionType);
        d.label("IP Option - {}", nameOf(optionNames, type, "Unknown"));
        const auto nest = d.nest();
        d.addBits({OptionCopy, OptionClass, OptionNumber}, range, type);
        if (type == EndOfOptions) {
            if (!bytes.atEnd())
                d.data(bytes, OptionPadding, bytes.remaining());
            return;
        }
        if (type == NoOperation)
            continue;
        const std::uint8_t length = d.u8(bytes, OptionLength);
        ByteReader option = bytes.part(length - head);
        body(option, d, type);
        if (!option.atEnd())
            d.data(option, OptionData, option.remaining());
    }
}

ByteReader lastOfSourceRoute(ByteReader options) {
    constexpr std::size_t head = 3, addressSize = 4;
    while (options.has(head)) {
        const std::uint8_t type = options.peek();
        const std::size_t length = options.peek(1);
        if (type == EndOfOptions)
            break;
        if (type == NoOperation) {
            options.skip(1);
            continue;
        }
        if (length < 2 || !options.has(length))
            break;
        const bool isRoute = type == LooseSourceRoute || type == StrictSourceRoute;
        if (isRoute && length >= head + addressSize && options.peek(2) <= length) {
            options.skip(length - addressSize);
            return options.part(addressSize);
        }
        options.skip(length);
    }
    return {};
}

} // namespace tapscope::ipv4
