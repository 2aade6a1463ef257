#pragma once

#include <base/frame.h>

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tapscope::test {

/// A pcapng file, assembled block by block in either byte order: with blocks that other programs write, and some that
/// none does.
class NgFile {
public:
    using Option = std::pair<std::uint16_t, std::string>;

    explicit NgFile(std::endian order = std::endian::little) : order_(order) {}

    /// Sections of one file may differ in byte order.
    void setOrder(std::endian order) { order_ = order; }

    template <typename Number>
    [[nodiscard]] std::string number(Number value) const {
        std::string text(sizeof value, '\0');
        for (std::size_t i = 0; i < sizeof value; ++i) {
            const std::size_t shift = 8 * (order_ == std::endian::little ? i : sizeof value - 1 - i);
            text[i] = static_cast<char>(static_cast<std::uint64_t>(value) >> shift);
        }
        return text;
    }
    [[nodiscard]] std::string options(const std::vector<Option>& options) const {
        std::string text;
        for (const auto& [code, value] : options)
            text += number(code) + number(static_cast<std::uint16_t>(value.size())) + padded(value);
        return options.empty() ? text : text + number(std::uint32_t{0});
    }
    /// Returns the block as it is written to the file.
    std::string block(std::uint32_t type, const std::string& body) {
        const auto length = static_cast<std::uint32_t>(padded(body).size() + 12);
        const std::string whole = number(type) + number(length) + padded(body) + number(length);
        content_ += whole;
        return whole;
    }
    std::string section(const std::vector<Option>& of = {}, std::int64_t length = -1) {
        return block(0x0a0d0d0a, number(0x1a2b3c4dU) + number(std::uint16_t{1}) + number(std::uint16_t{0}) +
                                     number(length) + options(of));
    }
    std::string interface(const std::vector<Option>& of = {}, std::uint16_t linkType = 1) {
        return block(1, number(linkType) + number(std::uint16_t{0}) + number(1234U) + options(of));
    }
    std::string frame(const std::string& bytes, std::uint64_t ticks, const std::vector<Option>& of = {},
                      std::uint32_t interface = 0) {
        const auto size = static_cast<std::uint32_t>(bytes.size());
        return block(6, number(interface) + number(static_cast<std::uint32_t>(ticks >> 32)) +
                            number(static_cast<std::uint32_t>(ticks)) + number(size) + number(size + 10) +
                            padded(bytes) + options(of));
    }
    std::string simpleFrame(const std::string& bytes) {
        return block(3, number(static_cast<std::uint32_t>(bytes.size())) + bytes);
    }
    [[nodiscard]] const std::string& content() const noexcept { return content_; }
    [[nodiscard]] Bytes bytes() const noexcept { return std::as_bytes(std::span(content_)); }

    [[nodiscard]] static std::string padded(std::string text) {
        text.resize((text.size() + 3) / 4 * 4);
        return text;
    }

private:
    std::endian order_;
    std::string content_;
};

/// An IPv4 datagram in Ethernet, identified by one octet: UDP, or an unknown protocol.
inline std::string sampleFrame(std::uint8_t id, bool isUdp = true) {
    std::string frame(42, '\0');
    frame[12] = '\x08';
    frame[14] = '\x45';
    frame[17] = 28;
    frame[19] = static_cast<char>(id);
    frame[22] = 64;
    frame[23] = static_cast<char>(isUdp ? 17 : 253);
    frame[39] = 8;
    return frame;
}

/// A capture with one of each element of pcapng, and its blocks one by one. Frames are numbered 1 to `frames`; those
/// with an odd number are UDP.
struct RichCapture {
    struct Piece {
        std::string block;
        int frame = 0; ///< the frame's number; 0: not a frame, and kept with any selection
    };
    NgFile file;
    std::vector<Piece> pieces;
    int frames = 0;

    RichCapture() {
        addSection(std::endian::little);
        addSection(std::endian::big);
    }

    /// The blocks of a copy with these frames.
    template <typename IsChosen>
    [[nodiscard]] std::string copyOf(IsChosen isChosen) const {
        std::string copy;
        for (const auto& piece : pieces) {
            if (piece.frame == 0 || isChosen(piece.frame))
                copy += piece.block;
        }
        return copy;
    }

private:
    void other(std::string block) { pieces.push_back({std::move(block), 0}); }
    void frame(std::string block) { pieces.push_back({std::move(block), ++frames}); }
    [[nodiscard]] std::string sample() const {
        return sampleFrame(static_cast<std::uint8_t>(frames + 1), frames % 2 == 0);
    }

    void addSection(std::endian order) {
        using namespace std::string_literals;
        file.setOrder(order);
        const auto n = [&](auto value) { return file.number(value); };
        const std::string key = "CLIENT_RANDOM " + std::string(64, '0') + " " + std::string(96, '1') + "\n";
        other(file.section({{1, "about this file"},
                            {1, "and more"},
                            {2, "machine"},
                            {3, "Linux 6"},
                            {4, "a tool"},
                            {2988, "\0\0\x01\x02text"s}}));
        other(file.interface({{2, "tap0"},
                              {3, "a description"},
                              {8, n(std::uint64_t{1'000'000'000})},
                              {11, "\0icmp"s},
                              {12, "an OS"},
                              {13, "\x04"},
                              {14, n(std::int64_t{-7200})},
                              {15, "hardware"},
                              {16, n(std::uint64_t{5})},
                              {9, "\x03"}}));
        other(file.interface({{2, "picoseconds"}, {9, "\x0c"}}));
        other(file.block(10, n(0x544c534bU) + n(static_cast<std::uint32_t>(key.size())) + key));
        other(file.block(4, n(std::uint16_t{1}) + n(std::uint16_t{14}) + NgFile::padded("\x0a\x09\0\x01host.test\0"s) +
                                n(std::uint32_t{0})));
        frame(file.frame(sample(), 1'700'000'000'000,
                         {{1, "first remark"},
                          {1, "second remark"},
                          {2, n(0x01000001U | 4U << 5U)},
                          {3, "\x02\x01\x02\x03\x04"s},
                          {4, n(std::uint64_t{3})},
                          {5, n(std::uint64_t{77})},
                          {0x7777, "unknown"},
                          {2989, "\0\0\x01\x02\x01"s}}));
        other(file.block(0x0000abcd, "an unknown block"));
        frame(file.frame(sample(), ~std::uint64_t{0} - 5'000, {{1, "third remark"}})); // before 1970, if read as signed
        frame(file.frame(sample(), 0x7fff'ffff'ffff'ffff, {}, 1));
        frame(file.simpleFrame(NgFile::padded(sample())));
        frame(file.frame(sample(), 9'999'999'999'999'999, {})); // the year 318,857
        other(file.block(5, n(0U) + n(0U) + n(0U) + file.options({{4, n(std::uint64_t{77})}, {1, "counted"}})));
    }
};

} // namespace tapscope::test
