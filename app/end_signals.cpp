#include "end_signals.h"

#include <plugin/plugin_crash.h>

#include <QSocketNotifier>

#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string_view>

namespace tapscope {
namespace {

constexpr std::array endSignals = {SIGTERM, SIGINT, SIGHUP};

constexpr unsigned reactionTime = 1; // seconds
constexpr unsigned endingTime = 10;  // seconds

// A handler has no other way to know where to write.
int wakeDescriptor = -1;

void say(std::string_view text) {
    [[maybe_unused]] const auto written = write(STDERR_FILENO, text.data(), text.size());
}

void wake(int) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(wakeDescriptor, &one, sizeof one);
    alarm(reactionTime);
}

/// Runs on the window's thread, on top of whatever keeps it from ending. All that was captured is in the recording.
void endAnyhow(int) {
    const std::string_view plugin = pluginOfThisThread();
    say("tapscope: ended although ");
    say(plugin.empty() ? "something" : "the plugin ");
    say(plugin);
    say(" did not return; what was captured is offered at the next start\n");
    _exit(128 + SIGTERM);
}

} // namespace

// Handlers, and not a signalfd: that needs the signals blocked, and programs that are started would inherit it.
EndSignals::EndSignals(QObject* parent) : QObject(parent) {
    wakeDescriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    auto* notifier = new QSocketNotifier(wakeDescriptor, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        expectEnd();
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

void EndSignals::expectEnd() {
    alarm(endingTime);
}

EndSignals::~EndSignals() {
    for (const int signal : endSignals)
        std::signal(signal, SIG_DFL);
    close(wakeDescriptor);
}

} // namespace tapscope
