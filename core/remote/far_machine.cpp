#include <net/interface_name.h>

#include <poll.h>
#include <remote/far_machine.h>
#include <remote/far_program.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace tapscope {
namespace {

constexpr std::size_t mostOutput = std::size_t{1} << 20;
constexpr std::string_view script = R"(PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
echo 'tapscope: lines'
command -v tapscope-cli >/dev/null 2>&1 && tapscope-cli serve --help >/dev/null 2>&1 && echo 'program tapscope-cli'
for p in dumpcap tcpdump; do command -v $p >/dev/null 2>&1 && echo "program $p"; done
for i in /sys/class/net/*; do
    read s < "$i/operstate" 2>/dev/null || s=unknown
    echo "interface ${i##*/} $s"
done
exit 0
)";

/// The word before the first space, taken away with it.
std::string_view takeWord(std::string_view& line) {
    const auto end = line.find(' ');
    const auto word = line.substr(0, end);
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    return word;
}

} // namespace

FarMachine parseFarMachine(std::string_view lines) {
    FarMachine machine;
    while (!lines.empty()) {
        auto line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(lines.size(), line.size() + 1));
        const auto kind = takeWord(line);
        const auto name = takeWord(line);
        if (kind == "program" && (name == "tapscope-cli" || name == "dumpcap" || name == "tcpdump"))
            machine.programs.emplace_back(name);
        else if (kind == "interface" && InterfaceName::parse(name))
            machine.interfaces.push_back({.name = std::string(name), .isUp = line == "up" || line == "unknown"});
    }
    return machine;
}

Result<FarMachine> lookAt(const Machine& machine, const Settings& connection, const std::stop_token& stop) {
    auto program = startScript(machine, connection, std::string(script), stop);
    if (!program)
        return std::unexpected(program.error());
    std::string output;
    const int descriptor = program->ssh.pipes.output.get();
    constexpr int look = 50; // milliseconds, for a stop
    while (!stop.stop_requested() && output.size() < mostOutput) {
        pollfd watched{descriptor, POLLIN, 0};
        if (poll(&watched, 1, look) <= 0)
            continue;
        std::array<char, 4096> piece{};
        const ssize_t got = read(descriptor, piece.data(), piece.size());
        if (got == 0)
            return parseFarMachine(output);
        if (got < 0 && errno != EAGAIN && errno != EINTR)
            return systemError(errno, "ask", machine.text());
        output.append(piece.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    }
    return stop.stop_requested() ? failure(ErrorKind::Cancelled, "ask", machine.text(), "it was cancelled")
                                 : failure(ErrorKind::Damaged, "ask", machine.text(), "its answer is too long");
}

} // namespace tapscope
