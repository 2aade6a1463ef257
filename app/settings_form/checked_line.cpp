#include "checked_line.h"

#include "../text/plain_text.h"

#include <QStyle>
#include <QVBoxLayout>

namespace tapscope {

CheckedLine::CheckedLine(Check check, QWidget* parent)
    : QWidget(parent), check_(std::move(check)), line_(new QLineEdit), message_(new QLabel) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(line_);
    layout->addWidget(message_);
    message_->setProperty("role", "error");
    message_->setWordWrap(true);
    message_->hide();
    setFocusProxy(line_);
    connect(line_, &QLineEdit::textEdited, this, [this](const QString& text) {
        isRefused_ = false;
        say(check_(text));
    });
    connect(line_, &QLineEdit::editingFinished, this, &CheckedLine::commit);
}

// The editor loses the focus while it is destroyed, and would tell an object that is half gone.
CheckedLine::~CheckedLine() {
    line_->disconnect(this);
}

void CheckedLine::setTruth(const QString& text) {
    const bool isEdited = line_->hasFocus() && line_->text() != truth_;
    truth_ = text;
    if (!isEdited && line_->text() != text) {
        line_->setText(text);
        line_->setCursorPosition(0); // of a text that is too long its beginning shows
        line_->setToolTip(plainText(text));
    }
}

void CheckedLine::commit() {
    if (line_->text() == truth_) {
        if (!isRefused_)
            say({});
        return;
    }
    if (isValid())
        emit committed(line_->text());
}

void CheckedLine::refuse(const QString& reason) {
    line_->setText(truth_);
    isRefused_ = true;
    say(reason);
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
    message_->setText(plainText(text));
    message_->setVisible(!text.isEmpty());
    line_->setProperty("refused", !text.isEmpty());
    line_->setAccessibleDescription(text);
    line_->style()->unpolish(line_);
    line_->style()->polish(line_);
}

} // namespace tapscope
