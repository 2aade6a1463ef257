#include "checked_line.h"

#include "../text/plain_text.h"
#include "reason_box.h"

#include <QKeyEvent>
#include <QStyle>
#include <QVBoxLayout>

#include <chrono>

namespace tapscope {

CheckedLine::CheckedLine(Check check, QWidget* parent)
    : QWidget(parent), check_(std::move(check)), line_(new QLineEdit),
      box_(new ReasonBox(*this, QStringLiteral("reason"))) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(line_);
    constexpr std::chrono::seconds longEnoughToRead{8};
    seen_.setSingleShot(true);
    seen_.setInterval(longEnoughToRead);
    connect(&seen_, &QTimer::timeout, this, [this] { box_->hide(); });
    setFocusProxy(line_);
    setFocusPolicy(line_->focusPolicy()); // otherwise the mnemonic of its label does nothing
    line_->installEventFilter(this);
    connect(line_, &QLineEdit::textEdited, this, [this](const QString& text) {
        isRefused_ = false;
        say(check_(text));
    });
    connect(line_, &QLineEdit::editingFinished, this, &CheckedLine::commit);
}

// The editor loses the focus while it is destroyed, and would notify an object that is partly destroyed.
CheckedLine::~CheckedLine() {
    line_->disconnect(this);
}

void CheckedLine::setTruth(const QString& text) {
    const bool isEdited = isPending();
    truth_ = text;
    hasTruth_ = true;
    if (!isEdited && line_->text() != text) {
        line_->setText(text);
        line_->setCursorPosition(0); // shows the beginning of a text that is too long
        line_->setToolTip(plainText(text));
    }
}

void CheckedLine::commit() {
    if (line_->text() == truth_) {
        if (!isRefused_)
            say({});
        return;
    }
    if (isRefused_ && line_->text() == refused_)
        return;
    if (!isValid())
        return;
    // Until the system has answered, the text counts as not applied: the actual value does not replace it, and it is
    // not applied twice.
    isRefused_ = true;
    refused_ = line_->text();
    emit committed(line_->text());
}

void CheckedLine::refuse(const QString& reason) {
    isRefused_ = true;
    refused_ = line_->text();
    say(reason);
}

void CheckedLine::checkAgain() {
    if (!isRefused_)
        say(reason());
}

bool CheckedLine::eventFilter(QObject* watched, QEvent* event) {
    if (watched == line_ && event->type() == QEvent::FocusIn)
        showMessage();
    else if (watched == line_ && (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide))
        box_->hide();
    // ShortcutOverride comes first: Esc is used here only while there is an edit to undo.
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (watched != line_ || !isKey || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape || !hasTruth_ ||
        (line_->text() == truth_ && !isRefused_))
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress) {
        abandon();
        line_->selectAll();
    }
    return true;
}

void CheckedLine::clearRefusal() {
    isRefused_ = false;
    say({});
}

void CheckedLine::abandon() {
    line_->setText(truth_);
    clearRefusal();
}

void CheckedLine::say(const QString& text) {
    const QString shown = plainText(text);
    if (message_ == shown && line_->property("refused") == !text.isEmpty())
        return; // a new style takes milliseconds, and devices change all the time
    message_ = shown;
    line_->setProperty("refused", !text.isEmpty());
    line_->setAccessibleDescription(shown);
    line_->style()->unpolish(line_);
    line_->style()->polish(line_);
    showMessage();
}

void CheckedLine::showMessage() {
    seen_.stop();
    if (message_.isEmpty() || !line_->isVisible() || (!line_->hasFocus() && !isRefused_)) {
        box_->hide();
        return;
    }
    box_->show(message_);
    if (!line_->hasFocus())
        seen_.start();
}

} // namespace tapscope
