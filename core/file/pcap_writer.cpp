#include <file/pcap_writer.h>
#include <file/pcapng_format.h>

#include <array>

namespace tapscope::pcap {
namespace {

template <std::size_t N>
void put(std::vector<std::byte>& out, const std::array<std::uint32_t, N>& numbers) {
    const auto bytes = std::as_bytes(std::span(numbers));
    out.insert(out.end(), bytes.begin(), bytes.end());
}

} // namespace

void appendFileHeader(std::vector<std::byte>& out, LinkType linkType, Resolution resolution, std::uint32_t snapLength) {
    constexpr std::uint16_t major = 2;
    constexpr std::uint16_t minor = 4;
    const std::uint32_t magic = resolution == Resolution::Nanoseconds ? nanosecondMagic : microsecondMagic;
    put(out, std::array{magic});
    const std::array version{major, minor};
    const auto bytes = std::as_bytes(std::span(version));
    out.insert(out.end(), bytes.begin(), bytes.end());
    put(out, std::array{0U, 0U, snapLength, static_cast<std::uint32_t>(linkType)});
}

bool hasTime(Timestamp time) noexcept {
    constexpr std::chrono::seconds end(std::int64_t{1} << 32);
    return time >= Timestamp{} && time < Timestamp{end};
}

void appendFrame(std::vector<std::byte>& out, const Frame& frame, Resolution resolution) {
    constexpr std::int64_t perSecond = 1'000'000'000;
    const std::int64_t time = frame.time.time_since_epoch().count();
    const std::int64_t fraction = (time % perSecond + perSecond) % perSecond;
    const std::int64_t seconds = (time - fraction) / perSecond;
    put(out, std::array{static_cast<std::uint32_t>(seconds),
                        static_cast<std::uint32_t>(resolution == Resolution::Nanoseconds ? fraction : fraction / 1000),
                        static_cast<std::uint32_t>(frame.bytes.size()), frame.originalLength});
    out.insert(out.end(), frame.bytes.begin(), frame.bytes.end());
}

} // namespace tapscope::pcap
