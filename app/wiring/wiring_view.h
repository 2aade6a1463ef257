#pragma once

#include <QGraphicsView>

namespace tapscope {

/// The view of the picture with zoom: Ctrl+wheel, keys, and fitting the whole map. Dragging on the background selects
/// the covered devices; dragging with the middle button moves the picture.
class WiringView final : public QGraphicsView {
    Q_OBJECT

public:
    explicit WiringView(QWidget* parent = nullptr);

    void zoomIn();
    void zoomOut();
    void zoomReset();
    /// Fits the whole map, at most in its natural size.
    void fit();
    /// The zoom in percent.
    [[nodiscard]] int zoom() const;
    /// Whether the whole map is shown, also after the view is resized.
    [[nodiscard]] bool isFitted() const noexcept { return isFitted_; }

signals:
    void resized();
    void zoomed(int percent);
    void activated();

protected:
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void setZoom(double scale);

    QPoint moved_; ///< last position while dragging with the middle button
    bool isMoving_ = false;
    bool isFitted_ = true; ///< until the user zooms
};

} // namespace tapscope
