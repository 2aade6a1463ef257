#include <decode/dissector.h>
#include <store/frame_reader.h>

#include <analysis/history_learner.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <utility>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace tapscope {
namespace {

constexpr FrameNumber chunk = 2048; ///< frames between two notifications of waiting threads

/// The heap keeps what was freed between things that stay, unless it is told not to.
void giveFreedMemoryBack() noexcept {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace

struct HistoryLearner::Learning {
    std::shared_ptr<const FrameStore> store;
    const DecoderRegistry& registry;
    DecodeAsList decodeAs;
    std::shared_ptr<History> history;
    std::shared_ptr<const MarkedFrames> ignored;
    std::atomic<std::uint32_t> calls = 0; ///< of proceed(), waited on by the thread
    std::mutex mutex;                     ///< only for waiting for `learned`
    std::condition_variable_any learned;
    bool isFinished = false; ///< used by the thread

    void proceed() noexcept {
        calls.fetch_add(1, std::memory_order_release);
        calls.notify_one();
    }
    void run(const std::stop_token& stop) {
        const std::stop_callback wake(stop, [this] { proceed(); });
        while (!stop.stop_requested()) {
            const std::uint32_t seen = calls.load(std::memory_order_acquire);
            learn(stop);
            if (history->learned() >= store->count())
                calls.wait(seen, std::memory_order_acquire);
        }
    }
    void learn(const std::stop_token& stop) {
        const auto plan = DissectionPlan::learning(registry, decodeAs);
        const Dissector dissector(registry);
        Dissection dissection;
        FrameReader reader(store);
        while (!stop.stop_requested() && history->learned() < store->count()) {
            const FrameNumber last = std::min(store->count(), history->learned() + chunk);
            for (FrameNumber number = history->learned() + 1; number <= last && !stop.stop_requested(); ++number) {
                const bool isIgnored = ignored && std::ranges::binary_search(*ignored, number);
                const auto frame = isIgnored ? Result<Frame>(Frame{.number = number}) : reader.read(number);
                dissector.dissect(frame ? *frame : Frame{.number = number}, plan, dissection,
                                  {.learning = history.get()});
            }
            history->forgetBefore(store->first());
            {
                const std::lock_guard lock(mutex);
            } // no thread is between checking and waiting
            learned.notify_all();
        }
        finish();
    }
    void finish() {
        if (isFinished || !store->wholeFile() || history->learned() < store->count())
            return;
        isFinished = true;
        history->finish();
        giveFreedMemoryBack();
    }
};

HistoryLearner::HistoryLearner(std::shared_ptr<const FrameStore> store, const DecoderRegistry& registry,
                               DecodeAsList decodeAs, const std::optional<ReassemblyLimits>& reassembly,
                               std::shared_ptr<const MarkedFrames> ignored, std::shared_ptr<const History> base)
    : learning_(std::make_shared<Learning>(std::move(store), registry, std::move(decodeAs),
                                           reassembly ? std::make_shared<History>(*reassembly, std::move(base))
                                                      : std::make_shared<History>(),
                                           std::move(ignored))),
      readable_(learning_->history),
      thread_(registry, [learning = learning_](const std::stop_token& stop) { learning->run(stop); }) {}

HistoryLearner::~HistoryLearner() = default;

void HistoryLearner::proceed() noexcept {
    learning_->proceed();
}

bool HistoryLearner::waitFor(FrameNumber frame, const std::stop_token& stop) {
    const FrameNumber wanted = std::min(frame, learning_->store->count());
    proceed();
    std::unique_lock lock(learning_->mutex);
    return learning_->learned.wait(lock, stop, [&] { return learning_->history->learned() >= wanted; });
}

} // namespace tapscope
