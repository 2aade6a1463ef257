#include <privilege/helper_connection.h>

#include <fmt/core.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <utility>

namespace tapscope {
namespace {

constexpr const char* startingHelper = "start";
constexpr const char* object = "tapscope-helper";
constexpr std::size_t mostDescriptors = 2;

/// Starts a program with `input` as its standard input, and with no other descriptors than standard output and error.
Result<pid_t> spawn(const std::vector<std::string>& command, int input) {
    std::vector<char*> words;
    for (const std::string& word : command)
        words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    pid_t child = 0;
    const int code = posix_spawn(&child, words.front(), &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (code != 0)
        return systemError(code, startingHelper, command.front());
    return child;
}

/// Waits for a helper that has been told to end. A helper that does not end is killed; one that runs as root (started
/// by pkexec) is left to end by itself.
void awaitEnd(pid_t child) {
    constexpr int patience = 300; // milliseconds
    const UniqueFd process(static_cast<int>(syscall(SYS_pidfd_open, child, 0)));
    pollfd ended{.fd = process.get(), .events = POLLIN, .revents = 0};
    if (process && poll(&ended, 1, patience) == 0 && kill(child, SIGKILL) != 0)
        return;
    waitpid(child, nullptr, 0);
}

} // namespace

Result<std::shared_ptr<HelperConnection>> HelperConnection::start(const std::vector<std::string>& command,
                                                                  const std::stop_token& stop) {
    auto ends = MessageSocket::pair();
    if (!ends)
        return std::unexpected(ends.error());
    std::shared_ptr<HelperConnection> connection;
    {
        MessageSocket theirs = std::move(ends->second);
        // Set before the first message: the helper checks the sender of each message.
        if (auto told = theirs.tellSenders(); !told)
            return std::unexpected(told.error());
        const auto child = spawn(command, theirs.fd());
        if (!child)
            return std::unexpected(child.error());
        connection.reset(new HelperConnection(std::move(ends->first), *child));
    } // only the helper holds its end now, so that its exit is an end of file here
    auto greeted = [&] {
        // Not SIGTERM: a program that waits for a password may ignore it.
        const std::stop_callback end(stop, [child = connection->child_] { kill(child, SIGKILL); });
        return connection->ask(Hello{});
    }();
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, startingHelper, object, "it was cancelled");
    if (!greeted)
        return std::unexpected(greeted.error());
    const auto* welcome = std::get_if<Welcome>(&greeted->reply);
    if (welcome == nullptr || welcome->version != helperProtocolVersion)
        return failure(ErrorKind::Unsupported, startingHelper, object, "it belongs to another release",
                       "Install TapScope and tapscope-helper of the same release");
    connection->process_ = static_cast<pid_t>(welcome->process);
    return connection;
}

HelperConnection::~HelperConnection() {
    shutdown(socket_.fd(), SHUT_RDWR); // the helper sees it as an end of file
    if (child_ > 0)
        awaitEnd(child_);
}

Result<HelperConnection::Answer> HelperConnection::ask(const Request& request) {
    const std::lock_guard lock(mutex_);
    // Sending may fail if the helper has ended already.
    auto sent = socket_.send(encode(request));
    auto message = sent ? socket_.receive(largestReply, mostDescriptors) : std::unexpected(sent.error());
    if (!message)
        return std::unexpected(message.error().kind == ErrorKind::Ended ? whyItEnded() : message.error());
    auto reply = parseReply(message->bytes);
    if (!reply)
        return std::unexpected(reply.error());
    if (const auto* error = std::get_if<Error>(&*reply))
        return std::unexpected(*error);
    return Answer{std::move(*reply), std::move(message->descriptors)};
}

Error HelperConnection::whyItEnded() {
    int status = 0;
    if (child_ <= 0 || waitpid(std::exchange(child_, 0), &status, 0) < 0)
        return failure(ErrorKind::Ended, "ask", object, "it has ended").error();
    constexpr int dismissed = 126, notAuthorised = 127; // pkexec(1)
    if (WIFEXITED(status) && WEXITSTATUS(status) == dismissed)
        return failure(ErrorKind::NotPermitted, startingHelper, object, "the password prompt was dismissed").error();
    if (WIFEXITED(status) && WEXITSTATUS(status) == notAuthorised)
        return failure(ErrorKind::NotPermitted, startingHelper, object, "polkit did not authorise it").error();
    if (WIFSIGNALED(status))
        return failure(ErrorKind::Ended, "ask", object, fmt::format("signal {} ended it", WTERMSIG(status))).error();
    return failure(ErrorKind::Ended, "ask", object, fmt::format("it ended with status {}", WEXITSTATUS(status)))
        .error();
}

} // namespace tapscope
