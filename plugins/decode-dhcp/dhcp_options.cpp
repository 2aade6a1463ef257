#include "dhcp_options.h"

#include "dhcp_fields.h"

#include <algorithm>

namespace tapscope::dhcp {
namespace {

enum class Kind : std::uint8_t { U8s, U16, U32, Ipv4s, Text };
struct OptionLayout {
    std::uint8_t code;
    Kind kind;
    Field field;
};
constexpr std::array layouts = {
    OptionLayout{1, Kind::Ipv4s, SubnetMask},
    OptionLayout{2, Kind::U32, TimeOffset},
    OptionLayout{3, Kind::Ipv4s, Router},
    OptionLayout{6, Kind::Ipv4s, DomainNameServer},
    OptionLayout{7, Kind::Ipv4s, LogServer},
    OptionLayout{12, Kind::Text, HostName},
    OptionLayout{15, Kind::Text, DomainName},
    OptionLayout{26, Kind::U16, InterfaceMtu},
    OptionLayout{28, Kind::Ipv4s, BroadcastAddress},
    OptionLayout{42, Kind::Ipv4s, NtpServer},
    OptionLayout{44, Kind::Ipv4s, NetbiosNameServer},
    OptionLayout{50, Kind::Ipv4s, RequestedAddress},
    OptionLayout{51, Kind::U32, LeaseTime},
    OptionLayout{52, Kind::U8s, OptionOverload},
    OptionLayout{53, Kind::U8s, MessageType},
    OptionLayout{54, Kind::Ipv4s, ServerId},
    OptionLayout{55, Kind::U8s, RequestedOption},
    OptionLayout{56, Kind::Text, ErrorMessage},
    OptionLayout{57, Kind::U16, MaximumSize},
    OptionLayout{58, Kind::U32, RenewalTime},
    OptionLayout{59, Kind::U32, RebindingTime},
    OptionLayout{60, Kind::Text, VendorClass},
    OptionLayout{66, Kind::Text, TftpServer},
    OptionLayout{67, Kind::Text, BootFile},
    OptionLayout{93, Kind::U16, Architecture},
};
constexpr std::uint8_t padOption = 0, overloadOption = 52, messageTypeOption = 53, endOption = 255;

const OptionLayout* layoutOf(std::uint8_t code) noexcept {
    const auto found = std::ranges::find(layouts, code, &OptionLayout::code);
    return found == layouts.end() ? nullptr : &*found;
}

/// Calls `take(code, value)` for each option up to the end.
template <typename Take>
void visitOptions(ByteReader bytes, Take take) {
    while (!bytes.atEnd()) {
        const std::uint8_t code = bytes.u8();
        if (code == padOption)
            continue;
        const std::size_t length = code == endOption ? 0 : bytes.u8();
        if (code == endOption || bytes.overrun() || !bytes.has(length))
            return;
        take(code, bytes.take(length));
    }
}

/// Decodes a value whose octets are at `place`, or at those of `value` if that is null.
void decodeValue(std::uint8_t code, ByteReader value, const ByteRange* place, Dissection& d) {
    const OptionLayout* const layout = layoutOf(code);
    const auto range = [&](std::size_t size) {
        return place != nullptr
                   ? *place
                   : ByteRange{static_cast<std::uint32_t>(value.offset()), static_cast<std::uint32_t>(size)};
    };
    const auto number = [&](std::size_t size) {
        const ByteRange where = range(size);
        d.add(layout->field, where, value.big(size));
    };
    if (layout == nullptr) {
        d.data(value, OptionValue, value.remaining());
        return;
    }
    switch (layout->kind) {
    case Kind::U8s:
        while (!value.atEnd())
            number(1);
        break;
    case Kind::U16:
        if (value.has(2))
            number(2);
        break;
    case Kind::U32:
        if (value.has(4))
            number(4);
        break;
    case Kind::Ipv4s:
        while (value.has(4))
            number(4);
        break;
    case Kind::Text:
        if (place == nullptr)
            d.text(value, layout->field, value.remaining());
        else
            d.addText(layout->field, *place, {reinterpret_cast<const char*>(value.rest().data()), value.remaining()});
        return;
    }
    if (!value.atEnd() && place == nullptr)
        d.data(value, OptionValue, value.remaining());
}

} // namespace

template <typename Visit>
void Options::visit(Visit take) const {
    visitOptions(areas_[0], take);
    if (areInFile())
        visitOptions(areas_[1], take);
    if (areInServer())
        visitOptions(areas_[2], take);
}

Options::Options(ByteReader options, ByteReader file, ByteReader server) noexcept : areas_{options, file, server} {
    visitOptions(options, [&](std::uint8_t code, Bytes value) {
        if (code == overloadOption && value.size() == 1 && overload_ == 0)
            overload_ = std::to_integer<std::uint8_t>(value[0]) <= 3 ? std::to_integer<std::uint8_t>(value[0]) : 0;
    });
    visit([&](std::uint8_t code, Bytes value) {
        counts_[code] = static_cast<std::uint8_t>(std::min(counts_[code] + 1, 255));
        if (code == messageTypeOption && value.size() == 1)
            messageType_ = std::to_integer<std::uint8_t>(value[0]);
    });
}

bool Options::isSplit(std::uint8_t code) const noexcept {
    const OptionLayout* const layout = layoutOf(code);
    if (counts_[code] < 2 || layout == nullptr || layout->kind == Kind::U8s)
        return false;
    if (layout->kind == Kind::Text)
        return true;
    const std::size_t unit = layout->kind == Kind::U16 ? 2 : 4; // options with complete values are added one by one
    bool isUneven = false;
    visit([&](std::uint8_t each, Bytes value) { isUneven = isUneven || (each == code && value.size() % unit != 0); });
    return isUneven;
}

void Options::decodePart(std::uint8_t code, ByteReader part, Dissection& d) const {
    const ByteRange place{static_cast<std::uint32_t>(part.offset()), static_cast<std::uint32_t>(part.remaining())};
    const Bytes own = part.rest();
    std::size_t size = 0;
    Bytes last;
    visit([&](std::uint8_t each, Bytes value) {
        if (each == code) {
            size += value.size();
            last = value;
        }
    });
    const bool isLast = last.data() == own.data();
    d.addBytes(OptionValue, place);
    d.label("Part of a value in {} options{}", counts_[code], isLast ? ", the last" : "");
    if (!isLast)
        return;
    const std::span<std::byte> whole = d.derive(size);
    auto end = whole.begin();
    visit([&](std::uint8_t each, Bytes value) {
        if (each == code)
            end = std::ranges::copy(value, end).out;
    });
    decodeValue(code, ByteReader(whole), &place, d);
}

void Options::decode(ByteReader& bytes, Dissection& d) const {
    decodeArea(bytes, d, true);
}

void Options::decodeOverloaded(ByteReader area, Dissection& d, Dissection::Field heading) const {
    d.addBytes(heading, {static_cast<std::uint32_t>(area.offset()), static_cast<std::uint32_t>(area.remaining())});
    const auto nest = d.nest();
    decodeArea(area, d, false);
}

void Options::decodeArea(ByteReader& bytes, Dissection& d, bool isMain) const {
    while (!bytes.atEnd() && !bytes.overrun()) {
        const std::uint8_t code = bytes.peek();
        const bool isAlone = code == padOption || code == endOption;
        const std::size_t size = isAlone ? 1 : std::min<std::size_t>(2U + bytes.peek(1), bytes.remaining());
        d.add(Option, {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(size)}, code);
        d.label("Option: ({}) {}", code, nameOf(optionNames, code, "Unknown"));
        const auto nest = d.nest();
        bytes.skip(1);
        if (code == padOption)
            continue;
        if (code == endOption)
            break;
        const std::uint8_t length = d.u8(bytes, OptionLength);
        if (!bytes.has(length)) {
            bytes.skip(length);
            break;
        }
        const ByteReader value = bytes.part(length);
        if (isSplit(code))
            decodePart(code, value, d);
        else
            decodeValue(code, value, nullptr, d);
        if (code == overloadOption && isMain) {
            if (areInFile())
                decodeOverloaded(areas_[1], d, FileOptions);
            if (areInServer())
                decodeOverloaded(areas_[2], d, ServerOptions);
        }
    }
    if (!bytes.overrun() && !bytes.atEnd())
        d.data(bytes, Padding, bytes.remaining());
}

} // namespace tapscope::dhcp
