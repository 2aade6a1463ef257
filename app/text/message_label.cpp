#include "message_label.h"

#include <QStyle>

namespace tapscope {

MessageLabel::MessageLabel(QWidget* parent) : QLabel(parent) {
    setWordWrap(true);
}

void MessageLabel::set(const QString& text, bool isTrouble) {
    setText(text);
    const QString role = isTrouble ? QStringLiteral("error") : QString();
    if (property("role").toString() == role)
        return;
    setProperty("role", role);
    style()->unpolish(this); // the style sheet knows the colour
    style()->polish(this);
}

} // namespace tapscope
