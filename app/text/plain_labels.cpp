#include "plain_labels.h"

#include "styled_label.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>

namespace tapscope {

PlainLabels::PlainLabels(QApplication& application, QObject* owner) : QObject(owner) {
    application.installEventFilter(this);
}

bool PlainLabels::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Polish) {
        if (auto* label = qobject_cast<QLabel*>(watched);
            label != nullptr && qobject_cast<StyledLabel*>(watched) == nullptr)
            label->setTextFormat(Qt::PlainText);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace tapscope
