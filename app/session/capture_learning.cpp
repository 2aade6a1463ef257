#include "capture_learning.h"

namespace tapscope {
namespace {

constexpr int lookEvery = 100; // milliseconds

} // namespace

CaptureLearning::CaptureLearning(const DecoderRegistry& registry, QObject* parent)
    : QObject(parent), registry_(&registry) {
    timer_.setInterval(lookEvery);
    connect(&timer_, &QTimer::timeout, this, &CaptureLearning::look);
}

void CaptureLearning::setStore(std::shared_ptr<const FrameStore> store) {
    store_ = std::move(store);
    restart();
}

void CaptureLearning::setRegistry(const DecoderRegistry& registry) {
    registry_ = &registry;
    restart();
}

void CaptureLearning::setDecodeAs(DecodeAsList decodeAs) {
    decodeAs_ = std::move(decodeAs);
    restart();
}

void CaptureLearning::restart() {
    learner_ = store_ ? std::make_shared<HistoryLearner>(store_, *registry_, decodeAs_) : nullptr;
    joiner_.reset();
    seen_ = joined_ = 0;
    isIncomplete_ = false;
    emit changed();
    proceed();
}

void CaptureLearning::proceed() {
    if (!learner_)
        return;
    learner_->proceed();
    timer_.start();
}

void CaptureLearning::look() {
    if (!learner_) {
        timer_.stop();
        return;
    }
    const FrameNumber learned = learner_->history()->learned();
    if (learned >= store_->count() && learned > 0) {
        if (!joiner_) {
            joiner_ = std::make_unique<HistoryLearner>(store_, *registry_, decodeAs_, ReassemblyLimits{});
            emit joining();
        }
        joiner_->proceed();
    }
    const FrameNumber joined = joiner_ ? joiner_->history()->learned() : 0;
    if (joined >= store_->count())
        timer_.stop();
    if (learned == seen_ && joined == joined_)
        return;
    seen_ = learned;
    joined_ = joined;
    emit advanced();
    if (const FrameNumber from = learner_->history()->incompleteFrom(); from != 0 && !isIncomplete_) {
        isIncomplete_ = true;
        emit incomplete(from);
    }
}

std::shared_ptr<const History> CaptureLearning::joinedHistory() const {
    return joiner_ ? joiner_->history() : nullptr;
}

} // namespace tapscope
