#include "end_signals.h"

#include <QSocketNotifier>

#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace tapscope {
namespace {

constexpr std::array endSignals = {SIGTERM, SIGINT, SIGHUP};

// A handler has no other way to know where to write.
int wakeDescriptor = -1;

void wake(int) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(wakeDescriptor, &one, sizeof one);
}

} // namespace

// Handlers, and not a signalfd: that needs the signals blocked, and programs that are started would inherit it.
EndSignals::EndSignals(QObject* parent) : QObject(parent) {
    wakeDescriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    auto* notifier = new QSocketNotifier(wakeDescriptor, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        emit asked();
    });
    struct sigaction action{};
    action.sa_handler = wake;
    action.sa_flags = SA_RESTART;
    for (const int signal : endSignals)
        sigaction(signal, &action, nullptr);
}

EndSignals::~EndSignals() {
    for (const int signal : endSignals)
        std::signal(signal, SIG_DFL);
    close(wakeDescriptor);
}

} // namespace tapscope
