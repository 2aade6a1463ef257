#include <fcntl.h>
#include <fmt/core.h>
#include <source/child_process.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

// No POSIX header declares it.
extern char** environ; // NOLINT(readability-redundant-declaration)

namespace tapscope {
namespace {

constexpr int patienceSteps = 25;
constexpr timespec patienceStep{.tv_sec = 0, .tv_nsec = 2'000'000};

struct Pipe {
    UniqueFd reader, writer;

    /// `ours` is the end that stays in this process, and is non-blocking.
    static Result<Pipe> make(const std::string& program, UniqueFd Pipe::* ours) {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0)
            return systemError(errno, "create a pipe to", program);
        Pipe pipe{.reader = UniqueFd(ends[0]), .writer = UniqueFd(ends[1])};
        fcntl((pipe.*ours).get(), F_SETFL, O_NONBLOCK);
        return pipe;
    }
};

/// Returns the array that execve(2) needs. It refers to the words, which must live longer.
std::vector<char*> pointersTo(const std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (const std::string& word : words)
        pointers.push_back(const_cast<char*>(word.c_str())); // NOLINT(cppcoreguidelines-pro-type-const-cast): execve(2)
    pointers.push_back(nullptr);
    return pointers;
}

/// This process's environment, with the added variables. If a variable occurs twice, the first value counts.
std::vector<std::string> environmentWith(std::vector<std::string> added) {
    for (char** each = environ; *each != nullptr; ++each)
        added.emplace_back(*each);
    return added;
}

/// The attributes and file actions for posix_spawn(3).
class SpawnPlan {
public:
    explicit SpawnPlan(ChildProcess::Options::Group group) {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
        sigset_t blocked{};
        sigset_t all{};
        sigemptyset(&blocked);
        sigfillset(&all);
        int flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
        if (group == ChildProcess::Options::Group::Own)
            flags |= POSIX_SPAWN_SETPGROUP;
        else
            sigaddset(&blocked, SIGINT);
        posix_spawnattr_setsigmask(&attributes, &blocked); // the calling thread may have blocked other signals
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setpgroup(&attributes, 0);
        posix_spawnattr_setflags(&attributes, static_cast<short>(flags));
    }
    ~SpawnPlan() {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

} // namespace

Result<ChildProcess> ChildProcess::start(const std::vector<std::string>& command, const Options& options) {
    auto output = Pipe::make(command.front(), &Pipe::reader);
    if (!output)
        return std::unexpected(output.error());
    auto errors = Pipe::make(command.front(), &Pipe::reader);
    if (!errors)
        return std::unexpected(errors.error());
    auto input = options.input == Input::Pipe ? Pipe::make(command.front(), &Pipe::writer) : Result<Pipe>();
    if (!input)
        return std::unexpected(input.error());
    SpawnPlan plan(options.group);
    if (options.outputDescriptor != STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&plan.actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    // Above all descriptors that are to be replaced, so that no copy overwrites another one.
    constexpr int free = 10;
    const UniqueFd inputCopy(input->reader ? fcntl(input->reader.get(), F_DUPFD_CLOEXEC, free) : -1);
    if (inputCopy)
        posix_spawn_file_actions_adddup2(&plan.actions, inputCopy.get(), STDIN_FILENO);
    else
        posix_spawn_file_actions_addopen(&plan.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    const UniqueFd outputCopy(fcntl(output->writer.get(), F_DUPFD_CLOEXEC, free));
    const UniqueFd errorsCopy(fcntl(errors->writer.get(), F_DUPFD_CLOEXEC, free));
    posix_spawn_file_actions_adddup2(&plan.actions, outputCopy.get(), options.outputDescriptor);
    posix_spawn_file_actions_adddup2(&plan.actions, errorsCopy.get(), STDERR_FILENO);
    auto words = pointersTo(command);
    const auto environment = environmentWith(options.environment);
    pid_t pid = 0;
    if (const int code = posix_spawnp(&pid, words.front(), &plan.actions, &plan.attributes, words.data(),
                                      pointersTo(environment).data());
        code != 0)
        return systemError(code, "run", command.front());
    ChildProcess child(pid, options.group == Options::Group::Own);
    child.pipes = {
        .input = std::move(input->writer), .output = std::move(output->reader), .errors = std::move(errors->reader)};
    return child;
}

ChildProcess::~ChildProcess() {
    if (pid_ == 0)
        return;
    const pid_t target = isGroup_ ? -pid_ : pid_;
    if (!status_)
        kill(target, SIGTERM);
    for (int step = 0; !end() && step < patienceSteps; ++step)
        nanosleep(&patienceStep, nullptr);
    if (status_)
        return;
    kill(target, SIGKILL);
    waitpid(pid_, nullptr, 0);
}

std::optional<std::string> ChildProcess::end() {
    int status = 0;
    if (!status_ && waitpid(pid_, &status, WNOHANG) == pid_)
        status_ = status;
    if (!status_)
        return std::nullopt;
    if (WIFSIGNALED(*status_))
        return fmt::format("it was terminated by signal {}", WTERMSIG(*status_));
    const int code = WEXITSTATUS(*status_);
    return code == 0 ? std::string() : fmt::format("it ended with exit code {}", code);
}

} // namespace tapscope
