#include "leaving.h"

#include "../session/capture_session.h"

#include <utility>

namespace tapscope {

Leaving::Leaving(QWidget& window, CaptureSession& session, Save save)
    : QObject(&window), window_(window), session_(session), save_(std::move(save)) {
    // Queued, so that the session has completed its end before the next action begins.
    connect(
        &session_, &CaptureSession::stateChanged, this,
        [this] {
            if (session_.state() == CaptureSession::State::Idle && onceIdle_)
                std::exchange(onceIdle_, {})();
        },
        Qt::QueuedConnection);
}

bool Leaving::wouldAsk() const {
    const bool isMissed = !session_.isForShow() && (session_.isRecording() || session_.hasUnsavedFrames());
    return isMissed || session_.hasUnsavedNotes();
}

void Leaving::mayEnd(const QString& title, const std::function<void()>& then) {
    if (state_ == State::Stopping)
        session_.stop(); // second request: frames that the disk does not accept are discarded
    if (state_ != State::Staying)
        return;
    title_ = title;
    then_ = then;
    if (wouldAsk())
        ask({});
    else
        finish();
}

void Leaving::ask(const PartlySaved& saved) {
    state_ = State::Asking;
    auto* question = new LeaveQuestion(title_, saved, session_, &window_);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &LeaveQuestion::answered, this, &Leaving::take);
    question->open();
}

void Leaving::take(LeaveQuestion::Answer answer) {
    switch (answer) {
    case LeaveQuestion::Answer::Stay:
        return stay();
    case LeaveQuestion::Answer::Save:
        return save();
    case LeaveQuestion::Answer::End:
        return finish();
    }
}

void Leaving::save() {
    state_ = State::Naming;
    save_({.begin =
               [this](const std::function<void()>& write) {
                   stopThen([this, write] {
                       state_ = State::Saving;
                       write();
                   });
               },
           .end =
               [this](const std::optional<PartlySaved>& saved) {
                   if (!saved)
                       stay();
                   else if (wouldAsk())
                       ask(*saved);
                   else
                       finish();
               }});
}

void Leaving::stopThen(const std::function<void()>& next) {
    if (session_.state() == CaptureSession::State::Idle) {
        next();
        return;
    }
    state_ = State::Stopping;
    onceIdle_ = next;
    session_.stop();
}

void Leaving::stay() {
    state_ = State::Staying;
    then_ = {};
    emit stayed();
}

void Leaving::finish() {
    stopThen([this] {
        state_ = State::Staying;
        std::exchange(then_, {})();
    });
}

} // namespace tapscope
