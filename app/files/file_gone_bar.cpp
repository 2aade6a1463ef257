#include "file_gone_bar.h"

#include "../session/capture_session.h"
#include "file_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace tapscope {

FileGoneBar::FileGoneBar(const CaptureSession& session, QWidget* parent)
    : QWidget(parent), session_(session), words_(new QLabel) {
    setObjectName(QStringLiteral("fileGoneBar"));
    setProperty("role", "bar");
    setAttribute(Qt::WA_StyledBackground);
    words_->setObjectName(QStringLiteral("fileGoneWords"));
    words_->setProperty("role", "error");
    words_->setWordWrap(true);
    auto* save = new QPushButton(tr("Save elsewhere…"));
    save->setObjectName(QStringLiteral("saveElsewhere"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->addWidget(words_, 1);
    layout->addWidget(save);
    connect(save, &QPushButton::clicked, this, &FileGoneBar::saveAsked);
    for (const auto signal : {&CaptureSession::fileGone, &CaptureSession::storeChanged, &CaptureSession::stateChanged,
                              &CaptureSession::savedCountChanged})
        connect(&session_, signal, this, &FileGoneBar::update);
    update();
}

void FileGoneBar::update() {
    const bool isShown = session_.isFileGone() && session_.hasUnsavedFrames();
    if (isShown)
        words_->setText(tr("%1 was deleted or replaced by another program. Its frames are lost when this window closes "
                           "unless you save them elsewhere.")
                            .arg(shownPath(session_.store()->path())));
    setVisible(isShown);
}

} // namespace tapscope
