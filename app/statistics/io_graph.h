#pragma once

#include "graph_reading.h"
#include "graph_series.h"

#include <QColor>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace tapscope {

class Theme;

/// Draws values over time, with an axis on the left, and one on the right if a series uses it. Dragging selects a
/// range; dragging with Shift or the middle button, the arrow keys and a horizontal wheel scroll the graph. The wheel
/// zooms, a double click shows everything.
class IoGraph final : public QWidget {
    Q_OBJECT

public:
    explicit IoGraph(const Theme& theme, QWidget* parent = nullptr);

    using Range = GraphRange;
    using AllSeries = std::shared_ptr<const std::vector<GraphSeries>>;

    /// Sets other values; the shown range stays, unless it was the whole range.
    void setSeries(std::vector<GraphSeries> series);
    /// Never null. Immutable, so that other threads can read it.
    [[nodiscard]] const AllSeries& series() const noexcept { return series_; }
    void setLogarithmic(bool logarithmic);
    void setShown(const std::optional<Range>& range); ///< nothing: all
    void zoom(double factor);
    /// Scrolls by this number of seconds, within the capture.
    void moveBy(double seconds);
    [[nodiscard]] Range shown() const;
    [[nodiscard]] bool showsPart() const noexcept { return shown_.has_value(); } ///< not the whole capture
    [[nodiscard]] double length() const { return lengthOf(*series_); }           ///< of the capture, in seconds
    [[nodiscard]] QRect plot() const { return plotIn(rect()); }                  ///< without the axes
    [[nodiscard]] const std::optional<Range>& selected() const noexcept { return selected_; }
    /// What is drawn at the pointer; nothing while it is elsewhere.
    [[nodiscard]] std::optional<GraphReading> reading() const;
    /// A series' colour, legible in both palettes and distinguishable for the colour-blind.
    [[nodiscard]] QColor colourOf(std::size_t series) const;
    /// Draws the graph without selection and pointer.
    void draw(QPainter& painter, const QRect& whole) const;
    [[nodiscard]] QSize sizeHint() const override { return {720, 320}; }

signals:
    /// The user has selected a range, or removed the selection.
    void rangeSelected();
    /// Other series, or another range is shown or selected.
    void changed();

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
    using Axis = GraphSeries::Axis;

    [[nodiscard]] bool has(Axis axis) const;
    [[nodiscard]] QRect plotIn(const QRect& whole) const;
    [[nodiscard]] double shortestShown() const;
    [[nodiscard]] double highest(Axis axis) const;
    [[nodiscard]] GraphScale scaleOf(const QRect& plot, Axis axis) const;
    [[nodiscard]] double timeAt(int x) const;
    void zoomAround(double time, double factor);
    void drawTimes(QPainter& painter, const QRect& plot) const;
    void drawAxis(QPainter& painter, const QRect& plot, Axis axis) const;
    void drawSelection(QPainter& painter, const QRect& plot) const;
    void drawPointer(QPainter& painter, const QRect& plot) const;
    void updateAll();

    const Theme& theme_;
    AllSeries series_ = std::make_shared<const std::vector<GraphSeries>>();
    std::optional<Range> shown_, selected_;
    std::optional<double> pressed_, pointed_; ///< seconds
    std::optional<int> moving_;               ///< the position of the pointer at the last move
    bool logarithmic_ = false;
};

} // namespace tapscope
