#include "graph_series.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace tapscope {
namespace {

/// A line of many points is drawn without antialiasing: stroking a smooth line whose parts cross each other takes
/// hundreds of milliseconds.
void drawLine(QPainter& painter, const QPolygonF& line, const QColor& colour) {
    constexpr qsizetype mostSmooth = 200; // points
    if (line.size() == 1) {               // between gaps
        painter.fillRect(QRectF(line.front() - QPointF(1, 1), QSizeF(3, 3)), colour);
        return;
    }
    if (line.size() <= mostSmooth) {
        painter.setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::RoundCap));
        for (qsizetype i = 1; i < line.size(); ++i)
            painter.drawLine(line[i - 1], line[i]);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(colour, 1));
    painter.drawPolyline(line);
    painter.setRenderHint(QPainter::Antialiasing);
}

/// Fills what is below a line that goes from left to right.
void drawArea(QPainter& painter, QPolygonF line, double bottom, QColor colour) {
    if (line.size() < 2)
        return;
    constexpr int pale = 40;
    line << QPointF(line.back().x(), bottom) << QPointF(line.front().x(), bottom);
    colour.setAlpha(pale);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(line);
    painter.setRenderHint(QPainter::Antialiasing);
}

/// Draws a round dot if there is room for it, because hundreds of them take long.
void drawDot(QPainter& painter, const QPointF& at, double room, const QColor& colour) {
    constexpr double radius = 2;
    if (room >= 2 * radius) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(at, radius, radius);
    } else {
        painter.fillRect(QRect(qRound(at.x()) - 1, qRound(at.y()) - 1, 3, 3), colour);
    }
}

} // namespace

double GraphSeries::highest(double from, double to) const {
    const auto count = static_cast<double>(values.values().size());
    const auto first = static_cast<std::size_t>(std::clamp(std::floor(from / interval), 0.0, count));
    const auto end = static_cast<std::size_t>(std::clamp(std::ceil(to / interval), 0.0, count));
    return first < end ? values.extremes(first, end).most : std::numeric_limits<double>::quiet_NaN();
}

double lengthOf(const std::vector<GraphSeries>& series) {
    constexpr double shortest = 1e-6;
    if (series.empty())
        return 1;
    double longest = shortest;
    for (const GraphSeries& each : series)
        longest = std::max(longest, static_cast<double>(each.values.values().size()) * each.interval);
    return longest;
}

double GraphScale::x(double time) const {
    return plot.left() + (time - shown.first) / (shown.second - shown.first) * plot.width();
}

double GraphScale::y(double value) const {
    const double part = isLogarithmic ? std::log1p(std::max(value, 0.0)) / std::log1p(top) : value / top;
    return plot.bottom() - std::clamp(part, 0.0, 1.0) * plot.height();
}

double GraphScale::perPixel() const {
    return (shown.second - shown.first) / std::max(plot.width(), 1);
}

double GraphScale::timeAt(double x) const {
    const double part = (x - plot.left()) / std::max(1.0, static_cast<double>(plot.width()));
    return shown.first + (shown.second - shown.first) * std::clamp(part, 0.0, 1.0);
}

GraphColumn columnAt(double time, const GraphScale& scale, const GraphSeries& series) {
    const auto count = static_cast<double>(series.values.values().size());
    const double seconds = std::max(scale.perPixel(), series.interval);
    const double left = std::floor(time / seconds + 1e-9) * seconds;
    const double first = std::clamp(std::floor(left / series.interval + 1e-9), 0.0, count);
    const double end = std::clamp(std::ceil((left + seconds) / series.interval - 1e-9), first, count);
    return {left, seconds, static_cast<std::size_t>(first), static_cast<std::size_t>(end)};
}

void drawSeries(QPainter& painter, const GraphScale& scale, const GraphSeries& series, const QColor& colour) {
    using Style = GraphSeries::Style;
    QPolygonF line, edge; // the edge of an area goes from left to right; the line also down to the lowest value
    const auto finishLine = [&] {
        if (series.style == Style::Area)
            drawArea(painter, std::exchange(edge, {}), scale.plot.bottom(), colour);
        drawLine(painter, std::exchange(line, {}), colour);
    };
    const double step = columnAt(scale.shown.first, scale, series).seconds;
    for (double number = std::floor(scale.shown.first / step); number * step < scale.shown.second; ++number) {
        const auto [time, seconds, first, end] = columnAt(number * step, scale, series);
        if (first == end)
            continue;
        const auto [least, most] = series.values.extremes(first, end);
        const double x = scale.x(time);
        const double width = std::max(1.0, seconds / scale.perPixel());
        switch (series.style) {
        case Style::Bars:
            if (most > 0)
                painter.fillRect(
                    QRectF(QPointF(x, scale.y(most)), QPointF(x + std::max(1.0, width - 1), scale.plot.bottom())),
                    colour);
            break;
        case Style::Dots:
            if (most > 0)
                drawDot(painter, {x + width / 2, scale.y(most)}, width, colour);
            break;
        case Style::Line:
        case Style::Area:
            if (std::isnan(most)) { // no value: a gap
                finishLine();
                break;
            }
            line << QPointF(x + width / 2, scale.y(most));
            edge << line.back();
            if (least != most)
                line << QPointF(x + width / 2, scale.y(least));
            break;
        }
    }
    finishLine();
}

} // namespace tapscope
