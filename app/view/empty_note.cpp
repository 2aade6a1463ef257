#include "empty_note.h"

#include <QAbstractScrollArea>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tapscope {

EmptyNote::EmptyNote(QAbstractScrollArea& view, const QString& name)
    : QWidget(view.viewport()), label_(new QLabel), button_(new QPushButton) {
    label_->setObjectName(name);
    label_->setProperty("role", "muted");
    label_->setAlignment(Qt::AlignCenter);
    label_->setWordWrap(true);
    button_->setObjectName(name + QStringLiteral("Button"));
    button_->setFocusPolicy(Qt::TabFocus);
    auto* layout = new QVBoxLayout(this);
    layout->addStretch();
    layout->addWidget(label_);
    layout->addWidget(button_, 0, Qt::AlignHCenter);
    layout->addStretch();
    connect(button_, &QPushButton::clicked, this, &EmptyNote::pressed);
    view.viewport()->installEventFilter(this);
    hide();
}

void EmptyNote::say(const QString& sentence, const QString& button) {
    label_->setText(sentence);
    button_->setText(button);
    button_->setVisible(!button.isEmpty());
    setVisible(!sentence.isEmpty());
    setGeometry(parentWidget()->rect());
}

bool EmptyNote::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

} // namespace tapscope
