#pragma once

#include <decode/column_address.h>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace tapscope::arp {

/// An address with the size and type given by the message.
struct Address {
    Bytes octets;
    bool isKnown = false; ///< a MAC or IPv4 address; others are shown as plain octets
};

/// The hardware and protocol address of a station.
struct Pair {
    Address hardware, protocol;
};

/// An address as the columns show it; of an unknown type, its first 24 octets.
class AddressText {
public:
    explicit AddressText(const Address& address) {
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

} // namespace tapscope::arp
