#pragma once

#include <QGraphicsView>

namespace tapscope {

/// The picture with its zoom: the wheel with Ctrl, keys, and fitting it all in. A drag on empty ground selects what it
/// covers; with the middle button it moves the picture.
class WiringView final : public QGraphicsView {
    Q_OBJECT

public:
    explicit WiringView(QWidget* parent = nullptr);

    void zoomIn();
    void zoomOut();
    void zoomReset();
    /// All of it, no larger than it is.
    void fit();
    /// In percent.
    [[nodiscard]] int zoom() const;
    /// All of it is shown, and stays so when the size of the view changes.
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

    QPoint moved_; ///< where the middle button was last
    bool isMoving_ = false;
    bool isFitted_ = true; ///< until somebody zooms
};

} // namespace tapscope
