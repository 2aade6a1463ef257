#include "file_trouble_bar.h"

#include "../session/capture_session.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"

#include <QToolButton>

namespace tapscope {

FileTroubleBar::FileTroubleBar(const CaptureSession& session, const Theme& theme, QWidget* parent)
    : NoticeBar(QStringLiteral("fileTrouble"), About::Failure, parent) {
    auto* close = new QToolButton;
    theme.keepIcon(close, QStringLiteral("x"), &Colours::ink, [close](const QIcon& icon) { close->setIcon(icon); });
    close->setObjectName(QStringLiteral("closeFileTrouble"));
    close->setToolTip(tr("Close this message; the log keeps it"));
    close->setAccessibleName(tr("Close this message"));
    addButton(close);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(&session, &CaptureSession::storeChanged, this, &QWidget::hide);
    connect(&session, &CaptureSession::incomplete, this, &FileTroubleBar::showReason);
}

void FileTroubleBar::showReason(const QString& text) {
    showText(plainText(text));
}

} // namespace tapscope
