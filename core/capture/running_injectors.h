#pragma once

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
#include <vector>

namespace tapscope {

class PortWait;

/// The injectors of one capture. They are handed over, taken away and counted from any thread; the engine's thread
/// alone runs those that are placed inline, and meets the threads of the others at a queue. A plugin that throws is
/// taken out, and the capture goes on; one that is slow is named.
class RunningInjectors {
public:
    using Clock = Injector::Clock;

    /// Sends frames out of a port, and says what became of them.
    class Sender {
    public:
        virtual ~Sender() = default;
        virtual Sent send(PortId port, std::span<const Frame> frames) = 0;
    };
    /// A port that can be sent to.
    struct OpenPort {
        PortId id = 0;
        const PortFacts* facts = nullptr;
    };

    explicit RunningInjectors(std::shared_ptr<EngineNotes> notes) : notes_(std::move(notes)) {}

    // Any thread.
    /// `name` is what notes call it.
    InjectorId add(std::unique_ptr<Injector> injector, std::string name);
    void remove(InjectorId id);
    [[nodiscard]] InjectorStatus status(InjectorId id) const;

    // The engine's thread.
    /// Whether takeRequests() has something to take.
    [[nodiscard]] bool hasRequests() const noexcept { return hasRequests_.load(std::memory_order_acquire); }
    /// Takes over what was added, tells it which ports are open, and destroys what was removed. Costs one atomic load
    /// when there is nothing.
    void takeRequests(std::span<const OpenPort> ports);
    [[nodiscard]] bool isEmpty() const noexcept { return injectors_.empty(); }
    void show(PortId port, std::span<const Frame> frames, Sender& sender);
    void portChanged(PortId port, PortState state, const PortFacts& facts);
    /// Adds what they wait for.
    void watch(PortWait& wait);
    /// Runs those that are due, whose watch became ready in that wait, or that had found no room.
    void run(const PortWait& wait, Sender& sender);
    /// When the next is due, if one ever is.
    [[nodiscard]] std::optional<Clock::time_point> due();
    /// Ends all of them; none is taken from now on.
    void end();

private:
    /// Shared by the engine's thread, which writes them, and whoever asks.
    struct Counts {
        std::atomic<bool> running = true;
        std::atomic<std::uint64_t> received = 0, answered = 0, sent = 0, failed = 0, missed = 0;
    };
    struct Running {
        InjectorId id = 0;
        std::unique_ptr<Injector> injector;
        std::shared_ptr<Counts> counts;
        std::string name = {};
        ThreadedInjector* threaded = nullptr; ///< `injector`, where it has a thread of its own
        Slowness slowness = {};
        std::size_t firstWatch = 0, lastWatch = 0;     ///< places in the wait
        std::optional<Clock::time_point> tryAgainAt{}; ///< a port had no room
    };
    class Output;

    static void countAnswers(Counts& counts, std::uint64_t sent);
    static void countMissed(Counts& counts, std::uint64_t missed);

    /// Calls a plugin; one that throws is taken out.
    template <typename Call>
    static void guarded(Running& running, Call call);
    /// The same, for a call that handles frames: its time is watched.
    template <typename Call>
    void timed(Running& running, Call call);
    void ended(const Running& running);
    [[nodiscard]] static std::optional<Clock::time_point> dueOf(Running& running);
    void dropEnded();

    std::shared_ptr<EngineNotes> notes_; ///< also of threads that are left behind
    std::vector<Running> injectors_;     ///< the engine's thread's own
    std::vector<Watch> watches_;

    mutable std::mutex mutex_; ///< guards what follows: asked for now and then, never for each frame
    std::atomic<bool> hasRequests_ = false;
    std::vector<Running> toAdd_;
    std::vector<InjectorId> toRemove_;
    std::vector<std::shared_ptr<Counts>> counts_; ///< by InjectorId
    bool hasEnded_ = false;
};

} // namespace tapscope
