#include <remote/machine.h>

#include <algorithm>

namespace tapscope {
namespace {

std::unexpected<Error> invalid(std::string_view text, std::string_view why) {
    return failure(ErrorKind::Invalid, "connect to", text, why,
                   "Write ssh://USER@HOST or ssh://HOST:PORT, followed by /DEVICE for a device");
}

/// "user@[2001:db8::1]:22": an IPv6 address has colons of its own.
Result<Machine> parseAuthority(std::string_view text) {
    Machine machine{.destination = std::string(text), .port = {}};
    auto& host = machine.destination;
    const auto colon = host.rfind(':');
    if (const auto bracket = host.find('['); bracket != std::string::npos) {
        const auto close = host.find(']', bracket);
        if (close == std::string::npos)
            return invalid(text, "the host's ] is missing");
        if (colon > close && colon != std::string::npos)
            machine.port = host.substr(colon + 1);
        host = host.substr(0, bracket) + host.substr(bracket + 1, close - bracket - 1);
    } else if (colon != std::string::npos) {
        machine.port = host.substr(colon + 1);
        host.erase(colon);
    }
    const bool isPort = std::ranges::all_of(machine.port, [](char c) { return c >= '0' && c <= '9'; });
    if (!isPort || machine.port.size() > 5)
        return invalid(text, "its port is not valid");
    if (host.empty() || host.starts_with('-') || host.ends_with('@'))
        return invalid(text, "no host is named");
    return machine;
}

std::string_view withoutScheme(std::string_view text) {
    if (text.starts_with("ssh:"))
        text.remove_prefix(4);
    if (text.starts_with("//"))
        text.remove_prefix(2);
    return text;
}

} // namespace

Result<Machine> Machine::parse(std::string_view text) {
    auto rest = withoutScheme(text);
    if (rest.ends_with('/'))
        rest.remove_suffix(1);
    if (rest.contains('/'))
        return invalid(text, "this is a device, not a machine");
    return parseAuthority(rest);
}

std::string Machine::text() const {
    const auto at = destination.rfind('@');
    const auto hostStart = at == std::string::npos ? 0 : at + 1;
    std::string host = destination.substr(hostStart);
    if (host.contains(':'))
        host = "[" + host + "]";
    return "ssh://" + destination.substr(0, hostStart) + host + (port.empty() ? "" : ":" + port);
}

Result<RemoteDevice> RemoteDevice::parse(std::string_view text) {
    const auto rest = withoutScheme(text);
    const auto slash = rest.find('/');
    if (slash == std::string_view::npos || slash + 1 == rest.size())
        return invalid(text, "no device is named");
    auto machine = parseAuthority(rest.substr(0, slash));
    if (!machine)
        return std::unexpected(machine.error());
    RemoteDevice remote{.machine = std::move(*machine), .device = std::string(rest.substr(slash + 1))};
    if (remote.device.starts_with('-'))
        return invalid(text, "this is not a device's name");
    return remote;
}

} // namespace tapscope
