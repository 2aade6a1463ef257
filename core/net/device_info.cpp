#include <net/device_info.h>

#include <array>
#include <cstddef>

namespace tapscope {
namespace {

struct KindNames {
    std::string_view word, title;
};
constexpr std::array<KindNames, 4> names = {
    {{"tap", "TAP"}, {"tun", "TUN"}, {"veth", "vETH"}, {"bridge", "Bridge"}}}; // by DeviceKind

} // namespace

std::string_view kindWord(DeviceKind kind) noexcept {
    return names[static_cast<std::size_t>(kind)].word;
}

std::string_view kindTitle(DeviceKind kind) noexcept {
    return names[static_cast<std::size_t>(kind)].title;
}

} // namespace tapscope
