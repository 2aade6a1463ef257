#pragma once

#include <QWidget>

#include <statistic/statistic_result.h>

#include <optional>

namespace tapscope {

class Theme;

/// Draws a plot of points. Dragging zooms into a rectangle, the wheel zooms around the pointer, a double click shows
/// everything, and a click selects the frame of the nearest point. Points on the same pixel are drawn once, so a
/// million points cost no more than some thousand. GUI thread.
class PlotView final : public QWidget {
    Q_OBJECT

public:
    explicit PlotView(const Theme& theme, QWidget* parent = nullptr);

    /// Shows another plot; one with the same title and subject keeps the visible part.
    void setPlot(StatisticPlot plot);
    [[nodiscard]] const StatisticPlot& plot() const noexcept { return plot_; }
    void showAll();
    void zoom(double factor);
    /// The visible part: x and y from the lower left corner.
    [[nodiscard]] QRectF shown() const { return shown_.value_or(all_); }
    /// The position of a point in pixels of the widget.
    [[nodiscard]] QPointF placeOf(const PlotPoint& point) const;
    /// Draws the plot without selection and pointer.
    void draw(QPainter& painter, const QRect& whole) const;
    [[nodiscard]] QSize sizeHint() const override { return {720, 400}; }

signals:
    void frameAsked(quint64 frame);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Mapping;
    struct Found {
        const PlotLine* line;
        PlotPoint point;
    };
    [[nodiscard]] Mapping mapping(const QRect& whole) const;
    [[nodiscard]] std::optional<Found> nearest(const QPointF& place) const;
    void setShown(QRectF part);
    void zoomAround(const QPointF& centre, double factor);
    void shift(double toRight, double up);
    void drawAxes(QPainter& painter, const Mapping& map) const;
    void drawLine(QPainter& painter, const Mapping& map, std::size_t which) const;
    void drawKey(QPainter& painter, const Mapping& map) const;
    void drawReading(QPainter& painter) const;

    const Theme& theme_;
    StatisticPlot plot_;
    QRectF all_{0, 0, 1, 1};
    std::optional<QRectF> shown_;
    std::optional<QPoint> pressed_, pointed_;
};

} // namespace tapscope
