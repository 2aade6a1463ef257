// tapscope-helper: performs operations that need CAP_NET_ADMIN and CAP_NET_RAW for one client, and nothing else. It is
// the only program of TapScope that polkit or file capabilities give rights to: it accepts one argument, and starts no
// program.

#include <confinement.h>
#include <fmt/core.h>
#include <serving.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace {

using namespace tapscope;

constexpr std::string_view usage =
    R"(tapscope-helper is started by TapScope, which talks to it over its standard input. It takes one of these words:
    --own-devices     make devices, and change the user's own
    --watch           receive the frames of other users' devices (through polkit only)
    --others-devices  change other users' devices, too (through polkit only)
)";

struct Session {
    std::string_view word; ///< the whole argument vector: resources/polkit has an action for each
    Grants grants;
    bool isPolkits = false; ///< requires that polkit authorised this start
};
constexpr std::array<Session, 3> sessions = {{
    {"--own-devices", {Grant::OwnDevices}, false},
    {"--watch", {Grant::WatchOthers}, true},
    {"--others-devices", {Grant::OwnDevices, Grant::WatchOthers, Grant::ChangeOthers}, true},
}};

const Session* sessionFor(int argc, char** argv) {
    for (const auto& session : sessions) {
        if (argc == 2 && argv[1] == session.word)
            return &session;
    }
    return nullptr;
}

/// The user who started this program: pkexec runs it as root, and passes on the user it asked.
std::optional<uid_t> starter() {
    const char* const asked = getuid() == 0 ? std::getenv("PKEXEC_UID") : nullptr;
    if (asked == nullptr)
        return getuid();
    const std::string_view text(asked);
    uid_t user = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), user);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(user) : std::nullopt;
}

/// Drops privileges, and returns what the client may do.
Result<HelperPolicy> prepare(const HelperClient& client, const Session& session, std::optional<uid_t> startedBy) {
    constexpr const char* action = "serve with";
    constexpr const char* object = "tapscope-helper";
    if (startedBy != client.user.user)
        return failure(ErrorKind::NotPermitted, action, object, "its client is not the user who started it");
    const bool isAuthorised = getuid() == 0; // authorised by polkit, or started by root
    if (session.isPolkits && !isAuthorised)
        return failure(ErrorKind::NotPermitted, action, object,
                       fmt::format("{} needs polkit's authorisation, but polkit did not start it", session.word));
    HelperPolicy policy = readHelperPolicy();
    policy.user = client.user;
    policy.grants.add(session.grants);
    if (client.user.user == 0)
        policy = HelperPolicy::unlimited(client.user);
    if (auto small = confine(client.user.user, client.group); !small)
        return std::unexpected(std::move(small.error()));
    return policy;
}

} // namespace

int main(int argc, char** argv) {
    const Session* const session = sessionFor(argc, argv);
    const auto client = clientOnStandardInput();
    if (session == nullptr || !client) {
        giveUpAllRights();
        fmt::print(stderr, "{}", session == nullptr ? std::string(usage) : client.error().text() + '\n');
        return 2;
    }
    const auto startedBy = starter();
    // Not exit(3): the filter would have to allow its system calls, and there is nothing left to do.
    _exit(serveStandardInput([&] { return prepare(*client, *session, startedBy); }));
}
