#include <poll.h>
#include <remote/far_program.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <thread>
#include <utility>

namespace tapscope {
namespace {

using namespace std::chrono_literals;

// A mark that the far shell prints just before the program takes over, like serveMark. Output of the shell's start-up
// files comes before it.
constexpr std::string_view captureMark = "tapscope: capture";
constexpr std::string_view linesMark = "tapscope: lines";
constexpr std::size_t mostNoise = std::size_t{64} << 10; ///< octets that may come before the mark

/// A message of ssh, sudo or the programs, and its meaning.
struct KnownTrouble {
    std::string_view said;
    ErrorKind kind;
    std::string_view reason, hint;
};
constexpr auto troubles = std::to_array<KnownTrouble>({
    {"Permission denied", ErrorKind::NotPermitted, "the login was refused",
     "Check the user name, and add your key with ssh-add or name its file"},
    {"Too many authentication failures", ErrorKind::NotPermitted, "the login was refused",
     "Your agent has too many keys; name the file of the right one"},
    {"REMOTE HOST IDENTIFICATION HAS CHANGED", ErrorKind::NotPermitted,
     "the host's key is another than the one that is known", "If that is right, remove the old one with ssh-keygen -R"},
    {"verification failed", ErrorKind::NotPermitted, "the host's key is not known",
     "Connect once with ssh in a terminal, and check the key"},
    {"Could not resolve hostname", ErrorKind::NotFound, "there is no host with that name", ""},
    {"Connection refused", ErrorKind::System, "no SSH server answers there", "Check the host and the port"},
    {"No route to host", ErrorKind::System, "the host cannot be reached", ""},
    {"timed out", ErrorKind::System, "the host does not answer", ""},
    {"password is required", ErrorKind::NotPermitted, "sudo asks for a password there",
     "Allow the program there without one (sudoers(5), NOPASSWD), or log in as a user who may capture"},
    {"is not in the sudoers", ErrorKind::NotPermitted, "the user may not use sudo there", ""},
});

/// Finds the first line that is the mark of a program. There is none if the stream ends before it.
class MarkReader {
public:
    /// Reads the available octets up to the mark. False at the end of the stream.
    bool read(int descriptor) {
        char octet = 0;
        ssize_t got = 0;
        while (!found && noise_ < mostNoise && (got = ::read(descriptor, &octet, 1)) == 1) {
            ++noise_;
            if (octet == '\n')
                look();
            else if (line_.size() <= captureMark.size())
                line_ += octet;
        }
        return found || (noise_ < mostNoise && got < 0 && (errno == EAGAIN || errno == EINTR));
    }

    std::optional<FarProgram::Speaks> found;

private:
    void look() {
        if (line_ == serveMark)
            found = FarProgram::Speaks::Serve;
        else if (line_ == captureMark)
            found = FarProgram::Speaks::Capture;
        else if (line_ == linesMark)
            found = FarProgram::Speaks::Lines;
        line_.clear();
    }

    std::string line_;
    std::size_t noise_ = 0;
};

std::vector<std::string> sshCommand(const Machine& machine, const Settings& connection, const std::string& script) {
    std::vector<std::string> command{"ssh", "-T"};
    if (!machine.port.empty())
        command.insert(command.end(), {"-p", machine.port});
    if (const auto& identity = connection.text("identity"); !identity.empty())
        command.insert(command.end(), {"-i", identity});
    for (const auto& option : connection.texts("option"))
        command.insert(command.end(), {"-o", option});
    // With these options, ssh notices a dead connection. They come after the user's, because ssh uses the first value
    // of each option.
    for (const char* option : {"ServerAliveInterval=5", "ServerAliveCountMax=3"})
        command.insert(command.end(), {"-o", option});
    command.insert(command.end(), {"--", machine.destination, "exec sh -c " + shellWord(script)});
    return command;
}

std::string sudoOf(const Settings& connection) {
    return connection.isOn("sudo") ? "sudo -n " : "";
}

std::vector<std::string> askpassEnvironment() {
    const char* const program = std::getenv(askpassVariable);
    if (program == nullptr || *program == '\0')
        return {};
    return {std::string("SSH_ASKPASS=") + program, "SSH_ASKPASS_REQUIRE=force",
            std::string(actsAsAskpassVariable) + "=1"};
}

/// Waits until the program has ended, and returns the reason.
Error whyItEnded(const Machine& machine, FarProgram& program) {
    constexpr auto patience = 2s;
    const auto until = std::chrono::steady_clock::now() + patience;
    auto wrong = program.ssh.end();
    while (!wrong && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(5ms);
        wrong = program.ssh.end();
    }
    static_cast<void>(program.errors.read(program.ssh.pipes.errors.get()));
    return farError(machine, program.errors, wrong && !wrong->empty() ? *wrong : "it ended at once");
}

} // namespace

std::vector<Setting> sshSettings() {
    return {{.key = "sudo",
             .title = "sudo",
             .type = SettingType::Switch,
             .defaultValue = "off",
             .help = "Run the program there as root, where sudo asks for no password"},
            {.key = "identity",
             .title = "Key file",
             .type = SettingType::File,
             .help = "Without it, those of your agent and of ~/.ssh"},
            {.key = "option",
             .title = "Options",
             .type = SettingType::Text,
             .help = "Further options of ssh, such as ProxyJump=HOST (ssh_config(5))",
             .repeatable = true}};
}

std::string shellWord(std::string_view word) {
    std::string text = "'";
    for (const char c : word)
        text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

std::string serveScript(const Settings& connection) {
    return "command -v tapscope-cli >/dev/null 2>&1 && tapscope-cli serve --help >/dev/null 2>&1 && echo '" +
           std::string(serveMark) + "' && exec " + sudoOf(connection) +
           "tapscope-cli serve --ssh-connection \"$SSH_CONNECTION\"\n";
}

std::string farScript(const Settings& connection, FarChoice choice, const FarCapture* capture) {
    // Capture programs are often in folders that only root's $PATH contains.
    std::string script = "PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin\n";
    if (choice == FarChoice::Any || choice == FarChoice::TapScope)
        script += serveScript(connection);
    const auto add = [&](FarChoice which, const std::string& program, const std::string& arguments) {
        if (choice == FarChoice::Any || choice == which)
            script += "command -v " + program + " >/dev/null 2>&1 && echo '" + std::string(captureMark) + "' && exec " +
                      sudoOf(connection) + program + " " + arguments + "\n";
    };
    if (capture != nullptr) {
        const std::string device = shellWord(capture->device);
        const std::string length = std::to_string(capture->snapLength);
        // $SSH_CONNECTION: our address and port, the far one's address and port.
        script += "set -- $SSH_CONNECTION\n"
                  "f=" +
                  shellWord(capture->filter) +
                  "\n"
                  "o=\n"
                  "[ -n \"$4\" ] && o=\"not (tcp and host $1 and port $2 and port $4)\"\n"
                  "if [ -n \"$f\" ] && [ -n \"$o\" ]; then f=\"($f) and $o\"; else f=\"$f$o\"; fi\n";
        add(FarChoice::Dumpcap, "dumpcap", "-q -i " + device + " -w - -s " + length + " -f \"$f\"");
        add(FarChoice::Tcpdump, "tcpdump", "-U -n -i " + device + " -w - -s " + length + " \"$f\"");
    }
    const std::string_view missing =
        capture == nullptr || choice == FarChoice::TapScope
            ? "tapscope-cli is not installed there, or is too old"
            : (choice == FarChoice::Any ? "none of tapscope-cli, dumpcap and tcpdump is installed there"
                                        : "the capture program is not installed there");
    return script + "echo '" + std::string(missing) + "' >&2; exit 127\n";
}

Error farError(const Machine& machine, const ErrorOutput& said, std::string_view otherwise) {
    const std::string line = said.lastLine();
    for (const KnownTrouble& trouble : troubles) {
        if (said.text().contains(trouble.said))
            return failure(trouble.kind, "connect to", machine.text(),
                           std::string(trouble.reason) + (line.empty() ? "" : " (" + line + ")"), trouble.hint)
                .error();
    }
    return failure(ErrorKind::System, "capture from", machine.text(), line.empty() ? std::string(otherwise) : line)
        .error();
}

Result<FarProgram> startThere(const Machine& machine, const Settings& connection, FarChoice choice,
                              const FarCapture* capture, const std::stop_token& stop) {
    return startScript(machine, connection, farScript(connection, choice, capture), stop);
}

Result<FarProgram> startScript(const Machine& machine, const Settings& connection, const std::string& script,
                               const std::stop_token& stop) {
    auto ssh =
        ChildProcess::start(sshCommand(machine, connection, script), {.input = ChildProcess::Input::Pipe,
                                                                      .group = ChildProcess::Options::Group::Ours,
                                                                      .environment = askpassEnvironment()});
    if (!ssh)
        return std::unexpected(ssh.error());
    FarProgram program{.ssh = std::move(*ssh), .errors = {}, .speaks = FarProgram::Speaks::Serve};
    MarkReader mark;
    constexpr int look = 50; // milliseconds between two checks for a stop
    while (!stop.stop_requested()) {
        std::array watched{pollfd{program.ssh.pipes.output.get(), POLLIN, 0},
                           pollfd{program.ssh.pipes.errors.get(), POLLIN, 0}};
        if (poll(watched.data(), watched.size(), look) <= 0)
            continue;
        if (watched[1].revents != 0 && !program.errors.read(program.ssh.pipes.errors.get()))
            program.ssh.pipes.errors.reset();
        if (watched[0].revents == 0)
            continue;
        if (!mark.read(program.ssh.pipes.output.get()))
            return std::unexpected(whyItEnded(machine, program));
        if (mark.found) {
            program.speaks = *mark.found;
            return program;
        }
    }
    return failure(ErrorKind::Cancelled, "connect to", machine.text(), "it was cancelled");
}

} // namespace tapscope
