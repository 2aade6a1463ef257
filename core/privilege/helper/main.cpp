// tapscope-helper: does for one client what needs CAP_NET_ADMIN and CAP_NET_RAW, and nothing else. The client is at
// the other end of standard input, a SOCK_SEQPACKET socket.

#include <privilege/helper_policy.h>
#include <privilege/helper_server.h>
#include <privilege/namespaces.h>
#include <privilege/rights.h>
#include <privilege/sandbox.h>

#include <cap-ng.h>
#include <confinement.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <span>
#include <string_view>
#include <vector>

namespace {

using namespace tapscope;

constexpr std::string_view usage = R"(tapscope-helper is started by TapScope, which talks to it over its standard input.
    tapscope-helper                               with its rights, where it is started
    tapscope-helper --sandbox                     in a private user and network namespace, without any right
    tapscope-helper --netns NAME                  in a namespace that ip netns made
    tapscope-helper --process PID                 in the network namespace of a process
    tapscope-helper --run-in PID PROGRAM [ARG...] runs a program there, and serves nobody
)";

enum class Place { Here, Elsewhere };

/// Whoever has file capabilities gives them up where they are of no use: the place is entered by the user's own right.
void dropRights() {
    if (geteuid() == 0)
        return;
    capng_clear(CAPNG_SELECT_BOTH);
    capng_apply(CAPNG_SELECT_CAPS);
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0); // /proc/self is ours to write again (user_namespaces(7))
}

Result<pid_t> parseProcess(std::string_view text) {
    pid_t process = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), process);
    if (error != std::errc{} || end != text.data() + text.size() || process <= 0)
        return failure(ErrorKind::Invalid, "enter the network of", fmt::format("process {}", text),
                       "that is no process id");
    return process;
}

Result<Place> enter(std::span<const std::string_view> words) {
    if (words.empty())
        return Place::Here;
    dropRights();
    Result<void> entered = failure(ErrorKind::Invalid, "understand", words.front(), "there is no such option");
    if (words.size() == 1 && words[0] == "--sandbox") {
        entered = enterPrivateSandbox();
    } else if (words.size() == 2 && words[0] == "--netns") {
        entered = enterNamedNetwork(words[1]);
    } else if (words.size() == 2 && words[0] == "--process") {
        const auto process = parseProcess(words[1]);
        entered = process ? enterNetworkOf(*process) : std::unexpected(process.error());
    }
    if (!entered)
        return std::unexpected(entered.error());
    return Place::Elsewhere;
}

/// Who has the other end, as the kernel remembers.
Result<ucred> clientOf(int fd) {
    int family = 0, type = 0;
    ucred client{};
    socklen_t size = sizeof family;
    if (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &size) != 0 || family != AF_UNIX ||
        getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) != 0 || type != SOCK_SEQPACKET ||
        getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &client, &(size = sizeof client)) != 0)
        return failure(ErrorKind::Invalid, "serve", "standard input", "it is no SOCK_SEQPACKET socket", usage);
    return client;
}

/// Enters the place and becomes small. `policy` is adapted to the place.
Result<void> prepare(const ucred& client, std::span<const std::string_view> words, HelperPolicy& policy) {
    auto place = enter(words);
    if (!place)
        return std::unexpected(place.error());
    policy.user = client.uid;
    if (*place == Place::Elsewhere) {
        policy.routeSockets = HelperPolicy::RouteSockets::HandedOut;
        if (geteuid() != 0) { // what is in there is the user's own, and ids are those of in there
            policy.user = geteuid();
            policy.othersDevices = HelperPolicy::OthersDevices::Allowed;
        }
    }
    if (auto kept = keepNetworkRightsOnly(policy.user, client.gid); !kept)
        return kept;
    return forbidOtherSystemCalls();
}

int runIn(std::string_view place, char** command) {
    dropRights();
    const auto process = parseProcess(place);
    const auto entered = process ? enterNetworkOf(*process) : std::unexpected(process.error());
    if (!entered) {
        fmt::print(stderr, "{}\n", entered.error().text());
        return 1;
    }
    passNetworkRightsOn();
    prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0); // it ends with the window or the terminal that wanted it
    execvp(command[0], command);
    fmt::print(stderr, "{}\n", systemError(errno, "run", command[0]).error().text());
    return 127;
}

/// Tells the client, in answer to whatever it asks first, why there will be no service.
void refuse(MessageSocket& client, const Error& error) {
    if (client.receive(largestRequest, 0))
        static_cast<void>(client.send(encode(Reply{error})));
}

} // namespace

int main(int argc, char** argv) {
    if (argc >= 4 && std::string_view(argv[1]) == "--run-in")
        return runIn(argv[2], argv + 3);
    signal(SIGPIPE, SIG_IGN);
    const auto credentials = clientOf(STDIN_FILENO);
    if (!credentials) {
        fmt::print(stderr, "{}\n", credentials.error().text());
        return 2;
    }
    MessageSocket client{UniqueFd(STDIN_FILENO)};
    const std::vector<std::string_view> words(argv + 1, argv + argc);
    if (auto forgotten = forgetSurroundings(); !forgotten) {
        refuse(client, forgotten.error());
        return 1;
    }
    HelperPolicy policy = readHelperPolicy();
    if (auto prepared = prepare(*credentials, words, policy); !prepared) {
        refuse(client, prepared.error());
        return 1;
    }
    HelperServer(std::move(client), policy).serve();
    // Not exit(3): nothing is left to be done that the filter would have to allow.
    _exit(0);
}
