#include <objects/content_coding.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace tapscope {
namespace {

constexpr int anyHeader = 32; // added to the window bits: zlib and gzip are distinguished by their headers

/// `windowBits`: as inflateInit2() takes it.
std::optional<std::vector<std::byte>> inflated(Bytes body, int windowBits, std::size_t most) {
    z_stream stream{};
    if (inflateInit2(&stream, windowBits) != Z_OK)
        return std::nullopt;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(body.data())); // zlib does not write to it
    stream.avail_in = static_cast<uInt>(body.size());
    std::vector<std::byte> out;
    std::array<std::byte, std::size_t{64} << 10> piece{};
    int result = Z_OK;
    bool fits = true;
    while (result == Z_OK && fits) {
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        result = inflate(&stream, Z_NO_FLUSH);
        const std::size_t made = piece.size() - stream.avail_out;
        fits = made <= most - out.size();
        if (fits)
            out.insert(out.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(made));
        if (made == 0 && stream.avail_in == 0)
            break; // cut short
    }
    inflateEnd(&stream);
    return fits && !out.empty() ? std::optional(std::move(out)) : std::nullopt;
}

} // namespace

std::optional<std::vector<std::byte>> decodedContent(Bytes body, std::string_view coding, std::size_t most) {
    constexpr std::size_t longest = std::size_t{1} << 30; // zlib counts in 32 bits
    std::string name(coding);
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    if (body.empty() || body.size() > longest)
        return std::nullopt;
    if (name == "gzip" || name == "x-gzip")
        return inflated(body, MAX_WBITS + anyHeader, most);
    if (name != "deflate")
        return std::nullopt;
    auto unpacked = inflated(body, MAX_WBITS + anyHeader, most);
    return unpacked ? std::move(unpacked) : inflated(body, -MAX_WBITS, most); // some servers send it without a header
}

} // namespace tapscope
