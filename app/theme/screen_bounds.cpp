#include "screen_bounds.h"

#include <QApplication>
#include <QEvent>
#include <QScreen>
#include <QWidget>

namespace tapscope {

ScreenBounds::ScreenBounds(QApplication& application, QObject* owner) : QObject(owner) {
    application.installEventFilter(this);
}

bool ScreenBounds::eventFilter(QObject* watched, QEvent* event) {
    // The event comes before the window is on the screen.
    if (event->type() == QEvent::Show && !event->spontaneous() && watched->isWidgetType()) {
        auto& widget = static_cast<QWidget&>(*watched);
        const bool isFramed = widget.windowType() == Qt::Window || widget.windowType() == Qt::Dialog;
        constexpr Qt::WindowStates filling = Qt::WindowMaximized | Qt::WindowFullScreen;
        constexpr QSize frame(16, 48);
        if (isFramed && !(widget.windowState() & filling)) {
            const QSize most = widget.screen()->availableSize() - frame;
            if (widget.width() > most.width() || widget.height() > most.height())
                widget.resize(widget.size().boundedTo(most));
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace tapscope
