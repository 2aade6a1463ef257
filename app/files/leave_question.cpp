#include "leave_question.h"

#include "../session/capture_session.h"
#include "../text/plural.h"

#include <QPushButton>

#include <algorithm>

namespace tapscope {

LeaveQuestion::LeaveQuestion(const QString& title, const PartlySaved& saved, const CaptureSession& session,
                             QWidget* parent)
    : QMessageBox(QMessageBox::NoIcon, title, {}, QMessageBox::NoButton, parent), session_(session), saved_(saved),
      save_(addButton(QString(), QMessageBox::AcceptRole)), end_(addButton(QString(), QMessageBox::DestructiveRole)),
      stay_(addButton(QString(), QMessageBox::RejectRole)) {
    setObjectName(QStringLiteral("leaveQuestion"));
    save_->setObjectName(QStringLiteral("leaveSave"));
    end_->setObjectName(QStringLiteral("leaveEnd"));
    stay_->setObjectName(QStringLiteral("leaveStay"));
    setEscapeButton(stay_);
    setDefaultButton(session_.isRecording() ? stay_ : save_);
    connect(&session_, &CaptureSession::countChanged, this, &LeaveQuestion::update);
    connect(&session_, &CaptureSession::stateChanged, this, &LeaveQuestion::update);
    connect(this, &QMessageBox::finished, this, [this] {
        emit answered(clickedButton() == save_ ? Answer::Save : clickedButton() == end_ ? Answer::End : Answer::Stay);
    });
    update();
}

void LeaveQuestion::update() {
    const bool runs = session_.isRecording();
    const bool losesFrames = session_.hasUnsavedFrames(), losesNotes = session_.hasUnsavedNotes();
    const bool loses = losesFrames || losesNotes;
    const quint64 count = session_.store() ? session_.store()->count() : 0;
    const quint64 unsaved = count - std::min(count, session_.savedCount() + saved_.frames);
    QStringList sentences;
    if (!saved_.note.isEmpty())
        sentences << saved_.note;
    if (runs)
        sentences << tr("A capture on %1 is running.").arg(session_.request().title());
    if (losesFrames)
        sentences << tr("%L1 captured frame(s) are not saved.", nullptr, pluralOf(unsaved)).arg(unsaved);
    else if (runs && count > 0)
        sentences << tr("Its %L1 frame(s) are in %2 and stay there.", nullptr, pluralOf(count))
                         .arg(count)
                         .arg(session_.fileName());
    if (losesNotes)
        sentences << tr("Changed comments are not saved.");
    setText(sentences.join(QLatin1Char(' ')));
    save_->setVisible(loses);
    save_->setText(runs ? tr("Stop and &save…") : tr("&Save…"));
    end_->setText(!loses ? tr("&Stop") : runs ? tr("Stop and &discard") : tr("&Discard"));
    stay_->setText(runs ? tr("&Go on capturing") : tr("&Cancel"));
}

} // namespace tapscope
