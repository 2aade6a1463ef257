#pragma once

#include <base/frame.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

namespace tapscope::test {

inline constexpr std::uint8_t udpProtocol = 17, tcpProtocol = 6;

/// An IPv4 packet, as LINKTYPE_RAW has it, from 10.9.0.1 to 10.9.0.2 or back.
struct MadePacket {
    std::uint8_t protocol = udpProtocol;
    unsigned source = 41000, destination = 42000;
    bool isBack = false;
    unsigned sequence = 1; ///< of TCP

    /// Replaces the octets of `packet`.
    void write(Bytes payload, std::vector<std::byte>& packet) const {
        const auto append = [&](std::initializer_list<unsigned> octets) {
            for (const unsigned octet : octets)
                packet.push_back(static_cast<std::byte>(octet));
        };
        const auto header = protocol == udpProtocol ? 8U : 20U;
        const auto size = static_cast<unsigned>(20 + header + payload.size());
        const auto ends = isBack ? std::pair(2U, 1U) : std::pair(1U, 2U);
        const auto ports = isBack ? std::pair(destination, source) : std::pair(source, destination);
        packet.clear();
        append({0x45, 0, size >> 8, size & 255, 0, 1, 0x40, 0, 64, protocol, 0, 0});
        append({10, 9, 0, ends.first, 10, 9, 0, ends.second});
        append({ports.first >> 8, ports.first & 255, ports.second >> 8, ports.second & 255});
        if (protocol == udpProtocol)
            append({(size - 20) >> 8, (size - 20) & 255, 0, 0});
        else
            append({sequence >> 24, sequence >> 16 & 255, sequence >> 8 & 255, sequence & 255, 0, 0, 0, 1, 0x50, 0x18,
                    16, 0, 0, 0, 0, 0});
        packet.insert(packet.end(), payload.begin(), payload.end());
    }
    [[nodiscard]] static Frame frameOf(const std::vector<std::byte>& packet, FrameNumber number) {
        return {.number = number,
                .bytes = packet,
                .originalLength = static_cast<std::uint32_t>(packet.size()),
                .linkType = LinkType::Raw};
    }
};

/// Payloads that no protocol made: the same ones in each run.
class MadeUpPayloads {
public:
    enum Kind { Random, CountingOctets, CountingBig, CountingLittle, Constant, Text };
    static constexpr std::array<std::string_view, Text + 1> names = {
        "random", "counting octets", "counting, big endian", "counting, little endian", "constant octet", "text"};

    explicit MadeUpPayloads(Kind kind) : kind_(kind) {}

    /// Sizes take turns; those that protocols ask for are among them.
    [[nodiscard]] Bytes next() {
        constexpr std::array<std::size_t, 16> sizes = {4,  12,  13,  20,  28,  32,  52,   64,
                                                       92, 102, 148, 300, 516, 576, 1200, 1472};
        bytes_.resize(sizes[count_++ % sizes.size()]);
        for (std::size_t i = 0; i < bytes_.size(); i += sizeof(std::uint64_t)) {
            const std::uint64_t word = wordAt(i);
            std::memcpy(&bytes_[i], &word, std::min(sizeof word, bytes_.size() - i));
        }
        return bytes_;
    }

private:
    [[nodiscard]] std::uint64_t wordAt(std::size_t at) {
        constexpr std::string_view letters = " etaoinshrdlu\r\nETAOINSHR.,:/0123456789-<>=\"";
        const auto two = [](std::uint64_t low, std::uint64_t high) { return low | high << 32; };
        std::uint64_t word = 0;
        switch (kind_) {
        case Random:
            return random_();
        case CountingOctets:
            for (std::size_t i = 0; i < sizeof word; ++i)
                word |= std::uint64_t{(count_ + at + i) & 255} << (8 * i);
            return word;
        case CountingBig:
            return two(std::byteswap(static_cast<std::uint32_t>(count_ / 16 + at / 4)),
                       std::byteswap(static_cast<std::uint32_t>(count_ / 16 + at / 4 + 1)));
        case CountingLittle:
            return two(count_ / 16 + at / 4, count_ / 16 + at / 4 + 1);
        case Constant:
            return (count_ / 16 & 255) * 0x0101010101010101U;
        case Text:
            for (std::size_t i = 0; i < sizeof word; ++i)
                word |= std::uint64_t{static_cast<std::uint8_t>(letters[random_() % letters.size()])} << (8 * i);
            return word;
        }
        return 0;
    }

    Kind kind_;
    std::size_t count_ = 0;
    std::mt19937_64 random_{20'25};
    std::vector<std::byte> bytes_;
};

} // namespace tapscope::test
