#pragma once

#include "value_levels.h"

#include <QColor>
#include <QString>
#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

namespace tapscope {

class Theme;

/// A line of an I/O graph: a value for each interval since the first frame.
struct GraphSeries {
    QString name, unit;
    enum class Style { Line, Bars, Dots } style = Style::Line;
    double interval = 1; ///< seconds
    ValueLevels values;
};

/// Draws values over time. A column of pixels shows its highest and lowest value, so that a peak is visible however
/// many intervals there are. Dragging selects a range; dragging with Shift or the middle button, the arrow keys and a
/// horizontal wheel scroll the graph. The wheel zooms, a double click shows everything.
class IoGraph final : public QWidget {
    Q_OBJECT

public:
    explicit IoGraph(const Theme& theme, QWidget* parent = nullptr);

    using Range = std::pair<double, double>; ///< seconds since the first frame

    /// Sets other values; the shown range stays, unless it was the whole range.
    void setSeries(std::vector<GraphSeries> series);
    void setLogarithmic(bool logarithmic);
    void setShown(const std::optional<Range>& range); ///< nothing: all
    void zoom(double factor);
    [[nodiscard]] Range shown() const;
    [[nodiscard]] const std::optional<Range>& selected() const noexcept { return selected_; }
    /// A series' colour, legible in both palettes and distinguishable for the colour-blind.
    [[nodiscard]] QColor colourOf(std::size_t series) const;
    /// Draws the graph without selection and pointer.
    void draw(QPainter& painter, const QRect& whole) const;
    [[nodiscard]] QSize sizeHint() const override { return {720, 320}; }

signals:
    /// The user has selected a range, or removed the selection.
    void rangeSelected();

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
    [[nodiscard]] QRect plotIn(const QRect& whole) const;
    [[nodiscard]] double length() const; ///< of the capture, in seconds
    [[nodiscard]] double shortestShown() const;
    [[nodiscard]] double highest(const Range& range) const;
    [[nodiscard]] double timeAt(int x) const;
    void zoomAround(double time, double factor);
    /// Scrolls by this number of seconds, within the capture.
    void moveBy(double seconds);
    void drawAxes(QPainter& painter, const QRect& plot, double top) const;
    void drawSeries(QPainter& painter, const QRect& plot, double top, std::size_t which) const;
    void drawSelection(QPainter& painter, const QRect& plot) const;
    void drawReading(QPainter& painter, const QRect& plot) const;
    [[nodiscard]] double yOf(const QRect& plot, double value, double top) const;

    const Theme& theme_;
    std::vector<GraphSeries> series_;
    std::optional<Range> shown_, selected_;
    std::optional<double> pressed_, pointed_; ///< seconds
    std::optional<int> moving_;               ///< the position of the pointer at the last move
    bool logarithmic_ = false;
};

} // namespace tapscope
