#include "reason_box.h"

#include <QLabel>
#include <QScrollArea>
#include <QStyle>

#include <algorithm>
#include <utility>

namespace tapscope {

ReasonBox::ReasonBox(QWidget& input, QString name) : QObject(&input), input_(input), name_(std::move(name)) {}

ReasonBox::~ReasonBox() {
    delete label_;
}

QWidget* ReasonBox::ground() const {
    for (QWidget* widget = &input_; !widget->isWindow(); widget = widget->parentWidget()) {
        QWidget* viewport = widget->parentWidget();
        if (viewport == nullptr)
            return widget;
        const auto* area = qobject_cast<QScrollArea*>(viewport->parentWidget());
        if (area != nullptr && area->viewport() == viewport)
            return widget;
    }
    return input_.window();
}

void ReasonBox::show(const QString& text, Kind kind, int below) {
    QWidget* under = ground();
    if (label_ == nullptr) {
        label_ = new QLabel;
        label_->setObjectName(name_);
        label_->setWordWrap(true);
        label_->setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    if (label_->parentWidget() != under)
        label_->setParent(under);
    const QString role = kind == Kind::Error ? QStringLiteral("reason") : QStringLiteral("caution");
    if (label_->property("role") != role) {
        label_->setProperty("role", role);
        label_->style()->unpolish(label_);
        label_->style()->polish(label_);
    }
    constexpr int gap = 2, narrowest = 240;
    label_->setText(text);
    label_->setFixedWidth(std::min(std::max(input_.width(), narrowest), under->width()));
    label_->adjustSize();
    const QPoint corner = input_.mapTo(under, QPoint(0, 0));
    const int top = corner.y() + input_.height() + gap + below;
    const bool fits = top + label_->height() <= under->height();
    label_->move(std::clamp(corner.x(), 0, std::max(0, under->width() - label_->width())),
                 fits ? top : std::max(0, corner.y() - gap - label_->height()));
    label_->raise();
    label_->show();
}

void ReasonBox::hide() {
    if (label_ != nullptr)
        label_->hide();
}

} // namespace tapscope
