#pragma once

#include "partly_saved.h"

#include <QMessageBox>

namespace tapscope {

class CaptureSession;

/// What the user is asked before a capture ends. Its words follow the capture while it is open: the number of frames
/// grows, and a capture that ends by itself meanwhile needs no stop any more.
class LeaveQuestion final : public QMessageBox {
    Q_OBJECT

public:
    enum class Answer {
        Stay, ///< "Go on capturing"; Esc and closing the question too, and Return while a capture runs
        Save, ///< "Stop and save"
        End   ///< "Stop and discard", or "Stop" where nothing would be lost
    };

    /// `title` is what is to happen, as a question.
    LeaveQuestion(const QString& title, const PartlySaved& saved, const CaptureSession& session, QWidget* parent);

signals:
    /// Once.
    void answered(tapscope::LeaveQuestion::Answer answer);

private:
    void update();

    const CaptureSession& session_;
    PartlySaved saved_;
    QPushButton *save_, *end_, *stay_;
};

} // namespace tapscope
