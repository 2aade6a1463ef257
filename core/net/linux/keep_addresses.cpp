#include <base/unique_fd.h>
#include <net/linux/keep_addresses.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <string_view>

namespace tapscope {
namespace {

std::string readSetting(const std::string& file) {
    const UniqueFd setting(open(file.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 16> text{};
    const ssize_t length = setting ? read(setting.get(), text.data(), text.size()) : -1;
    return length > 0 ? std::string(text.data(), static_cast<std::size_t>(length)) : std::string();
}

bool writeSetting(const std::string& file, std::string_view value) {
    const UniqueFd setting(open(file.c_str(), O_WRONLY | O_CLOEXEC));
    return setting && write(setting.get(), value.data(), value.size()) == static_cast<ssize_t>(value.size());
}

} // namespace

KeepAddresses::KeepAddresses(const InterfaceName& name)
    : setting_("/proc/sys/net/ipv6/conf/" + name.text() + "/keep_addr_on_down") {
    // Devices with these names have no settings: their folders are those of all devices.
    if (name.text() == "all" || name.text() == "default")
        return;
    std::string value = readSetting(setting_);
    const bool isOff = value.starts_with('0') || value.starts_with('-');
    if (isOff && writeSetting(setting_, "1"))
        previous_ = std::move(value);
}

KeepAddresses::~KeepAddresses() {
    if (!previous_.empty())
        static_cast<void>(writeSetting(setting_, previous_));
}

} // namespace tapscope
