#pragma once

#include <anonymize/keyed_permutation.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>

namespace tapscope {

/// Addresses and names for others of their kind, consistently. What has a meaning of its own (broadcast, multicast
/// groups, loopback, "any", the beginning of link-local addresses) stays.
class AddressScrambler {
public:
    enum class Prefixes : std::uint8_t {
        Mixed,    ///< neighbours are spread: nothing of a network's structure is left
        Preserved ///< addresses with a common prefix of n bits get others with a common prefix of n bits
    };

    AddressScrambler(KeyedPermutation permutation, Prefixes prefixes)
        : permutation_(permutation), prefixes_(prefixes) {}

    void mac(std::span<std::byte, 6> address);
    void ipv4(std::span<std::byte, 4> address);
    void ipv6(std::span<std::byte, 16> address);
    /// Letters and digits of each word for others; its length and what stands between words stay.
    void text(std::span<std::byte> text);

private:
    [[nodiscard]] std::uint64_t preservePrefix(std::uint64_t number, unsigned firstBit, std::uint64_t above);

    KeyedPermutation permutation_;
    Prefixes prefixes_;
    std::unordered_map<std::uint32_t, std::uint32_t> ipv4_; ///< that were seen
    std::unordered_map<std::string, std::string> ipv6_, words_;
};

} // namespace tapscope
