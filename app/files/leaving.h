#pragma once

#include "leave_question.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>

class QWidget;

namespace tapscope {

class CaptureSession;

/// The only way to end the shown capture, for quitting, closing, opening, dropping, recovering, starting and
/// restarting. A running capture is stopped, and frames are discarded, only if the user says so; if the user cancels
/// the question or a save, the capture continues as before. docs/leaving.md shows the states. GUI thread.
class Leaving final : public QObject {
    Q_OBJECT

public:
    enum class State {
        Staying,
        Asking,   ///< the question is open; the capture continues
        Naming,   ///< the save dialog is open; the capture continues
        Stopping, ///< the user agreed
        Saving
    };

    /// The steps of a save: `begin` is called with the function that writes once the user has chosen what and where,
    /// and may delay it; `end` is called once, with the result, or with nothing.
    struct SaveSteps {
        std::function<void(const std::function<void()>& write)> begin;
        std::function<void(const std::optional<PartlySaved>&)> end;
    };
    using Save = std::function<void(const SaveSteps&)>;

    Leaving(QWidget& window, CaptureSession& session, Save save);

    /// Calls `then` as soon as the capture may end: at once if nothing is running and nothing would be lost. `title` is
    /// the intended action, as a question. While an earlier question is open this does nothing.
    void mayEnd(const QString& title, const std::function<void()>& then);
    /// Whether mayEnd() would ask.
    [[nodiscard]] bool wouldAsk() const;
    [[nodiscard]] State state() const noexcept { return state_; }

signals:
    /// The intended action was cancelled.
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
