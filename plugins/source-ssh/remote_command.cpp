#include "remote_command.h"

#include <algorithm>

namespace tapscope {
namespace {

std::unexpected<Error> invalid(std::string_view text, std::string_view why) {
    return failure(ErrorKind::Invalid, "capture on", text, why,
                   "Write ssh://USER@HOST/DEVICE or ssh://HOST:PORT/DEVICE");
}

} // namespace

Result<RemoteDevice> RemoteDevice::parse(std::string_view text) {
    auto rest = text;
    if (rest.starts_with("//"))
        rest.remove_prefix(2);
    const auto slash = rest.find('/');
    if (slash == std::string_view::npos || slash + 1 == rest.size())
        return invalid(text, "no device is named");
    RemoteDevice remote{
        .destination = std::string(rest.substr(0, slash)), .port = {}, .device = std::string(rest.substr(slash + 1))};
    auto& host = remote.destination;
    const auto colon = host.rfind(':');
    if (const auto bracket = host.find('['); bracket != std::string::npos) { // [2001:db8::1]:22
        const auto close = host.find(']', bracket);
        if (close == std::string::npos)
            return invalid(text, "the ] after the host is missing");
        if (colon > close && colon != std::string::npos)
            remote.port = host.substr(colon + 1);
        host = host.substr(0, bracket) + host.substr(bracket + 1, close - bracket - 1);
    } else if (colon != std::string::npos) {
        remote.port = host.substr(colon + 1);
        host.erase(colon);
    }
    const bool isPort = std::ranges::all_of(remote.port, [](char c) { return c >= '0' && c <= '9'; });
    if (!isPort || remote.port.size() > 5)
        return invalid(text, "its port is not valid");
    if (host.empty() || host.starts_with('-') || host.ends_with('@'))
        return invalid(text, "no host is named");
    if (remote.device.starts_with('-'))
        return invalid(text, "this is not a valid device name");
    return remote;
}

std::string shellWord(std::string_view word) {
    std::string text = "'";
    for (const char c : word)
        text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

std::string remoteScript(const RemoteDevice& remote, const SourceRequest& request) {
    const std::string device = shellWord(remote.device);
    const std::string length = std::to_string(request.snapLength);
    const std::string sudo = request.settings.isOn("sudo") ? "sudo -n " : "";
    const std::string program = request.settings.text("program");
    // $SSH_CONNECTION: the client's address and port, the server's address and port.
    std::string script = "set -- $SSH_CONNECTION\n"
                         "f=" +
                         shellWord(request.filter) +
                         "\n"
                         "o=\n"
                         "[ -n \"$4\" ] && o=\"not (tcp and host $1 and port $2 and port $4)\"\n"
                         "if [ -n \"$f\" ] && [ -n \"$o\" ]; then f=\"($f) and $o\"; else f=\"$f$o\"; fi\n";
    const auto add = [&](const std::string& name, const std::string& arguments) {
        if (program == name)
            script += "exec " + sudo + name + " " + arguments + "\n";
        else if (program == "any")
            script += "command -v " + name + " >/dev/null 2>&1 && exec " + sudo + name + " " + arguments + "\n";
    };
    add("tapscope-cli",
        "capture " + device + " --mode " + request.settings.text("mode") + " -w - -s " + length + " -f \"$f\"");
    add("dumpcap", "-q -i " + device + " -w - -s " + length + " -f \"$f\"");
    add("tcpdump", "-U -n -i " + device + " -w - -s " + length + " \"$f\"");
    return script + "echo 'none of tapscope-cli, dumpcap and tcpdump is installed there' >&2; exit 127\n";
}

std::vector<std::string> sshCommand(const RemoteDevice& remote, const SourceRequest& request) {
    std::vector<std::string> command{"ssh", "-T"};
    if (!remote.port.empty())
        command.insert(command.end(), {"-p", remote.port});
    if (const auto& identity = request.settings.text("identity"); !identity.empty())
        command.insert(command.end(), {"-i", identity});
    for (const auto& option : request.settings.texts("option"))
        command.insert(command.end(), {"-o", option});
    command.insert(command.end(), {"--", remote.destination, "exec sh -c " + shellWord(remoteScript(remote, request))});
    return command;
}

} // namespace tapscope
