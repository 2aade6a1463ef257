#include "scripted_source.h"

#include <utility>

namespace tapscope::test {

void SourceScript::give(std::vector<std::string> frames) {
    const std::lock_guard lock(mutex_);
    batches_.push_back(std::move(frames));
    changed_.notify_all();
}

void SourceScript::end(Error error) {
    const std::lock_guard lock(mutex_);
    end_ = std::move(error);
    changed_.notify_all();
}

void SourceScript::giveWhenDrained(std::vector<std::string> frames) {
    const std::lock_guard lock(mutex_);
    whenDrained_ = std::move(frames);
}

void SourceScript::setInterface(CaptureInterface interface) {
    const std::lock_guard lock(mutex_);
    interface_ = std::move(interface);
}

void SourceScript::setDrops(DropCounts drops) {
    const std::lock_guard lock(mutex_);
    drops_ = drops;
}

void SourceScript::refuseSends() {
    const std::lock_guard lock(mutex_);
    takesSends_ = false;
}

std::vector<std::string> SourceScript::sent() const {
    const std::lock_guard lock(mutex_);
    return sent_;
}

bool SourceScript::isAlive() const {
    const std::lock_guard lock(mutex_);
    return isAlive_;
}

ScriptedSource::ScriptedSource(std::shared_ptr<SourceScript> script) : script_(std::move(script)) {
    const std::lock_guard lock(script_->mutex_);
    script_->isAlive_ = true;
    interface_ = script_->interface_;
}

ScriptedSource::~ScriptedSource() {
    const std::lock_guard lock(script_->mutex_);
    script_->isAlive_ = false;
}

Result<std::size_t> ScriptedSource::receive(FrameSink& sink, std::chrono::milliseconds patience) {
    std::vector<std::string> batch;
    {
        std::unique_lock lock(script_->mutex_);
        script_->changed_.wait_for(lock, patience,
                                   [&] { return !script_->batches_.empty() || script_->end_ || script_->isWoken_; });
        script_->isWoken_ = false;
        if (script_->batches_.empty()) {
            if (script_->end_)
                return std::unexpected(*script_->end_);
            return 0;
        }
        batch = std::move(script_->batches_.front());
        script_->batches_.pop_front();
    }
    deliver(sink, batch);
    return batch.size();
}

void ScriptedSource::deliver(FrameSink& sink, const std::vector<std::string>& batch) {
    for (const auto& text : batch)
        sink.frame({.time = Timestamp(std::chrono::seconds(1)),
                    .bytes = std::as_bytes(std::span(text)),
                    .originalLength = static_cast<std::uint32_t>(text.size()),
                    .direction = Direction::Outbound});
}

void ScriptedSource::drain(FrameSink& sink, Clock::time_point) {
    while (receive(sink, std::chrono::milliseconds(0)).value_or(0) > 0) {
    }
    std::vector<std::string> rest;
    {
        const std::lock_guard lock(script_->mutex_);
        rest.swap(script_->whenDrained_);
    }
    deliver(sink, rest);
}

void ScriptedSource::wake() noexcept {
    const std::lock_guard lock(script_->mutex_);
    script_->isWoken_ = true;
    script_->changed_.notify_all();
}

Result<void> ScriptedSource::send(Bytes frame) {
    const std::lock_guard lock(script_->mutex_);
    if (!script_->takesSends_)
        return failure(ErrorKind::NoSpace, "send to", "scripted0", "the device takes no more now");
    script_->sent_.emplace_back(reinterpret_cast<const char*>(frame.data()), frame.size());
    return {};
}

DropCounts ScriptedSource::drops() {
    const std::lock_guard lock(script_->mutex_);
    return script_->drops_;
}

} // namespace tapscope::test
