#include <plugin/plugin_crash.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>

namespace tapscope {
namespace {

// A signal handler receives no object. The data that it needs is kept here, is written on the main thread, and only
// grows.

struct Library {
    std::uintptr_t begin = 0, end = 0; ///< of its code
    std::array<char, 64> id{};
};
constexpr std::size_t mostLibraries = 512;
std::array<Library, mostLibraries> libraries;     // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
std::atomic<std::size_t> libraryCount = 0;        // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
std::array<char, 4096> switchesFile;              // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
std::array<std::byte, 64 << 10> alternativeStack; // NOLINT: for a thread that has used up its own stack

constexpr int mostCallers = 128;

struct Signal {
    int number;
    std::string_view name;
};
constexpr std::array crashSignals = {Signal{SIGSEGV, "SIGSEGV"}, Signal{SIGBUS, "SIGBUS"}, Signal{SIGFPE, "SIGFPE"},
                                     Signal{SIGILL, "SIGILL"}, Signal{SIGABRT, "SIGABRT"}};

/// A line of text that is built without allocating memory.
class Line {
public:
    void append(std::string_view text) noexcept {
        const std::size_t size = std::min(text.size(), text_.size() - size_);
        std::memcpy(text_.data() + size_, text.data(), size);
        size_ += size;
    }
    void writeTo(int descriptor) const noexcept {
        [[maybe_unused]] const auto written = ::write(descriptor, text_.data(), size_);
    }
    [[nodiscard]] std::string_view text() const noexcept { return {text_.data(), size_}; }
    void clear() noexcept { size_ = 0; }

private:
    std::array<char, 512> text_;
    std::size_t size_ = 0;
};

std::uintptr_t addressOf(const void* context) noexcept {
    const auto* state = static_cast<const ucontext_t*>(context);
#if defined(__linux__) && defined(__x86_64__)
    return static_cast<std::uintptr_t>(state->uc_mcontext.gregs[REG_RIP]);
#elif defined(__linux__) && defined(__aarch64__)
    return static_cast<std::uintptr_t>(state->uc_mcontext.pc);
#else
    static_cast<void>(state);
    return 0;
#endif
}

void onCrash(int number, siginfo_t*, void* context) {
    std::string_view plugin = pluginAt(addressOf(context));
    if (plugin.empty())
        plugin = pluginOfThisThread();
    if (!plugin.empty()) {
        const auto* const known = std::ranges::find(crashSignals, number, &Signal::number);
        Line said;
        said.append("tapscope: the plugin ");
        said.append(plugin);
        said.append(" crashed (");
        said.append(known->name);
        said.append("). It is left out at the next start, which offers the captured frames\n");
        said.writeTo(STDERR_FILENO);
        if (const int file = ::open(switchesFile.data(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600); file >= 0) {
            Line noted;
            noted.append("crashed ");
            noted.append(plugin);
            noted.append(" ");
            noted.append(known->name);
            noted.append("\n");
            noted.writeTo(file);
            ::close(file);
        }
    }
    ::raise(number); // because of SA_RESETHAND, this ends the program
}

struct Wanted {
    std::string path;
    Library* library;
};

int takeRange(dl_phdr_info* info, std::size_t, void* data) {
    const auto& wanted = *static_cast<const Wanted*>(data);
    if (info->dlpi_name == nullptr || wanted.path != info->dlpi_name)
        return 0;
    std::uintptr_t begin = ~std::uintptr_t{0};
    std::uintptr_t end = 0;
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const auto& segment = info->dlpi_phdr[i];
        if (segment.p_type != PT_LOAD || (segment.p_flags & PF_X) == 0)
            continue;
        begin = std::min<std::uintptr_t>(begin, info->dlpi_addr + segment.p_vaddr);
        end = std::max<std::uintptr_t>(end, info->dlpi_addr + segment.p_vaddr + segment.p_memsz);
    }
    wanted.library->begin = begin;
    wanted.library->end = end;
    return 1;
}

} // namespace

void reportPluginCrashes(const QString& switches) {
    const QByteArray path = QFile::encodeName(switches);
    if (path.size() >= static_cast<qsizetype>(switchesFile.size()))
        return;
    QDir().mkpath(QFileInfo(switches).path());
    std::ranges::copy(path, switchesFile.begin());
    switchesFile[static_cast<std::size_t>(path.size())] = '\0';
    std::array<void*, 1> first{};
    ::backtrace(first.data(), 1); // the first call loads a library, which a handler must not do
    const stack_t stack{.ss_sp = alternativeStack.data(), .ss_flags = 0, .ss_size = alternativeStack.size()};
    ::sigaltstack(&stack, nullptr);
    struct sigaction action{};
    action.sa_sigaction = onCrash;
    action.sa_flags = SA_SIGINFO | SA_RESETHAND | SA_ONSTACK;
    for (const Signal& each : crashSignals)
        ::sigaction(each.number, &action, nullptr);
}

void rememberPluginLibrary(const QString& path, const QString& id) {
    const std::size_t count = libraryCount.load(std::memory_order_relaxed);
    if (count == mostLibraries)
        return;
    Library& library = libraries[count];
    Wanted wanted{.path = QFile::encodeName(path).toStdString(), .library = &library};
    ::dl_iterate_phdr(&takeRange, &wanted);
    const QByteArray name = id.toUtf8().left(static_cast<qsizetype>(library.id.size()) - 1);
    std::ranges::copy(name, library.id.begin());
    libraryCount.store(count + 1, std::memory_order_release);
}

std::string_view pluginAt(std::uintptr_t address) noexcept {
    const std::size_t count = libraryCount.load(std::memory_order_acquire);
    for (std::size_t i = 0; i < count; ++i) {
        if (address >= libraries[i].begin && address < libraries[i].end)
            return libraries[i].id.data();
    }
    return {};
}

#ifdef __linux__

namespace {

// The threads' answers to the signal, by index in `libraries`.
std::array<std::atomic<bool>, mostLibraries>
    libraryAtWork;                    // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
std::atomic<std::size_t> answers = 0; // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
Line atWork;                          // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void answer(int) {
    const int before = errno;
    const std::string_view plugin = pluginOfThisThread();
    const std::size_t count = libraryCount.load(std::memory_order_acquire);
    for (std::size_t i = 0; i < count; ++i) {
        if (!plugin.empty() && plugin.data() == libraries[i].id.data())
            libraryAtWork[i].store(true, std::memory_order_relaxed);
    }
    answers.fetch_add(1, std::memory_order_release);
    errno = before;
}

/// Calls `visit` with each other thread of the program.
template <typename Visit>
void eachOtherThread(const Visit& visit) noexcept {
    const int folder = ::open("/proc/self/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return;
    const auto self = ::syscall(SYS_gettid);
    std::array<char, 4096> buffer{};
    // Offsets in a linux_dirent64: its size in bytes, and its name.
    constexpr std::size_t sizeAt = 16, nameAt = 19;
    for (long size = 0; (size = ::syscall(SYS_getdents64, folder, buffer.data(), buffer.size())) > 0;) {
        for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
            std::uint16_t length = 0;
            std::memcpy(&length, buffer.data() + at + sizeAt, sizeof length);
            const long thread = std::strtol(buffer.data() + at + nameAt, nullptr, 10); // 0 for "." and ".."
            if (thread > 0 && thread != self)
                visit(thread);
            at += length;
        }
    }
    ::close(folder);
}

} // namespace

std::string_view pluginsAtWork() noexcept {
    for (auto& each : libraryAtWork)
        each.store(false, std::memory_order_relaxed);
    answers.store(0, std::memory_order_relaxed);
    struct sigaction action{};
    action.sa_handler = answer;
    action.sa_flags = SA_RESTART;
    struct sigaction before{};
    ::sigaction(SIGURG, &action, &before);
    answer(0); // for this thread
    std::size_t asked = 1;
    eachOtherThread([&](long thread) {
        if (::syscall(SYS_tgkill, ::getpid(), thread, SIGURG) == 0)
            ++asked;
    });
    // A thread that has blocked the signal does not answer.
    constexpr timespec step{.tv_sec = 0, .tv_nsec = 1'000'000};
    constexpr int steps = 50;
    for (int i = 0; i < steps && answers.load(std::memory_order_acquire) < asked; ++i)
        ::nanosleep(&step, nullptr);
    action.sa_handler = SIG_IGN; // a thread may still be about to answer
    ::sigaction(SIGURG, before.sa_handler == SIG_DFL ? &action : &before, nullptr);
    atWork.clear();
    const std::size_t count = libraryCount.load(std::memory_order_acquire);
    for (std::size_t i = 0; i < count; ++i) {
        if (!libraryAtWork[i].load(std::memory_order_relaxed))
            continue;
        if (!atWork.text().empty())
            atWork.append(", ");
        atWork.append(libraries[i].id.data());
    }
    return atWork.text();
}

#else

std::string_view pluginsAtWork() noexcept {
    return pluginOfThisThread();
}

#endif

std::string_view pluginOfThisThread() noexcept {
    std::array<void*, mostCallers> callers{};
    const int count = ::backtrace(callers.data(), mostCallers);
    for (int i = 0; i < count; ++i) {
        const std::string_view plugin =
            pluginAt(reinterpret_cast<std::uintptr_t>(callers[static_cast<std::size_t>(i)]));
        if (!plugin.empty())
            return plugin;
    }
    return {};
}

} // namespace tapscope
