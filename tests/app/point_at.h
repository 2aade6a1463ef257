#pragma once

#include <QApplication>
#include <QMouseEvent>
#include <QWidget>

namespace tapscope::test {

/// Moves the pointer without a button.
inline void pointAt(QWidget& widget, const QPoint& place) {
    QMouseEvent move(QEvent::MouseMove, place, widget.mapToGlobal(place), Qt::NoButton, Qt::NoButton, {});
    QApplication::sendEvent(&widget, &move);
}

} // namespace tapscope::test
