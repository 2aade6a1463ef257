#include "interruption.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

namespace tapscope::cli {

Interruption::Interruption() {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP); // the terminal is gone: what was captured is to be kept in good order
    sigprocmask(SIG_BLOCK, &ends, nullptr);
    signals_ = UniqueFd(signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK));
}

bool Interruption::waitFor(std::chrono::milliseconds time) const {
    pollfd descriptor{signals_.get(), POLLIN, 0};
    signalfd_siginfo signal{};
    return poll(&descriptor, 1, static_cast<int>(time.count())) > 0 &&
           read(signals_.get(), &signal, sizeof signal) == sizeof signal;
}

} // namespace tapscope::cli
