#include <file/ordered_reader.h>
#include <file/packet_offload.h>

#include <algorithm>
#include <cstring>

namespace tapscope::pcapng {
namespace {

constexpr std::uint32_t enterprise = 32473;
constexpr std::array<char, 8> mark = {'v', 'i', 'r', 't', 'i', 'o', 0, 0};

} // namespace

std::array<std::byte, packetOffloadSize> packetOffload(const Offload& offload) noexcept {
    std::array<std::byte, packetOffloadSize> value{};
    std::memcpy(value.data(), &enterprise, sizeof enterprise); // in this machine's order, like all blocks that we write
    std::memcpy(value.data() + sizeof enterprise, mark.data(), mark.size());
    std::ranges::copy(offloadBytes(offload), value.begin() + sizeof enterprise + mark.size());
    return value;
}

std::optional<Offload> readPacketOffload(Bytes value, FrameLayout::ByteOrder order) noexcept {
    OrderedReader reader(value, order);
    if (value.size() != packetOffloadSize || reader.u32() != enterprise ||
        !std::ranges::equal(reader.take(mark.size()), std::as_bytes(std::span(mark))))
        return std::nullopt;
    return offloadOf(value.last<offloadSize>());
}

} // namespace tapscope::pcapng
