#include <anonymize/address_scrambler.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace tapscope {
namespace {

std::uint64_t numberOf(std::span<const std::byte> octets) {
    std::uint64_t number = 0;
    for (const std::byte octet : octets)
        number = number << 8 | std::to_integer<std::uint64_t>(octet);
    return number;
}

void setNumber(std::span<std::byte> octets, std::uint64_t number) {
    for (std::size_t i = octets.size(); i-- > 0; number >>= 8)
        octets[i] = static_cast<std::byte>(number & 0xff);
}

/// Whether an address is not a host's: "this network", loopback, multicast or reserved (RFC 6890).
bool isSpecialIpv4(std::uint64_t address) {
    const std::uint64_t first = address >> 24;
    return first == 0 || first == 127 || first >= 224;
}

std::string textOf(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::span<const std::byte> bytesOf(const std::string& text) {
    return std::as_bytes(std::span(text));
}

constexpr unsigned lowBits =
    24; ///< the bits of an IPv6 address that are in its solicited-node group (RFC 4291 section 2.7.1)

} // namespace

void AddressScrambler::mac(std::span<std::byte, 6> address) {
    const auto first = std::to_integer<unsigned>(address[0]);
    const bool isNeighbourGroup = first == 0x33 && address[1] == std::byte{0x33} && address[2] == std::byte{0xff};
    if (isNeighbourGroup) { // it ends like the address that it belongs to
        setNumber(address.subspan<3>(), permutation_.permute("ipv6 low", numberOf(address.subspan<3>()), lowBits));
        return;
    }
    const bool isGroup = (first & 1) != 0,
               isNone = std::ranges::all_of(address, [](std::byte b) { return b == std::byte{0}; });
    if (isGroup || isNone)
        return;
    // A locally administered address (IEEE 802), which has no manufacturer.
    setNumber(address.subspan<1>(), permutation_.permute("mac", numberOf(address), 40));
    address[0] = std::byte{0x02};
}

/// Each bit is flipped or kept depending on all bits before it.
std::uint64_t AddressScrambler::preservePrefix(std::uint64_t number, unsigned firstBit, std::uint64_t above) {
    std::uint64_t changed = number;
    for (unsigned bit = firstBit; bit-- > 0;) {
        const std::array<std::uint64_t, 3> prefix = {above, number >> (bit + 1), bit};
        changed ^= (permutation_.hash("prefix", std::as_bytes(std::span(prefix))) & 1) << bit;
    }
    return changed;
}

void AddressScrambler::ipv4(std::span<std::byte, 4> address) {
    const auto number = static_cast<std::uint32_t>(numberOf(address));
    if (isSpecialIpv4(number))
        return;
    const auto [known, isNew] = ipv4_.try_emplace(number);
    if (isNew && prefixes_ == Prefixes::Preserved) {
        std::uint64_t first = number >> 24;
        do
            first = permutation_.permute("ipv4 first", first, 8);
        while (isSpecialIpv4(first << 24));
        const std::uint64_t rest = preservePrefix(number & 0xffffff, 24, number >> 24);
        known->second = static_cast<std::uint32_t>(first << 24 | rest);
    } else if (isNew) {
        std::uint64_t other = number;
        do
            other = permutation_.permute("ipv4", other, 32);
        while (isSpecialIpv4(other));
        known->second = static_cast<std::uint32_t>(other);
    }
    setNumber(address, known->second);
}

void AddressScrambler::ipv6(std::span<std::byte, 16> address) {
    const auto high = numberOf(address.first<8>()), low = numberOf(address.last<8>());
    const bool isMulticast = address[0] == std::byte{0xff};
    const bool isSolicitedNode = high == 0xff02000000000000 && low >> lowBits == 0x1ff;
    if (isSolicitedNode)
        setNumber(address.last<3>(), permutation_.permute("ipv6 low", numberOf(address.last<3>()), lowBits));
    if (isMulticast || (high == 0 && low <= 1))
        return;
    const auto [known, isNew] = ipv6_.try_emplace(textOf(address));
    if (isNew) {
        std::array<std::byte, 16> other{};
        std::ranges::copy(address, other.begin());
        const bool isLinkLocal = high >> 54 == 0x3fa;
        if (!isLinkLocal && prefixes_ == Prefixes::Preserved)
            setNumber(std::span(other).first<8>(), preservePrefix(high, 56, high >> 56));
        else if (!isLinkLocal)
            setNumber(std::span(other).first<8>(), permutation_.permute("ipv6 high", high, 56));
        // The last bits are replaced by themselves, the other interface bits depending on them and on the network.
        const std::uint64_t last = permutation_.permute("ipv6 low", low, lowBits) & 0xffffff;
        const std::uint64_t upper = permutation_.permute("ipv6 middle", low >> lowBits, 40);
        setNumber(std::span(other).last<8>(), upper << lowBits | last);
        known->second = textOf(other);
    }
    std::ranges::copy(bytesOf(known->second), address.begin());
}

void AddressScrambler::text(std::span<std::byte> text) {
    const auto isWord = [](std::byte octet) { return std::isalnum(std::to_integer<unsigned char>(octet)) != 0; };
    for (auto at = text.begin(); at != text.end();) {
        const auto start = std::find_if(at, text.end(), isWord);
        const auto end = std::find_if_not(start, text.end(), isWord);
        const std::span<std::byte> word(start, end);
        at = end;
        if (word.empty())
            continue;
        std::string lower = textOf(word);
        std::ranges::transform(lower, lower.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        const auto [known, isNew] = words_.try_emplace(lower);
        if (isNew) {
            known->second = lower;
            std::uint64_t bits = 0;
            for (std::size_t i = 0; i < lower.size(); ++i) {
                constexpr std::size_t perHash = 8;
                if (i % perHash == 0)
                    bits = permutation_.hash("word" + std::to_string(i), bytesOf(lower));
                const auto value = static_cast<unsigned>(bits >> (i % perHash * 8) & 0xff);
                const bool isDigit = std::isdigit(static_cast<unsigned char>(lower[i])) != 0;
                known->second[i] = isDigit ? static_cast<char>('0' + value % 10) : static_cast<char>('a' + value % 26);
            }
        }
        std::ranges::copy(bytesOf(known->second), word.begin());
    }
}

} // namespace tapscope
