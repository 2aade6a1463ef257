#include "io_graph.h"

#include "../text/plural.h"
#include "../theme/theme.h"
#include "plot_axes.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tapscope {
namespace {

constexpr int left = 64, right = 16, above = 12, below = 28; // around the plot
constexpr double shortest = 1e-6;                            // seconds that can be shown
constexpr double leastPart = 1e-9; // of the whole: far from the first frame, doubles cannot represent finer times

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

/// Draws a round dot if there is room for it, because hundreds of them take long.
void drawDot(QPainter& painter, const QPointF& at, double room, const QColor& colour) {
    constexpr double radius = 2;
    if (room >= 2 * radius)
        painter.drawEllipse(at, radius, radius);
    else
        painter.fillRect(QRect(qRound(at.x()) - 1, qRound(at.y()) - 1, 3, 3), colour);
}

} // namespace

IoGraph::IoGraph(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    setObjectName(QStringLiteral("ioGraph"));
    setAccessibleName(tr("Traffic over time"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(320, 140);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void IoGraph::setSeries(std::vector<GraphSeries> series) {
    series_ = std::move(series);
    QStringList all;
    for (const GraphSeries& each : series_) {
        const std::size_t count = each.values.values().size();
        const double most = count == 0 ? 0 : std::max(0.0, each.values.extremes(0, count).most);
        all << tr("%1: %L2 interval(s) of %L3 s, at most %4 (%5)", nullptr, pluralOf(count))
                   .arg(each.name)
                   .arg(count)
                   .arg(each.interval)
                   .arg(axisText(most), each.unit);
    }
    setAccessibleDescription(all.join(QStringLiteral("; ")));
    update();
}

void IoGraph::setLogarithmic(bool logarithmic) {
    logarithmic_ = logarithmic;
    update();
}

void IoGraph::setShown(const std::optional<Range>& range) {
    shown_ = range && range->second - range->first < shortestShown() ? shown_ : range;
    update();
}

void IoGraph::zoom(double factor) {
    const auto [from, to] = shown();
    zoomAround((from + to) / 2, factor);
}

void IoGraph::zoomAround(double time, double factor) {
    const auto [from, to] = shown();
    const double whole = length();
    Range range{std::max(0.0, time - (time - from) / factor), std::min(whole, time + (to - time) / factor)};
    if (range.second - range.first < shortestShown())
        return;
    shown_ = range.first <= 0 && range.second >= whole ? std::nullopt : std::optional(range);
    update();
}

void IoGraph::moveBy(double seconds) {
    const auto [from, to] = shown();
    if (!shown_)
        return;
    const double by = std::clamp(seconds, -from, std::max(0.0, length() - to));
    shown_ = Range{from + by, to + by};
    update();
}

double IoGraph::length() const {
    if (series_.empty())
        return 1; // second, of an empty graph
    double longest = shortest;
    for (const GraphSeries& each : series_)
        longest = std::max(longest, static_cast<double>(each.values.values().size()) * each.interval);
    return longest;
}

double IoGraph::shortestShown() const {
    return std::max(shortest, length() * leastPart);
}

IoGraph::Range IoGraph::shown() const {
    return shown_.value_or(Range{0, length()});
}

QColor IoGraph::colourOf(std::size_t series) const {
    return seriesColour(theme_, series);
}

QRect IoGraph::plotIn(const QRect& whole) const {
    return whole.adjusted(left, above, -right, -below);
}

double IoGraph::highest(const Range& range) const {
    double most = 0;
    for (const GraphSeries& each : series_) {
        const auto count = static_cast<double>(each.values.values().size());
        const auto first = static_cast<std::size_t>(std::clamp(std::floor(range.first / each.interval), 0.0, count));
        const auto end = static_cast<std::size_t>(std::clamp(std::ceil(range.second / each.interval), 0.0, count));
        if (first < end)
            most = std::max(most, each.values.extremes(first, end).most);
    }
    return most > 0 ? most : 1;
}

double IoGraph::yOf(const QRect& plot, double value, double top) const {
    const double part = logarithmic_ ? std::log1p(std::max(value, 0.0)) / std::log1p(top) : value / top;
    return plot.bottom() - std::clamp(part, 0.0, 1.0) * plot.height();
}

double IoGraph::timeAt(int x) const {
    const QRect plot = plotIn(rect());
    const auto [from, to] = shown();
    return from + (to - from) * std::clamp((x - plot.left()) / std::max(1.0, double(plot.width())), 0.0, 1.0);
}

void IoGraph::drawAxes(QPainter& painter, const QRect& plot, double top) const {
    const Colours& colours = theme_.colours();
    const auto [from, to] = shown();
    const auto horizontal = [&](double value) {
        const int y = static_cast<int>(yOf(plot, value, top));
        painter.setPen(colours.line);
        painter.drawLine(plot.left(), y, plot.right(), y);
        painter.setPen(colours.muted);
        painter.drawText(QRect(0, y - 10, plot.left() - 8, 20), Qt::AlignRight | Qt::AlignVCenter, axisText(value));
    };
    horizontal(0);
    if (logarithmic_) {
        for (double value = 1; value <= top; value *= 10)
            horizontal(value);
    } else {
        const double step = axisStep(top, std::max(2, plot.height() / 40));
        for (int i = 1; i * step <= top; ++i)
            horizontal(i * step);
    }
    const double step = axisStep(to - from, std::max(2, plot.width() / 90));
    for (double time = std::ceil(from / step) * step; time <= to; time += step) {
        const int x = plot.left() + static_cast<int>((time - from) / (to - from) * plot.width());
        painter.setPen(colours.line);
        painter.drawLine(x, plot.bottom(), x, plot.bottom() + 4);
        painter.setPen(colours.muted);
        const bool isZero = std::abs(time) < step / 1000;
        painter.drawText(QRect(x - 45, plot.bottom() + 6, 90, 18), Qt::AlignHCenter | Qt::AlignTop,
                         isZero ? tr("0 s") : axisText(time));
    }
}

void IoGraph::drawSeries(QPainter& painter, const QRect& plot, double top, std::size_t which) const {
    const GraphSeries& series = series_[which];
    const auto [from, to] = shown();
    const auto count = static_cast<double>(series.values.values().size());
    const double perPixel = (to - from) / std::max(plot.width(), 1);
    const QColor colour = colourOf(which);
    // One column of pixels, or one interval if intervals are wider.
    const double step = std::max(perPixel, series.interval);
    QPolygonF line;
    painter.setPen(QPen(colour, 1.4));
    for (double time = std::floor(from / step) * step; time < to; time += step) {
        const auto first = static_cast<std::size_t>(std::clamp(std::floor(time / series.interval + 1e-9), 0.0, count));
        const auto end = static_cast<std::size_t>(
            std::clamp(std::ceil((time + step) / series.interval - 1e-9), static_cast<double>(first), count));
        if (first == end)
            continue;
        const auto [least, most] = series.values.extremes(first, end);
        const double x = plot.left() + (time - from) / (to - from) * plot.width();
        const double width = std::max(1.0, step / perPixel);
        switch (series.style) {
        case GraphSeries::Style::Bars:
            if (most > 0)
                painter.fillRect(
                    QRectF(QPointF(x, yOf(plot, most, top)), QPointF(x + std::max(1.0, width - 1), plot.bottom())),
                    colour);
            break;
        case GraphSeries::Style::Dots:
            if (most > 0)
                drawDot(painter, {x + width / 2, yOf(plot, most, top)}, width, colour);
            break;
        case GraphSeries::Style::Line:
            if (std::isnan(most)) { // no value: a gap
                drawLine(painter, std::exchange(line, {}), colour);
                break;
            }
            line << QPointF(x + width / 2, yOf(plot, most, top));
            if (least != most)
                line << QPointF(x + width / 2, yOf(plot, least, top));
            break;
        }
    }
    drawLine(painter, line, colour);
}

void IoGraph::draw(QPainter& painter, const QRect& whole) const {
    painter.fillRect(whole, theme_.colours().pane);
    const QRect plot = plotIn(whole);
    const double top = highest(shown());
    painter.setFont(font());
    drawAxes(painter, plot, top);
    painter.save();
    painter.setClipRect(plot.adjusted(0, -2, 1, 1));
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < series_.size(); ++i)
        drawSeries(painter, plot, top, i);
    painter.restore();
}

void IoGraph::drawSelection(QPainter& painter, const QRect& plot) const {
    if (!selected_)
        return;
    const auto [from, to] = shown();
    const auto x = [&](double time) { return plot.left() + (time - from) / (to - from) * plot.width(); };
    QColor colour = theme_.colours().accent;
    painter.setPen(colour);
    colour.setAlpha(40);
    painter.setBrush(colour);
    painter.setClipRect(plot);
    painter.drawRect(QRectF(QPointF(x(selected_->first), plot.top()), QPointF(x(selected_->second), plot.bottom())));
    painter.setClipping(false);
}

/// The values at the pointer.
void IoGraph::drawReading(QPainter& painter, const QRect& plot) const {
    if (!pointed_ || series_.empty())
        return;
    const auto [from, to] = shown();
    const int x = plot.left() + static_cast<int>((*pointed_ - from) / (to - from) * plot.width());
    painter.setPen(QPen(theme_.colours().muted, 1, Qt::DashLine));
    painter.drawLine(x, plot.top(), x, plot.bottom());
    QStringList parts = {tr("%1 s").arg(QLocale().toString(*pointed_, 'f', 3))};
    for (const GraphSeries& each : series_) {
        const auto place = static_cast<std::size_t>(std::max(0.0, *pointed_ / each.interval));
        if (place < each.values.values().size())
            parts << QStringLiteral("%1: %2").arg(each.name, std::isnan(each.values.values()[place])
                                                                 ? QStringLiteral("–")
                                                                 : axisText(each.values.values()[place]));
    }
    const QString text = parts.join(QStringLiteral("   "));
    const QRect needed = painter.fontMetrics().boundingRect(text).adjusted(-8, -3, 8, 3);
    QRect box(QPoint(x + 8, plot.top() + 2), needed.size());
    if (box.right() > plot.right())
        box.moveRight(std::max(plot.left() + box.width(), x - 8));
    painter.setPen(theme_.colours().line);
    painter.setBrush(theme_.colours().background);
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(theme_.colours().ink);
    painter.drawText(box, Qt::AlignCenter, painter.fontMetrics().elidedText(text, Qt::ElideRight, box.width() - 8));
}

void IoGraph::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    draw(painter, rect());
    const QRect plot = plotIn(rect());
    drawSelection(painter, plot);
    drawReading(painter, plot);
    if (hasFocus()) {
        painter.setPen(theme_.colours().accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void IoGraph::mousePressEvent(QMouseEvent* event) {
    const int x = event->position().toPoint().x();
    const bool isMove = event->button() == Qt::MiddleButton || (event->modifiers() & Qt::ShiftModifier) != 0;
    if (isMove)
        moving_ = x;
    else if (event->button() == Qt::LeftButton)
        pressed_ = timeAt(x);
}

void IoGraph::mouseMoveEvent(QMouseEvent* event) {
    const int x = event->position().toPoint().x();
    if (moving_)
        moveBy(timeAt(std::exchange(*moving_, x)) - timeAt(x));
    pointed_ = timeAt(x);
    if (pressed_)
        selected_ = Range(std::minmax(*pressed_, *pointed_));
    update();
}

void IoGraph::mouseReleaseEvent(QMouseEvent* event) {
    moving_.reset();
    if (event->button() != Qt::LeftButton || !pressed_)
        return;
    const double released = timeAt(event->position().toPoint().x());
    // A click removes the selection.
    selected_ = released == *pressed_ ? std::nullopt : std::optional(Range(std::minmax(*pressed_, released)));
    pressed_.reset();
    emit rangeSelected();
    update();
}

void IoGraph::mouseDoubleClickEvent(QMouseEvent*) {
    pressed_.reset();
    setShown(std::nullopt);
}

void IoGraph::wheelEvent(QWheelEvent* event) {
    constexpr double perStep = 1.25, step = 120;
    const QPoint turned = event->angleDelta();
    const auto [from, to] = shown();
    if (std::abs(turned.x()) > std::abs(turned.y()))
        moveBy(-turned.x() / step * (to - from) / 10);
    else
        zoomAround(timeAt(event->position().toPoint().x()), std::pow(perStep, turned.y() / step));
    event->accept();
}

void IoGraph::keyPressEvent(QKeyEvent* event) {
    const auto [from, to] = shown();
    const double quarter = (to - from) / 4;
    switch (event->key()) {
    case Qt::Key_Plus:
        return zoom(2);
    case Qt::Key_Minus:
        return zoom(0.5);
    case Qt::Key_0:
        return setShown(std::nullopt);
    case Qt::Key_Left:
        return moveBy(-quarter);
    case Qt::Key_Right:
        return moveBy(quarter);
    case Qt::Key_Escape:
        if (selected_) {
            selected_.reset();
            emit rangeSelected();
            return update();
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void IoGraph::leaveEvent(QEvent*) {
    pointed_.reset();
    update();
}

} // namespace tapscope
