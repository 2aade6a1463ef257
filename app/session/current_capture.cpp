#include "current_capture.h"

#include <utility>

namespace tapscope {
namespace {

constexpr int lookEvery = 100; // milliseconds

} // namespace

CurrentCapture::CurrentCapture(const DecoderRegistry& registry, QObject* parent)
    : QObject(parent), shown_{.store = nullptr, .registry = &registry} {
    timer_.setInterval(lookEvery);
    connect(&timer_, &QTimer::timeout, this, &CurrentCapture::look);
}

bool CurrentCapture::isLearned() const {
    return !shown_.store || (!timer_.isActive() && joined_ >= shown_.store->count());
}

void CurrentCapture::setStore(std::shared_ptr<const FrameStore> store) {
    shown_.store = std::move(store);
    shown_.marked = nullptr;
    shown_.ignored = nullptr;
    shown_.notes = nullptr;
    decodeAnew();
}

void CurrentCapture::setRegistry(const DecoderRegistry& registry) {
    shown_.registry = &registry;
    decodeAnew();
}

void CurrentCapture::setDecodeAs(DecodeAsList decodeAs) {
    shown_.decodeAs = std::move(decodeAs);
    decodeAnew();
}

void CurrentCapture::toggleMarks(std::span<const FrameNumber> frames) {
    setMarks(toggled(shown_.marked.get(), frames));
}

void CurrentCapture::setMarks(MarkedFrames frames) {
    shown_.marked = std::make_shared<const MarkedFrames>(std::move(frames));
    emit changed();
}

void CurrentCapture::toggleIgnored(std::span<const FrameNumber> frames) {
    setIgnored(toggled(shown_.ignored.get(), frames));
}

void CurrentCapture::setIgnored(MarkedFrames frames) {
    if (frames.empty() && !shown_.ignored)
        return;
    shown_.ignored = frames.empty() ? nullptr : std::make_shared<const MarkedFrames>(std::move(frames));
    decodeAnew();
}

void CurrentCapture::setNotes(std::shared_ptr<const CaptureNotes> notes) {
    shown_.notes = std::move(notes);
    emit changed();
}

void CurrentCapture::setNames(std::shared_ptr<const NameBook> names) {
    if (!names && !shown_.names)
        return;
    shown_.names = std::move(names);
    emit changed();
}

void CurrentCapture::decodeAnew() {
    shown_.learner = shown_.store ? std::make_shared<HistoryLearner>(shown_.store, *shown_.registry, shown_.decodeAs,
                                                                     std::nullopt, shown_.ignored)
                                  : nullptr;
    shown_.joined = nullptr;
    joiner_.reset();
    seen_ = joined_ = 0;
    isIncomplete_ = false;
    emit changed();
    proceed();
}

void CurrentCapture::proceed() {
    if (!shown_.learner)
        return;
    shown_.learner->proceed();
    timer_.start();
}

void CurrentCapture::look() {
    if (!shown_.learner) {
        timer_.stop();
        return;
    }
    const FrameNumber count = shown_.store->count();
    const FrameNumber learned = shown_.learner->history()->learned();
    if (learned >= count && learned > 0) {
        if (!joiner_) {
            joiner_ = std::make_unique<HistoryLearner>(shown_.store, *shown_.registry, shown_.decodeAs,
                                                       ReassemblyLimits{}, shown_.ignored, shown_.learner->history());
            shown_.joined = joiner_->history();
            emit changed();
        }
        joiner_->proceed();
    }
    const FrameNumber joined = joiner_ ? joiner_->history()->learned() : 0;
    if (joined >= count)
        timer_.stop();
    if (learned == seen_ && joined == joined_)
        return;
    seen_ = learned;
    joined_ = joined;
    emit advanced();
    const FrameNumber from = shown_.learner->history()->incompleteFrom(); // of the frames that still exist
    if (from != 0 && !isIncomplete_)
        emit incomplete(from);
    isIncomplete_ = from != 0;
}

} // namespace tapscope
