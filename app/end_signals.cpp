#include "end_signals.h"

#include <plugin/plugin_crash.h>

#include <QSocketNotifier>

#include <sys/eventfd.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string_view>

namespace tapscope {
namespace {

constexpr std::array endSignals = {SIGTERM, SIGINT, SIGHUP};

constexpr suseconds_t endingTime = 900'000; // microseconds: "within a second", with the time to be scheduled

// A signal handler has no other access to these.
int wakeDescriptor = -1;
volatile std::sig_atomic_t hasCome = 0, isEnding = 0;
volatile std::sig_atomic_t exitCode = 128 + SIGTERM;

void say(std::string_view text) {
    [[maybe_unused]] const auto written = write(STDERR_FILENO, text.data(), text.size());
}

void giveASecond() {
    const itimerval once{.it_interval = {}, .it_value = {.tv_sec = 0, .tv_usec = endingTime}};
    setitimer(ITIMER_REAL, &once, nullptr);
}

void begin() {
    if (isEnding == 0)
        giveASecond();
    isEnding = 1;
}

void wake(int) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(wakeDescriptor, &one, sizeof one);
    hasCome = 1;
    begin();
}

/// Runs on the GUI thread, interrupting whatever keeps it from ending.
void endAnyhow(int) {
    const std::string_view plugins = pluginsAtWork();
    say("tapscope: ended although ");
    say(plugins.empty() ? "something (a disk, a helper)" : "the plugin ");
    say(plugins);
    say(" did not return; recorded frames are in the file\n");
    _exit(exitCode);
}

} // namespace

// Uses handlers and not a signalfd, which needs the signals to be blocked, and started programs would inherit that.
EndSignals::EndSignals(QObject* parent) : QObject(parent) {
    wakeDescriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    auto* notifier = new QSocketNotifier(wakeDescriptor, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        emit asked();
    });
    struct sigaction action{};
    action.sa_handler = endAnyhow;
    sigaction(SIGALRM, &action, nullptr);
    action.sa_handler = wake;
    action.sa_flags = SA_RESTART;
    for (const int signal : endSignals)
        sigaction(signal, &action, nullptr);
}

bool EndSignals::haveCome() noexcept {
    return hasCome != 0;
}

void EndSignals::expectEnd(int code) {
    if (isEnding == 0)
        exitCode = code;
    begin();
}

void EndSignals::grantTime() {
    giveASecond();
}

EndSignals::~EndSignals() {
    for (const int signal : endSignals)
        std::signal(signal, SIG_DFL);
    close(wakeDescriptor);
}

} // namespace tapscope
