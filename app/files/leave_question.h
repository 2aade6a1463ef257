#pragma once

#include "partly_saved.h"

#include <QMessageBox>

namespace tapscope {

class CaptureSession;

/// The question before a capture ends. While it is open, its text follows the capture: the number of frames grows, and
/// a capture that has ended by itself need not be stopped any more.
class LeaveQuestion final : public QMessageBox {
    Q_OBJECT

public:
    enum class Answer {
        Stay, ///< "Go on capturing"; also Esc, closing the question, and Return while a capture runs
        Save, ///< "Stop and save"
        End   ///< "Stop and discard", or "Stop" if nothing would be lost
    };

    /// `title` is the intended action, as a question.
    LeaveQuestion(const QString& title, const PartlySaved& saved, const CaptureSession& session, QWidget* parent);

signals:
    /// Emitted once.
    void answered(tapscope::LeaveQuestion::Answer answer);

private:
    void update();

    const CaptureSession& session_;
    PartlySaved saved_;
    QPushButton *save_, *end_, *stay_;
};

} // namespace tapscope
