#include "file_trouble_bar.h"

#include "../session/capture_session.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace tapscope {

FileTroubleBar::FileTroubleBar(const CaptureSession& session, const Theme& theme, QWidget* parent)
    : QWidget(parent), words_(new QLabel) {
    setObjectName(QStringLiteral("fileTroubleBar"));
    setProperty("role", "bar");
    setAttribute(Qt::WA_StyledBackground);
    words_->setObjectName(QStringLiteral("fileTroubleWords"));
    words_->setProperty("role", "error");
    words_->setWordWrap(true);
    words_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long path must not widen the window
    words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* close = new QToolButton;
    theme.keepIcon(close, QStringLiteral("x"), &Colours::ink, [close](const QIcon& icon) { close->setIcon(icon); });
    close->setObjectName(QStringLiteral("closeFileTrouble"));
    close->setToolTip(tr("Close this message; the log keeps it"));
    close->setAccessibleName(tr("Close this message"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->addWidget(words_, 1);
    layout->addWidget(close, 0, Qt::AlignTop);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(&session, &CaptureSession::storeChanged, this, &QWidget::hide);
    connect(&session, &CaptureSession::incomplete, this, &FileTroubleBar::tell);
    hide();
}

void FileTroubleBar::tell(const QString& text) {
    words_->setText(plainText(text));
    show();
}

} // namespace tapscope
