#include <fcntl.h>
#include <fmt/format.h>
#include <source/child_process.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <utility>

// POSIX has no header for it.
extern char** environ; // NOLINT(readability-redundant-declaration)

namespace tapscope {
namespace {

constexpr int patienceSteps = 25;
constexpr timespec patienceStep{.tv_sec = 0, .tv_nsec = 2'000'000};

struct Pipe {
    UniqueFd reader, writer;

    static Result<Pipe> make(const std::string& program) {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0)
            return systemError(errno, "make a pipe to", program);
        Pipe pipe{.reader = UniqueFd(ends[0]), .writer = UniqueFd(ends[1])};
        fcntl(pipe.reader.get(), F_SETFL, O_NONBLOCK);
        return pipe;
    }
};

/// What posix_spawn(3) is told, freed with this.
class SpawnPlan {
public:
    SpawnPlan() {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
        sigset_t none{};
        sigset_t all{};
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes, &none); // whoever starts it may have blocked signals
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setpgroup(&attributes, 0);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
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

Result<ChildProcess> ChildProcess::start(const std::vector<std::string>& command, int outputDescriptor) {
    auto output = Pipe::make(command.front());
    if (!output)
        return std::unexpected(output.error());
    auto errors = Pipe::make(command.front());
    if (!errors)
        return std::unexpected(errors.error());
    SpawnPlan plan;
    if (outputDescriptor != STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&plan.actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    // Above all that is replaced first, so that one copy does not take the other's place.
    constexpr int free = 10;
    const UniqueFd outputCopy(fcntl(output->writer.get(), F_DUPFD_CLOEXEC, free));
    const UniqueFd errorsCopy(fcntl(errors->writer.get(), F_DUPFD_CLOEXEC, free));
    posix_spawn_file_actions_adddup2(&plan.actions, outputCopy.get(), outputDescriptor);
    posix_spawn_file_actions_adddup2(&plan.actions, errorsCopy.get(), STDERR_FILENO);
    std::vector<char*> words;
    for (const std::string& word : command)
        words.push_back(const_cast<char*>(word.c_str())); // NOLINT(cppcoreguidelines-pro-type-const-cast): execve(2)
    words.push_back(nullptr);
    pid_t pid = 0;
    if (const int code =
            posix_spawnp(&pid, words.front(), &plan.actions, &plan.attributes, words.data(), environ); // NOLINT
        code != 0)
        return systemError(code, "run", command.front());
    ChildProcess child(pid);
    child.pipes = {.output = std::move(output->reader), .errors = std::move(errors->reader)};
    return child;
}

ChildProcess::~ChildProcess() {
    if (pid_ == 0)
        return;
    if (!status_)
        kill(-pid_, SIGTERM);
    for (int step = 0; !end() && step < patienceSteps; ++step)
        nanosleep(&patienceStep, nullptr);
    if (status_)
        return;
    kill(-pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
}

std::optional<std::string> ChildProcess::end() {
    int status = 0;
    if (!status_ && waitpid(pid_, &status, WNOHANG) == pid_)
        status_ = status;
    if (!status_)
        return std::nullopt;
    if (WIFSIGNALED(*status_))
        return fmt::format("it was ended by signal {}", WTERMSIG(*status_));
    const int code = WEXITSTATUS(*status_);
    return code == 0 ? std::string() : fmt::format("it ended with exit code {}", code);
}

} // namespace tapscope
