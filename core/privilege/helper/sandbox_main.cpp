// tapscope-sandbox: enters a network namespace on behalf of a window that stays outside, or runs a program there. It
// has only the user's own rights, and refuses to run with any others.

#include <privilege/namespaces.h>
#include <privilege/rights.h>
#include <privilege/sandbox.h>

#include <confinement.h>
#include <fmt/core.h>
#include <serving.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string_view>
#include <vector>

namespace {

using namespace tapscope;

constexpr std::string_view usage =
    R"(tapscope-sandbox is started by TapScope, which talks to it over its standard input.
    tapscope-sandbox --private                     serves in a private user and network namespace
    tapscope-sandbox --netns NAME                  in a namespace that ip netns made
    tapscope-sandbox --process PID                 in the network namespace of a process
    tapscope-sandbox --run-in PID PROGRAM [ARG...] runs a program there, and serves nobody
)";

using Words = std::span<const std::string_view>;

/// Whether the program was started with the rights of another user: through the mode or capabilities of its file
/// (AT_SECURE, getauxval(3)), or by pkexec.
bool isPrivilegedStart() {
    return getauxval(AT_SECURE) != 0 || std::getenv("PKEXEC_UID") != nullptr;
}

Result<pid_t> parseProcess(std::string_view text) {
    pid_t process = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), process);
    if (error != std::errc{} || end != text.data() + text.size() || process <= 0)
        return failure(ErrorKind::Invalid, "enter the network of", fmt::format("process {}", text),
                       "that is not a process id");
    return process;
}

Result<void> enter(Words words) {
    if (words[0] == "--private")
        return enterPrivateSandbox();
    if (words[0] == "--netns")
        return enterNamedNetwork(words[1]);
    const auto process = parseProcess(words[1]);
    return process ? enterNetworkOf(*process) : std::unexpected(process.error());
}

/// Everything in the sandbox belongs to the user; ids are those of its user namespace.
Result<HelperPolicy> prepare(Words words, gid_t group) {
    if (auto entered = enter(words); !entered)
        return std::unexpected(std::move(entered.error()));
    HelperPolicy policy = HelperPolicy::unlimited(UserIdentity::ofThisProcess());
    policy.routeSockets = HelperPolicy::RouteSockets::HandedOut;
    if (auto small = confine(policy.user.user, group); !small)
        return std::unexpected(std::move(small.error()));
    return policy;
}

int fail(const Error& error) {
    fmt::print(stderr, "{}\n", error.text());
    return 1;
}

int runIn(std::string_view place, char** command) {
    const auto process = parseProcess(place);
    const auto entered = process ? enterNetworkOf(*process) : std::unexpected(process.error());
    if (!entered)
        return fail(entered.error());
    passNetworkRightsOn();
    prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0); // it ends with the window or terminal that started it
    execvp(command[0], command);
    fail(systemError(errno, "run", command[0]).error());
    return 127;
}

bool isUnderstood(Words words) {
    if (words.size() == 1)
        return words[0] == "--private";
    return words.size() == 2 && (words[0] == "--netns" || words[0] == "--process");
}

} // namespace

int main(int argc, char** argv) {
    if (isPrivilegedStart()) {
        giveUpAllRights();
        fail(failure(ErrorKind::NotPermitted, "work with", "rights that are not the user's own",
                     "tapscope-sandbox needs none, and would pass them on",
                     "Start it as yourself; remove capabilities from its file: setcap -r tapscope-sandbox")
                 .error());
        return 2;
    }
    if (argc >= 4 && std::string_view(argv[1]) == "--run-in")
        return runIn(argv[2], argv + 3);
    const std::vector<std::string_view> words(argv + 1, argv + argc);
    const auto client = clientOnStandardInput();
    if (!isUnderstood(words) || !client) {
        fmt::print(stderr, "{}", !isUnderstood(words) ? std::string(usage) : client.error().text() + '\n');
        return 2;
    }
    _exit(serveStandardInput([&] { return prepare(words, client->group); }));
}
