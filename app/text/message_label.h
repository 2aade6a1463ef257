#pragma once

#include <QLabel>

namespace tapscope {

/// The line of a dialog that says what happens next or, in the colour of errors, why something cannot be done.
class MessageLabel final : public QLabel {
    Q_OBJECT

public:
    explicit MessageLabel(QWidget* parent = nullptr);

    void say(const QString& text) { set(text, false); }
    void complain(const QString& text) { set(text, true); }

private:
    void set(const QString& text, bool isTrouble);
};

} // namespace tapscope
