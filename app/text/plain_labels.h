#pragma once

#include <QObject>

class QApplication;

namespace tapscope {

/// Makes each label of the application plain text, whoever made it: our own, Qt's tool tips, message boxes and
/// dialogs. Left to itself Qt guesses, and text such as `<img src="file:///dev/zero">`, which anybody can send in a
/// frame, is then markup that reads files.
///
/// It acts when a label is polished, which is before it is laid out for the first time. The one kind of label with
/// markup is StyledLabel. Owned by Theme; GUI's thread.
class PlainLabels final : public QObject {
    Q_OBJECT

public:
    PlainLabels(QApplication& application, QObject* owner);

    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace tapscope
