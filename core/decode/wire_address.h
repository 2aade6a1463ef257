#pragma once

#include <decode/column_address.h>
#include <decode/dissection.h>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace tapscope {

/// An address whose type and size the message itself states.
struct WireAddress {
    Bytes octets;
    bool isKnown = false; ///< a MAC or IPv4 address; all others are shown as octets

    /// Reads a MAC address into the field `mac`, or `size` octets of another type into `other`.
    static WireAddress readMac(ByteReader& bytes, Dissection& d, bool isMac, Dissection::Field mac,
                               Dissection::Field other, std::size_t size) {
        return {isMac ? d.mac(bytes, mac) : d.data(bytes, other, size), isMac};
    }
    /// Reads an IPv4 address into the field `ipv4`, or `size` octets of another type into `other`.
    static WireAddress readIpv4(ByteReader& bytes, Dissection& d, bool isIpv4, Dissection::Field ipv4,
                                Dissection::Field other, std::size_t size) {
        if (!isIpv4)
            return {d.data(bytes, other, size), false};
        ByteReader before = bytes;
        d.ipv4(bytes, ipv4);
        return {before.take(size), true};
    }
    [[nodiscard]] bool isSameAs(const WireAddress& other) const noexcept {
        return std::ranges::equal(octets, other.octets);
    }
    [[nodiscard]] bool isZero() const noexcept {
        return std::ranges::all_of(octets, [](std::byte octet) { return octet == std::byte{}; });
    }
};

/// The address as the columns show it; of an unknown type, its first 24 octets.
class WireAddressText {
public:
    explicit WireAddressText(const WireAddress& address) {
        if (address.isKnown) {
            const ColumnText known(address.octets.size() == 6 ? ColumnAddress::mac(address.octets)
                                                              : ColumnAddress::ipv4(ByteReader(address.octets).u32()));
            size_ = known.view().copy(room_.data(), room_.size());
            return;
        }
        char* out = room_.data();
        for (const std::byte octet : address.octets.first(std::min(address.octets.size(), room_.size() / 2)))
            out = fmt::format_to(out, "{:02x}", std::to_integer<unsigned>(octet));
        size_ = static_cast<std::size_t>(out - room_.data());
    }

    [[nodiscard]] std::string_view view() const noexcept { return {room_.data(), size_}; }

private:
    std::array<char, 48> room_;
    std::size_t size_ = 0;
};

} // namespace tapscope
