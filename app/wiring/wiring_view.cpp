#include "wiring_view.h"

#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace tapscope {
namespace {

constexpr double step = 1.2, smallest = 0.05, largest = 4;

}

WiringView::WiringView(QWidget* parent) : QGraphicsView(parent) {
    setDragMode(QGraphicsView::RubberBandDrag);
    setTransformationAnchor(QGraphicsView::AnchorUnderMouse);
    setFrameShape(QFrame::NoFrame);
    setViewportUpdateMode(QGraphicsView::MinimalViewportUpdate);
}

void WiringView::setZoom(double scale) {
    isFitted_ = false;
    const double factor = std::clamp(scale, smallest, largest) / transform().m11();
    QGraphicsView::scale(factor, factor);
    emit zoomed(zoom());
}

void WiringView::zoomIn() {
    setZoom(transform().m11() * step);
}

void WiringView::zoomOut() {
    setZoom(transform().m11() / step);
}

void WiringView::zoomReset() {
    setZoom(1);
}

void WiringView::fit() {
    if (const QRectF all = sceneRect(); !all.isEmpty()) {
        const double scale = std::min(viewport()->width() / all.width(), viewport()->height() / all.height());
        setZoom(std::min(scale, 1.0));
        centerOn(all.center());
    }
    isFitted_ = true;
}

int WiringView::zoom() const {
    constexpr double percent = 100;
    return static_cast<int>(std::lround(transform().m11() * percent));
}

void WiringView::wheelEvent(QWheelEvent* event) {
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        QGraphicsView::wheelEvent(event);
        return;
    }
    constexpr double notch = 120; // eighths of a degree
    setZoom(transform().m11() * std::pow(step, event->angleDelta().y() / notch));
}

void WiringView::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::MiddleButton) {
        isMoving_ = true;
        moved_ = event->pos();
        viewport()->setCursor(Qt::ClosedHandCursor);
        return;
    }
    // A right click on a selected device applies to the whole selection.
    if (event->button() == Qt::RightButton) {
        if (auto* item = itemAt(event->pos()); item != nullptr && !item->isSelected()) {
            scene()->clearSelection();
            item->setSelected(true);
        }
        return;
    }
    QGraphicsView::mousePressEvent(event);
}

void WiringView::mouseMoveEvent(QMouseEvent* event) {
    if (!isMoving_) {
        QGraphicsView::mouseMoveEvent(event);
        return;
    }
    const QPoint by = event->pos() - moved_;
    moved_ = event->pos();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - by.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - by.y());
    isFitted_ = false;
}

void WiringView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::MiddleButton) {
        isMoving_ = false;
        viewport()->unsetCursor();
        return;
    }
    QGraphicsView::mouseReleaseEvent(event);
}

void WiringView::mouseDoubleClickEvent(QMouseEvent* event) {
    const auto* item = itemAt(event->pos());
    if (event->button() == Qt::LeftButton && item != nullptr && item->isSelected())
        emit activated();
    else
        QGraphicsView::mouseDoubleClickEvent(event);
}

void WiringView::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    if (isFitted_)
        fit();
    emit resized();
}

} // namespace tapscope
