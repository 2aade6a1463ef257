#include <net/interface_name.h>

#include <poll.h>
#include <remote/far_machine.h>
#include <remote/far_program.h>
#include <remote/machine_connection.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace tapscope {
namespace {

constexpr std::size_t mostOutput = std::size_t{1} << 20;

/// Lists the interfaces first, because every machine can do so; then TapScope takes over if it is installed. /proc/net
/// is that of the shell's network namespace; /sys may be that of another one.
std::string reportScript(const Settings& connection) {
    return R"(PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
echo 'tapscope: lines'
command -v tapscope-cli >/dev/null 2>&1 && tapscope-cli serve --help >/dev/null 2>&1 && echo 'program tapscope-cli'
for p in dumpcap tcpdump; do command -v $p >/dev/null 2>&1 && echo "program $p"; done
{
    read -r header; read -r header
    while IFS=' :' read -r i counts; do
        read -r s 2>/dev/null < "/sys/class/net/$i/operstate" || s=unknown
        echo "interface $i $s"
    done
} < /proc/net/dev
)" + serveScript(connection) +
           "exit 0\n";
}

/// Takes the word before the first space, and that space.
std::string_view readWord(std::string_view& line) {
    const auto end = line.find(' ');
    const auto word = line.substr(0, end);
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    return word;
}

/// Reads the report, but no octet of the output of TapScope after it. Returns whether TapScope has taken over.
Result<bool> readReport(const Machine& machine, FarProgram& program, std::string& report, const std::stop_token& stop) {
    const int descriptor = program.ssh.pipes.output.get();
    const std::string last = std::string(serveMark) + "\n";
    constexpr int look = 50; // milliseconds between checks of the stop token
    while (!stop.stop_requested()) {
        char octet = 0;
        const ssize_t got = read(descriptor, &octet, 1);
        if (got == 0)
            return false;
        if (got == 1) {
            report += octet;
            if (report.ends_with(last))
                return true;
            if (report.size() > mostOutput)
                return failure(ErrorKind::Damaged, "connect to", machine.text(), "its answer is too long");
        } else if (errno == EAGAIN) {
            pollfd watched{descriptor, POLLIN, 0};
            poll(&watched, 1, look);
        } else if (errno != EINTR) {
            return systemError(errno, "connect to", machine.text());
        }
    }
    return failure(ErrorKind::Cancelled, "connect to", machine.text(), "it was cancelled");
}

} // namespace

FarReport parseFarReport(std::string_view lines) {
    FarReport report;
    while (!lines.empty()) {
        auto line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(lines.size(), line.size() + 1));
        const auto kind = readWord(line);
        const auto name = readWord(line);
        if (kind == "program" && (name == "tapscope-cli" || name == "dumpcap" || name == "tcpdump"))
            report.programs.emplace_back(name);
        else if (kind == "interface" && InterfaceName::parse(name))
            report.interfaces.push_back({.name = std::string(name), .isUp = line == "up" || line == "unknown"});
    }
    return report;
}

Result<FarMachine> reach(const Machine& machine, const Settings& connection, const std::stop_token& stop) {
    auto program = startScript(machine, connection, reportScript(connection), stop);
    if (!program)
        return std::unexpected(program.error());
    FarMachine reached;
    if (program->speaks == FarProgram::Speaks::Serve) { // the key is restricted (authorized_keys(5), command=)
        reached.report.programs = {"tapscope-cli"};
    } else {
        std::string report;
        const auto serves = readReport(machine, *program, report, stop);
        if (!serves)
            return std::unexpected(serves.error());
        reached.report = parseFarReport(report);
        if (!*serves)
            return reached;
        program->speaks = FarProgram::Speaks::Serve;
    }
    auto greeted = MachineConnection::greet(machine, std::move(*program), stop);
    if (!greeted)
        return std::unexpected(greeted.error());
    reached.connection = std::move(*greeted);
    return reached;
}

} // namespace tapscope
