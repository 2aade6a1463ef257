#pragma once

#include <capture/capture_engine.h>
#include <inject/injector.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace tapscope {

/// The injectors of one capture. They are handed over, taken away and counted from any thread; the worker alone runs
/// them. A plugin that throws is taken out, and the capture goes on.
class RunningInjectors {
public:
    using Clock = Injector::Clock;

    /// Sends a frame, and says whether the device took it.
    class Sender {
    public:
        virtual ~Sender() = default;
        virtual bool send(Bytes frame) = 0;
    };

    // Any thread.
    InjectorId add(std::unique_ptr<Injector> injector);
    void remove(InjectorId id);
    [[nodiscard]] InjectorStatus status(InjectorId id) const;

    // The worker.
    /// Takes over what was added and destroys what was removed. Costs one atomic load when there is nothing.
    void takeRequests();
    void show(const Frame& frame, Sender& sender);
    void produce(Clock::time_point now, Sender& sender);
    /// When the next frame is due, if one ever is.
    [[nodiscard]] std::optional<Clock::time_point> due() const;
    /// Ends all of them; none is taken from now on.
    void end();

private:
    /// Shared by the worker, which writes them, and whoever asks.
    struct Counts {
        std::atomic<bool> running = true;
        std::atomic<std::uint64_t> received = 0, answered = 0, sent = 0, failed = 0;
    };
    struct Running {
        InjectorId id;
        std::unique_ptr<Injector> injector;
        std::shared_ptr<Counts> counts;
    };
    class Output;

    template <typename Call>
    static void guarded(Running& running, Sender& sender, Call call);
    void dropEnded();

    std::vector<Running> injectors_; ///< the worker's own

    mutable std::mutex mutex_; ///< guards what follows: asked for now and then, never for each frame
    std::atomic<bool> hasRequests_ = false;
    std::vector<Running> toAdd_;
    std::vector<InjectorId> toRemove_;
    std::vector<std::shared_ptr<Counts>> counts_; ///< by InjectorId
    bool hasEnded_ = false;
};

} // namespace tapscope
