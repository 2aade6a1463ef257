#include "notice_bar.h"

#include <QHBoxLayout>
#include <QLabel>

namespace tapscope {

NoticeBar::NoticeBar(const QString& name, About about, QWidget* parent)
    : QWidget(parent), words_(new QLabel), layout_(new QHBoxLayout(this)) {
    setObjectName(name + QStringLiteral("Bar"));
    setProperty("role", "bar");
    setAttribute(Qt::WA_StyledBackground);
    words_->setObjectName(name + QStringLiteral("Words"));
    words_->setWordWrap(true);
    words_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long path must not widen the window
    if (about == About::Failure) {
        words_->setProperty("role", "error");
        words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    layout_->setContentsMargins(12, 6, 12, 6);
    layout_->addWidget(words_, 1);
    hide();
}

void NoticeBar::addButton(QWidget* button) {
    layout_->addWidget(button, 0, Qt::AlignTop);
}

void NoticeBar::showText(const QString& text) {
    words_->setText(text);
    show();
}

} // namespace tapscope
