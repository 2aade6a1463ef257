#include "interruption.h"

#include "output.h"

#include <plugin/plugin_crash.h>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

namespace tapscope::cli {
namespace {

using namespace std::chrono_literals;

constexpr int checkEvery = 50; // milliseconds
/// timeout(1) sends its signal to the program, and again to its process group. A person needs longer for a second one.
constexpr auto sameSignal = 100ms;

} // namespace

Interruption::Interruption() {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP); // if the terminal is gone, captured frames must still be kept in good order
    sigprocmask(SIG_BLOCK, &ends, nullptr);
    watch_->came = UniqueFd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    watch_->endSignals = UniqueFd(signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!watch_->endSignals)
        sigprocmask(SIG_UNBLOCK, &ends,
                    nullptr); // there is no free descriptor to read them from, so they end the program
    if (watch_->came && watch_->endSignals) {
        try {
            std::thread([watch = watch_] { watch->run(); }).detach();
            return;
        } catch (const std::system_error&) { // no thread could be created
        }
    }
    watch_->came =
        std::move(watch_->endSignals); // waitFor() checks for signals itself, and nothing ends a hanging verb
}

bool Interruption::waitFor(std::chrono::milliseconds time) const {
    pollfd descriptor{watch_->came.get(), POLLIN, 0};
    return poll(&descriptor, 1, static_cast<int>(time.count())) > 0;
}

void Interruption::Watch::endNow() const {
    const std::string plugins(pluginsAtWork());
    if (!plugins.empty())
        complain("the plugin " + plugins + " does not return; ended without waiting for it");
    else if (exitCode == workNotDone)
        complain("something does not respond, such as tapscope-helper or a disk; ended without waiting for it");
    _exit(exitCode);
}

void Interruption::Watch::run() {
    using Clock = std::chrono::steady_clock;
    bool isEnding = false;
    Clock::time_point first;
    while (true) {
        pollfd descriptor{endSignals.get(), POLLIN, 0};
        const int ready = poll(&descriptor, 1, isEnding ? checkEvery : -1);
        if (ready == 0 && --checksLeft <= 0)
            endNow();
        signalfd_siginfo signal{};
        if (descriptor.revents == 0 || read(endSignals.get(), &signal, sizeof signal) != sizeof signal)
            continue;
        if (isEnding && Clock::now() - first < sameSignal)
            continue;
        if (isEnding && isSecondTaken && !cameAgain) {
            cameAgain = true;
            grantTime();
            continue;
        }
        if (isEnding) {
            if (exitCode == workNotDone)
                complain("ended at once; frames that were not yet written are lost");
            _exit(exitCode);
        }
        isEnding = true;
        first = Clock::now();
        grantTime();
        static_cast<void>(eventfd_write(came.get(), 1));
    }
}

} // namespace tapscope::cli
