#pragma once

#include <capture/call_watch.h>
#include <capture/engine_notes.h>
#include <capture/injector_status.h>
#include <capture/slowness.h>
#include <capture/threaded_injector.h>
#include <inject/injector.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

class PortWait;

/// The injectors of one capture. They are added, removed and counted from any thread. Only the engine's thread runs
/// those that are placed inline; it exchanges frames with the threads of the others through queues. An injector that
/// throws is removed, and the capture continues; a slow one is reported. One that hinders the capture (slowness.h) is
/// stopped, and one that does not return from a call on its own thread is left behind.
class RunningInjectors {
public:
    using Clock = Injector::Clock;

    /// Sends frames out of a port, and returns the result.
    class Sender {
    public:
        virtual ~Sender() = default;
        virtual Sent send(PortId port, std::span<const Frame> frames) = 0;
    };
    /// A port that frames can be sent to.
    struct OpenPort {
        PortId id = 0;
        const PortFacts* facts = nullptr;
    };

    explicit RunningInjectors(std::shared_ptr<EngineNotes> notes) : notes_(std::move(notes)) {}

    // --- For any thread ---
    /// Adds an injector. Notes call it `name`.
    InjectorId add(std::unique_ptr<Injector> injector, std::string name);
    void remove(InjectorId id);
    [[nodiscard]] InjectorStatus status(InjectorId id) const;

    // --- For the engine's thread ---
    /// Whether takeRequests() has something to do.
    [[nodiscard]] bool hasRequests() const noexcept { return hasRequests_.load(std::memory_order_acquire); }
    /// Starts the injectors that were added, passing them the open ports, and destroys those that were removed. Costs
    /// one atomic load if there are none.
    void takeRequests(std::span<const OpenPort> ports);
    [[nodiscard]] bool isEmpty() const noexcept { return injectors_.empty(); }
    void show(PortId port, std::span<const Frame> frames, Sender& sender);
    void portChanged(PortId port, PortState state, const PortFacts& facts);
    /// Adds the injectors' watches. Called in each turn of the engine.
    void watch(PortWait& wait);
    /// Runs the injectors that are due, whose watch became ready in that wait, or that had no room before.
    void run(const PortWait& wait, Sender& sender);
    /// When the next injector is due, if any.
    [[nodiscard]] std::optional<Clock::time_point> due();
    /// Ends all injectors; none is accepted from now on.
    void end();

private:
    /// Written by the engine's thread, read by any thread.
    struct Counts {
        std::atomic<bool> running = true, hasFailed = false;
        std::atomic<std::uint64_t> received = 0, answered = 0, sent = 0, failed = 0, missed = 0;
    };
    struct Running {
        InjectorId id = 0;
        std::unique_ptr<Injector> injector;
        std::shared_ptr<Counts> counts;
        std::string name = {};
        ThreadedInjector* threaded = nullptr; ///< `injector`, if it has its own thread
        Slowness slowness{};
        Clock::duration sending{};                     ///< during the current call
        CallWatch callWatch{};                         ///< of `threaded`
        std::size_t firstWatch = 0, lastWatch = 0;     ///< indices in the wait
        std::optional<Clock::time_point> tryAgainAt{}; ///< a port had no room
    };
    class Output;

    static void countAnswers(Counts& counts, std::uint64_t sent);
    static void countMissed(Counts& counts, std::uint64_t missed);

    /// Calls an injector that has not ended. Removes it if it throws, and notes why.
    template <typename Call>
    void guarded(Running& running, Call call);
    /// The same for a call that processes frames, whose duration is measured.
    template <typename Call>
    void timed(Running& running, Call call);
    /// Ends an injector because of a fault of its own.
    void stop(Running& running, std::string_view what);
    void ended(const Running& running);
    [[nodiscard]] std::optional<Clock::time_point> dueOf(Running& running);
    void dropEnded();

    std::shared_ptr<EngineNotes> notes_; ///< also used by abandoned threads
    std::vector<Running> injectors_;     ///< for the engine's thread
    std::vector<Watch> watches_;

    mutable std::mutex mutex_; ///< guards the members below; locked occasionally, never for each frame
    std::atomic<bool> hasRequests_ = false;
    std::vector<Running> toAdd_;
    std::vector<InjectorId> toRemove_;
    std::vector<std::shared_ptr<Counts>> counts_; ///< by InjectorId
    bool hasEnded_ = false;
};

} // namespace tapscope
