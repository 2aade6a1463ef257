#pragma once

#include <QObject>

class QApplication;

namespace tapscope {

/// Keeps each window that is shown, ours and Qt's, within its screen, with room for the frame that a window manager
/// draws: buttons at the bottom are what it would cut off. Owned by Theme; GUI's thread.
class ScreenBounds final : public QObject {
    Q_OBJECT

public:
    ScreenBounds(QApplication& application, QObject* owner);

    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace tapscope
