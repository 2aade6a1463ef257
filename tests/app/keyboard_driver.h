#pragma once

#include "window_driver.h"

namespace tapscope::test {

/// A WindowDriver that operates the window with keys.
class KeyboardDriver : protected WindowDriver {
protected:
    /// A window with no settings, which has the focus.
    void openActiveWindow() {
        QSettings().clear();
        openWindow();
        activate();
    }
    void closeAll() {
        for (QWidget* each : QApplication::topLevelWidgets()) {
            if (qobject_cast<QDialog*>(each) != nullptr)
                each->close();
        }
        closeWindow();
    }
    void activate() {
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    }
    /// The widget that gets the keys, also in a dialog that no window manager has made active.
    QWidget* keyboard() {
        QWidget* const modal = QApplication::activeModalWidget();
        QWidget* const inside = modal != nullptr ? modal->focusWidget() : QApplication::focusWidget();
        if (inside != nullptr)
            return inside;
        return modal != nullptr ? modal : window_.get();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(keyboard(), key, modifiers); }
    void typeText(const QString& text) { QTest::keyClicks(keyboard(), text); }
    FrameNumber currentFrame() { return list()->currentRow() ? list()->model().number(*list()->currentRow()) : 0; }
};

} // namespace tapscope::test
