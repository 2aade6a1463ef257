#include "scripted_port.h"

#include <poll.h>

#include <utility>

namespace tapscope::test {

void PortScript::give(Timestamp time, std::vector<std::string> frames) {
    const std::lock_guard lock(mutex_);
    batches_.push_back({time, std::move(frames)});
    wake_.signal();
}

void PortScript::end(Error error) {
    const std::lock_guard lock(mutex_);
    end_ = std::move(error);
    wake_.signal();
}

void PortScript::giveWhenDrained(std::vector<std::string> frames) {
    const std::lock_guard lock(mutex_);
    whenDrained_ = std::move(frames);
}

void PortScript::setDrops(DropCounts drops) {
    const std::lock_guard lock(mutex_);
    drops_ = drops;
}

void PortScript::setInterface(CaptureInterface interface) {
    const std::lock_guard lock(mutex_);
    interface_ = std::move(interface);
}

void PortScript::refuseSends() {
    const std::lock_guard lock(mutex_);
    takesSends_ = false;
}

std::vector<std::string> PortScript::sent() const {
    const std::lock_guard lock(mutex_);
    return sent_;
}

bool PortScript::isAlive() const {
    const std::lock_guard lock(mutex_);
    return isAlive_;
}

ScriptedPort::ScriptedPort(std::shared_ptr<PortScript> script) : script_(std::move(script)) {
    const std::lock_guard lock(script_->mutex_);
    script_->isAlive_ = true;
    interface_ = script_->interface_;
    facts_ = {.name = interface_.name, .linkType = interface_.linkType, .isAttached = true, .sends = true};
}

ScriptedPort::~ScriptedPort() {
    const std::lock_guard lock(script_->mutex_);
    script_->isAlive_ = false;
}

void ScriptedPort::watches(std::vector<Watch>& watches) {
    watches.push_back({script_->wake_.fd(), POLLIN});
}

Result<std::size_t> ScriptedPort::receive(PortSink& sink, std::size_t) {
    if (!std::exchange(isDescribed_, true))
        sink.interface(0, interface_);
    script_->wake_.clear();
    PortScript::Batch batch;
    {
        const std::lock_guard lock(script_->mutex_);
        if (script_->batches_.empty()) {
            if (script_->end_)
                return std::unexpected(*script_->end_);
            return 0U;
        }
        batch = std::move(script_->batches_.front());
        script_->batches_.pop_front();
    }
    deliver(sink, batch.time, batch.frames);
    return batch.frames.size();
}

void ScriptedPort::deliver(PortSink& sink, Timestamp time, const std::vector<std::string>& texts) const {
    std::vector<Frame> frames;
    for (const auto& text : texts)
        frames.push_back({.time = time,
                          .bytes = std::as_bytes(std::span(text)),
                          .originalLength = static_cast<std::uint32_t>(text.size()),
                          .linkType = interface_.linkType,
                          .direction = Direction::Outbound});
    if (!frames.empty())
        sink.frames(frames);
}

void ScriptedPort::drain(PortSink& sink, Clock::time_point until) {
    while (Clock::now() < until && receive(sink, 1).value_or(0) > 0) {
    }
    std::vector<std::string> rest;
    {
        const std::lock_guard lock(script_->mutex_);
        rest.swap(script_->whenDrained_);
    }
    deliver(sink, Timestamp(std::chrono::seconds(2)), rest);
}

Sent ScriptedPort::send(std::span<const Frame> frames) {
    const std::lock_guard lock(script_->mutex_);
    if (!script_->takesSends_)
        return {.rest = Sent::Rest::Refused};
    for (const Frame& frame : frames)
        script_->sent_.emplace_back(reinterpret_cast<const char*>(frame.bytes.data()), frame.bytes.size());
    return {.frames = frames.size()};
}

DropCounts ScriptedPort::losses() {
    const std::lock_guard lock(script_->mutex_);
    return script_->drops_;
}

} // namespace tapscope::test
