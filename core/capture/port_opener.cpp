#include <capture/port_opener.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace tapscope {
namespace {

constexpr auto tryAgainAfter = std::chrono::milliseconds(50);

/// Whether opening may succeed later: the device has not been created yet, or is in use.
bool mayOpenLater(const Error& error) {
    return error.kind != ErrorKind::NotPermitted && error.kind != ErrorKind::Invalid;
}

} // namespace

struct PortOpener::Shared {
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::stop_source stop;
    std::optional<Result<std::unique_ptr<Port>>> opened;

    void run(const PortChoice& choice, Patience patience, const std::function<void()>& onDone) {
        const auto token = stop.get_token();
        while (true) {
            auto result = tryOnce(choice, token);
            std::unique_lock lock(mutex);
            if (token.stop_requested())
                return;
            if (result || patience == Patience::Once || !mayOpenLater(result.error())) {
                opened = std::move(result);
                onDone(); // under the lock, so that the request is not given up in between
                return;
            }
            stopped.wait_for(lock, token, tryAgainAfter, [] { return false; });
            if (token.stop_requested())
                return;
        }
    }

    static Result<std::unique_ptr<Port>> tryOnce(const PortChoice& choice, const std::stop_token& token) {
        try {
            return choice.open(token);
        } catch (const std::exception& fault) {
            return failure(ErrorKind::System, "open", choice.name, fault.what());
        } catch (...) { // a plugin's source may throw anything
            return failure(ErrorKind::System, "open", choice.name, "its source failed");
        }
    }
};

Result<PortOpener> PortOpener::start(PortChoice choice, Patience patience, std::function<void()> onDone) {
    auto shared = std::make_shared<Shared>();
    try {
        std::thread([shared, choice, patience, onDone = std::move(onDone)] {
            shared->run(choice, patience, onDone);
        }).detach();
    } catch (const std::system_error& fault) {
        return systemError(fault.code().value(), "start a thread to open", choice.name);
    }
    return PortOpener(std::move(shared));
}

PortOpener::~PortOpener() {
    if (!shared_)
        return;
    shared_->stop.request_stop();
    // A port that is open but was not fetched is closed here; one that opens later is closed by the thread.
    const std::lock_guard lock(shared_->mutex);
    shared_->opened.reset();
}

std::optional<Result<std::unique_ptr<Port>>> PortOpener::take() {
    const std::lock_guard lock(shared_->mutex);
    return std::exchange(shared_->opened, std::nullopt);
}

} // namespace tapscope
