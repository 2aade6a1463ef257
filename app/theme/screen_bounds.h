#pragma once

#include <QObject>

class QApplication;

namespace tapscope {

/// Keeps each shown window, ours and Qt's, within its screen, with room for the window manager's frame. Otherwise,
/// buttons at the bottom could be cut off. Owned by Theme; GUI thread.
class ScreenBounds final : public QObject {
    Q_OBJECT

public:
    ScreenBounds(QApplication& application, QObject* owner);

    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace tapscope
