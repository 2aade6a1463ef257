#include "file_gone_bar.h"

#include "../session/capture_session.h"
#include "file_text.h"

#include <QPushButton>

namespace tapscope {

FileGoneBar::FileGoneBar(const CaptureSession& session, QWidget* parent)
    : NoticeBar(QStringLiteral("fileGone"), About::Failure, parent), session_(session) {
    auto* save = new QPushButton(tr("Save elsewhere…"));
    save->setObjectName(QStringLiteral("saveElsewhere"));
    addButton(save);
    connect(save, &QPushButton::clicked, this, &FileGoneBar::saveAsked);
    for (const auto signal : {&CaptureSession::fileGone, &CaptureSession::storeChanged, &CaptureSession::stateChanged,
                              &CaptureSession::savedCountChanged})
        connect(&session_, signal, this, &FileGoneBar::look);
    look();
}

void FileGoneBar::look() {
    if (session_.isFileGone() && session_.hasUnsavedFrames())
        showText(tr("%1 was deleted or replaced by another program. Its frames are lost when this window closes "
                    "unless you save them elsewhere.")
                     .arg(shownPath(session_.store()->path())));
    else
        hide();
}

} // namespace tapscope
