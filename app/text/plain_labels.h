#pragma once

#include <QObject>

class QApplication;

namespace tapscope {

/// Makes every label in the application plain text: our own, and those of Qt's tool tips, message boxes and dialogs. By
/// default, Qt guesses the format, and text such as `<img src="file:///dev/zero">`, which anybody can send in a frame,
/// would be markup that reads files.
///
/// It acts when a label is polished, which is before it is laid out for the first time. The one kind of label with
/// markup is StyledLabel. Owned by Theme; GUI thread.
class PlainLabels final : public QObject {
    Q_OBJECT

public:
    PlainLabels(QApplication& application, QObject* owner);

    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace tapscope
