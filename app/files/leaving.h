#pragma once

#include "leave_question.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>

class QWidget;

namespace tapscope {

class CaptureSession;

/// The one way of ending what the window shows, for quitting, closing, opening, dropping, recovering, starting and
/// restarting. A capture that runs is stopped, and frames are given up, only after an answer that says so; whoever
/// stays, and whoever calls a save off, finds the capture running as before. docs/leaving.md draws the states. GUI's
/// thread.
class Leaving final : public QObject {
    Q_OBJECT

public:
    enum class State {
        Staying,
        Asking,   ///< the question is open; the capture goes on
        Naming,   ///< the save dialog is open; the capture goes on
        Stopping, ///< an answer said so
        Saving
    };

    /// How frames are saved: `begin` is called with the writing to do once the user has said what and where, and may
    /// delay it; `end` once, with what was saved, or nothing.
    struct SaveSteps {
        std::function<void(const std::function<void()>& write)> begin;
        std::function<void(const std::optional<PartlySaved>&)> end;
    };
    using Save = std::function<void(const SaveSteps&)>;

    Leaving(QWidget& window, CaptureSession& session, Save save);

    /// Goes on with `then` as soon as the capture may end: at once when nothing runs and nothing would be lost. `title`
    /// is what is to happen, as a question. While an earlier question is open this does nothing.
    void mayEnd(const QString& title, const std::function<void()>& then);
    /// Whether mayEnd() would ask.
    [[nodiscard]] bool wouldAsk() const;
    [[nodiscard]] State state() const noexcept { return state_; }

signals:
    /// What was asked for does not happen.
    void stayed();

private:
    void ask(const PartlySaved& saved);
    void take(LeaveQuestion::Answer answer);
    void save();
    void stopThen(const std::function<void()>& next);
    void stay();
    void finish();

    QWidget& window_;
    CaptureSession& session_;
    Save save_;
    State state_ = State::Staying;
    QString title_;
    std::function<void()> then_;
    std::function<void()> onceIdle_;
};

} // namespace tapscope
