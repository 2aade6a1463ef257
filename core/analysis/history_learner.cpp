#include <decode/dissector.h>
#include <store/frame_reader.h>

#include <analysis/history_learner.h>

#include <algorithm>

namespace tapscope {
namespace {

constexpr FrameNumber chunk = 2048; ///< frames between two calls of those who wait

} // namespace

HistoryLearner::HistoryLearner(std::shared_ptr<const FrameStore> store, const DecoderRegistry& registry,
                               DecodeAsList decodeAs, const std::optional<ReassemblyLimits>& reassembly)
    : store_(std::move(store)), registry_(registry), decodeAs_(std::move(decodeAs)),
      history_(reassembly ? std::make_shared<History>(*reassembly) : std::make_shared<History>()), readable_(history_),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

HistoryLearner::~HistoryLearner() {
    thread_.request_stop();
    proceed();
}

void HistoryLearner::proceed() noexcept {
    calls_.fetch_add(1, std::memory_order_release);
    calls_.notify_one();
}

bool HistoryLearner::waitFor(FrameNumber frame, const std::stop_token& stop) {
    const FrameNumber wanted = std::min(frame, store_->count());
    proceed();
    std::unique_lock lock(mutex_);
    return learned_.wait(lock, stop, [&] { return history_->learned() >= wanted; });
}

void HistoryLearner::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const std::uint32_t seen = calls_.load(std::memory_order_acquire);
        learn(stop);
        if (history_->learned() >= store_->count())
            calls_.wait(seen, std::memory_order_acquire);
    }
}

void HistoryLearner::learn(const std::stop_token& stop) {
    const auto plan = DissectionPlan::learning(registry_, decodeAs_);
    const Dissector dissector(registry_);
    Dissection dissection;
    FrameReader reader(store_);
    while (!stop.stop_requested() && history_->learned() < store_->count()) {
        const FrameNumber last = std::min(store_->count(), history_->learned() + chunk);
        for (FrameNumber number = history_->learned() + 1; number <= last && !stop.stop_requested(); ++number) {
            const auto frame = reader.read(number);
            dissector.dissect(frame ? *frame : Frame{.number = number}, plan, dissection, {.learning = history_.get()});
        }
        {
            const std::lock_guard lock(mutex_);
        } // nobody is between looking and waiting
        learned_.notify_all();
    }
}

} // namespace tapscope
