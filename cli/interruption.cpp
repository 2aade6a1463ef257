#include "interruption.h"

#include "output.h"

#include <plugin/plugin_crash.h>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <system_error>

namespace tapscope::cli {
namespace {

using namespace std::chrono_literals;

constexpr int checkEvery = 50; // milliseconds
/// timeout(1) sends its signal to the program, and again to its process group. A person needs longer for a second one.
constexpr auto sameSignal = 100ms;

void raiseEvent(const UniqueFd& event) noexcept {
    static_cast<void>(eventfd_write(event.get(), 1));
}

} // namespace

Interruption::Interruption()
    : came_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), over_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP); // if the terminal is gone, captured frames must still be kept in good order
    sigprocmask(SIG_BLOCK, &ends, nullptr);
    signals_ = UniqueFd(signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!signals_)
        sigprocmask(SIG_UNBLOCK, &ends,
                    nullptr); // there is no free descriptor to read them from, so they end the program
    try {
        if (came_ && over_ && signals_)
            watcher_ = std::jthread([this] { watch(); });
    } catch (const std::system_error&) { // no thread could be created
    }
    if (!watcher_.joinable())
        came_ = std::move(signals_); // waitFor() checks for signals itself, and nothing ends a hanging verb
}

Interruption::~Interruption() {
    raiseEvent(over_);
}

bool Interruption::waitFor(std::chrono::milliseconds time) const {
    pollfd descriptor{came_.get(), POLLIN, 0};
    return poll(&descriptor, 1, static_cast<int>(time.count())) > 0;
}

void Interruption::endNow() const {
    const std::string plugins(pluginsAtWork());
    if (!plugins.empty())
        complain("the plugin " + plugins + " does not return; ended without waiting for it");
    else if (exitCode_ == workNotDone)
        complain("something does not respond, such as tapscope-helper or a disk; ended without waiting for it");
    _exit(exitCode_);
}

void Interruption::watch() {
    using Clock = std::chrono::steady_clock;
    bool isEnding = false;
    Clock::time_point first;
    while (true) {
        std::array<pollfd, 2> descriptors = {pollfd{signals_.get(), POLLIN, 0}, pollfd{over_.get(), POLLIN, 0}};
        const int ready = poll(descriptors.data(), descriptors.size(), isEnding ? checkEvery : -1);
        if (descriptors[1].revents != 0)
            return;
        if (ready == 0 && --checksLeft_ <= 0)
            endNow();
        signalfd_siginfo signal{};
        if (descriptors[0].revents == 0 || read(signals_.get(), &signal, sizeof signal) != sizeof signal)
            continue;
        if (isEnding && Clock::now() - first < sameSignal)
            continue;
        if (isEnding && isSecondTaken_ && !cameAgain_) {
            cameAgain_ = true;
            grantTime();
            continue;
        }
        if (isEnding) {
            if (exitCode_ == workNotDone)
                complain("ended at once; frames that were not yet written are lost");
            _exit(exitCode_);
        }
        isEnding = true;
        first = Clock::now();
        grantTime();
        raiseEvent(came_);
    }
}

} // namespace tapscope::cli
