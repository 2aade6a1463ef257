#pragma once

#include <anonymize/keyed_permutation.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>

namespace tapscope {

/// Replaces addresses and names by others of their kind, consistently. Addresses with a special meaning (broadcast,
/// multicast groups, loopback, "any", the prefix of link-local addresses) stay.
class AddressScrambler {
public:
    enum class Prefixes : std::uint8_t {
        Mixed,    ///< neighbouring addresses are scattered, so that nothing of a network's structure remains
        Preserved ///< addresses with a common prefix of n bits are replaced by addresses with a common prefix of n bits
    };

    AddressScrambler(KeyedPermutation permutation, Prefixes prefixes)
        : permutation_(permutation), prefixes_(prefixes) {}

    void mac(std::span<std::byte, 6> address);
    void ipv4(std::span<std::byte, 4> address);
    void ipv6(std::span<std::byte, 16> address);
    /// Replaces letters and digits in each word. The word's length and all other characters stay.
    void text(std::span<std::byte> text);

private:
    [[nodiscard]] std::uint64_t preservePrefix(std::uint64_t number, unsigned firstBit, std::uint64_t above);

    KeyedPermutation permutation_;
    Prefixes prefixes_;
    std::unordered_map<std::uint32_t, std::uint32_t> ipv4_; ///< addresses seen so far
    std::unordered_map<std::string, std::string> ipv6_, words_;
};

} // namespace tapscope
