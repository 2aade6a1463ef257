#include <privilege/device_places.h>
#include <privilege/helper_control.h>

#include <algorithm>
#include <charconv>

namespace tapscope {
namespace {

constexpr std::string_view processPrefix = "pid:";

Result<HelperProgram::Command> commandFor(const HelperProgram& program, const std::string& place) {
    if (!place.starts_with(processPrefix))
        return program.inNamedNetwork(place);
    const std::string_view number = std::string_view(place).substr(processPrefix.size());
    pid_t process = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), process);
    if (error != std::errc{} || end != number.data() + number.size() || process <= 0)
        return failure(ErrorKind::Invalid, "enter the network namespace", '"' + place + '"',
                       "it does not name a process", "Write pid:NUMBER/DEVICE");
    return program.inNetworkOf(process);
}

} // namespace

PlacedName PlacedName::parse(std::string_view text) {
    const auto slash = text.rfind('/');
    if (slash == std::string_view::npos)
        return {.place = {}, .device = std::string(text)};
    return {.place = std::string(text.substr(0, slash)), .device = std::string(text.substr(slash + 1))};
}

Result<std::shared_ptr<DeviceControl>> DevicePlaces::at(const std::string& place) {
    if (place.empty())
        return here_;
    const std::lock_guard lock(mutex_);
    const auto known = std::ranges::find(entered_, place, [](const auto& each) { return each.first; });
    if (known != entered_.end())
        return known->second;
    const auto command = commandFor(program_, place);
    if (!command)
        return std::unexpected(command.error());
    auto helper = HelperConnection::start(*command);
    if (!helper)
        return std::unexpected(helper.error());
    return entered_.emplace_back(place, helperControl(std::move(*helper), HelperPlace::Elsewhere)).second;
}

} // namespace tapscope
