#include "netbios_name.h"

#include <base/printable_text.h>
#include <decode/field.h>

#include <algorithm>

namespace tapscope::netbios {
namespace {

constexpr std::size_t nameSize = 16;

// The last byte of a name (Microsoft, "NetBIOS suffixes").
constexpr std::array services = {
    ValueName{0x00, "Workstation/Redirector"},
    ValueName{0x01, "Browser"},
    ValueName{0x02, "Workstation/Redirector"},
    ValueName{0x03, "Messenger service/Main name"},
    ValueName{0x05, "Forwarded name"},
    ValueName{0x06, "RAS Server service"},
    ValueName{0x1b, "Domain Master Browser"},
    ValueName{0x1c, "Domain Controllers"},
    ValueName{0x1d, "Local Master Browser"},
    ValueName{0x1e, "Browser Election Service"},
    ValueName{0x1f, "Net DDE Service"},
    ValueName{0x20, "Server service"},
    ValueName{0x21, "RAS client service"},
    ValueName{0x22, "Exchange Interchange (MSMail Connector)"},
    ValueName{0x23, "Exchange Store"},
    ValueName{0x24, "Exchange Directory"},
    ValueName{0x2b, "Lotus Notes Server service"},
    ValueName{0x30, "Modem sharing server service"},
    ValueName{0x31, "Modem sharing client service"},
    ValueName{0x43, "SMS Clients Remote Control"},
    ValueName{0x44, "SMS Administrators Remote Control Tool"},
    ValueName{0x45, "SMS Clients Remote Chat"},
    ValueName{0x46, "SMS Clients Remote Transfer"},
    ValueName{0x4c, "DEC Pathworks TCP/IP Service on Windows NT"},
    ValueName{0x52, "DEC Pathworks TCP/IP Service on Windows NT"},
    ValueName{0x6a, "Microsoft Exchange IMC"},
    ValueName{0x87, "Microsoft Exchange MTA"},
    ValueName{0xbe, "Network Monitor Agent"},
    ValueName{0xbf, "Network Monitor Analyzer"},
};

constexpr std::string_view hexDigits = "0123456789abcdef";

} // namespace

void Name::append(std::string_view piece) noexcept {
    const std::size_t size = std::min(piece.size(), text_.size() - size_);
    std::ranges::copy(piece.substr(0, size), text_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += size;
}

Name Name::plain(Bytes octets) noexcept {
    Name name;
    if (octets.size() < nameSize)
        return name;
    const auto appendHex = [&name](unsigned octet) {
        const std::array hex = {'<', hexDigits[octet >> 4], hexDigits[octet & 15], '>'};
        name.append({hex.data(), hex.size()});
    };
    std::size_t used = nameSize - 1;
    while (used > 0 && octets[used - 1] == std::byte{' '})
        --used;
    for (const std::byte octet : octets.first(used)) {
        const auto c = static_cast<char>(octet);
        if (c >= 0x20 && c < 0x7f)
            name.append({&c, 1});
        else
            appendHex(std::to_integer<unsigned>(octet));
    }
    const auto type = std::to_integer<unsigned>(octets[nameSize - 1]);
    appendHex(type);
    name.service_ = nameOf(services, type);
    return name;
}

Name Name::encoded(ByteReader& bytes, Bytes message) noexcept {
    constexpr unsigned pointerMark = 0xc0;
    ByteReader elsewhere;
    ByteReader* from = &bytes;
    if ((bytes.peek() & pointerMark) == pointerMark) { // one step: the target of a pointer has no pointer
        const std::size_t target = bytes.u16() & 0x3fffU;
        elsewhere = ByteReader(message);
        elsewhere.skip(target);
        from = &elsewhere;
    }
    const std::size_t length = from->u8();
    const Bytes letters = from->take(length);
    std::array<std::byte, nameSize> octets{};
    bool isSane = length == 2 * nameSize && !from->overrun();
    for (std::size_t i = 0; isSane && i < nameSize; ++i) {
        const unsigned high = std::to_integer<unsigned>(letters[2 * i]) - 'A';
        const unsigned low = std::to_integer<unsigned>(letters[2 * i + 1]) - 'A';
        isSane = high < 16 && low < 16;
        octets[i] = static_cast<std::byte>(high << 4 | (low & 15));
    }
    Name name = isSane ? plain(octets) : Name();
    if (!isSane)
        name.append("Illegal NetBIOS name");
    for (std::size_t labels = 0; labels < 64 && from->peek() != 0; ++labels) { // the scope
        if ((from->peek() & pointerMark) == pointerMark) {
            from->skip(2);
            return name;
        }
        const Bytes label = from->take(from->u8());
        if (from->overrun())
            break;
        name.append(".");
        name.append(PrintableText<64>(label).view());
    }
    from->skip(1);
    if (from != &bytes && from->overrun())
        bytes.setOverrun();
    return name;
}

} // namespace tapscope::netbios
