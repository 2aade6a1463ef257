#include "io_graph.h"

#include "../background/destroy_later.h"
#include "../text/plural.h"
#include "../theme/theme.h"
#include "plot_axes.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tapscope {
namespace {

constexpr int side = 64, edge = 16, above = 26, below = 28; // around the plot; `side` has an axis, `edge` none
constexpr double shortest = 1e-6;                           // seconds that can be shown
constexpr double leastPart = 1e-9; // of the whole: far from the first frame, doubles cannot represent finer times

} // namespace

IoGraph::IoGraph(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    setObjectName(QStringLiteral("ioGraph"));
    setAccessibleName(tr("Traffic over time"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(320, 140);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void IoGraph::updateAll() {
    update();
    emit changed();
}

void IoGraph::setSeries(std::vector<GraphSeries> series) {
    destroyLater(std::exchange(series_, std::make_shared<const std::vector<GraphSeries>>(std::move(series))));
    QStringList all;
    for (const GraphSeries& each : *series_) {
        const std::size_t count = each.values.values().size();
        const double most = count == 0 ? 0 : std::max(0.0, each.values.extremes(0, count).most);
        all << tr("%1: %L2 interval(s) of %L3 s, at most %4 (%5)", nullptr, pluralOf(count))
                   .arg(each.name)
                   .arg(count)
                   .arg(each.interval)
                   .arg(axisText(most), each.unit);
    }
    setAccessibleDescription(all.join(QStringLiteral("; ")));
    updateAll();
}

void IoGraph::setLogarithmic(bool logarithmic) {
    logarithmic_ = logarithmic;
    update();
}

void IoGraph::setShown(const std::optional<Range>& range) {
    shown_ = range && range->second - range->first < shortestShown() ? shown_ : range;
    if (shown_ && shown_->first <= 0 && shown_->second >= length())
        shown_.reset();
    updateAll();
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
    updateAll();
}

void IoGraph::moveBy(double seconds) {
    const auto [from, to] = shown();
    if (!shown_)
        return;
    const double by = std::clamp(seconds, -from, std::max(0.0, length() - to));
    shown_ = Range{from + by, to + by};
    updateAll();
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

bool IoGraph::has(Axis axis) const {
    return std::ranges::any_of(*series_, [axis](const GraphSeries& each) { return each.axis == axis; });
}

QRect IoGraph::plotIn(const QRect& whole) const {
    return whole.adjusted(side, above, has(Axis::Right) ? -side : -edge, -below);
}

double IoGraph::highest(Axis axis) const {
    const auto [from, to] = shown();
    double most = 0;
    for (const GraphSeries& each : *series_) {
        if (each.axis == axis)
            most = std::fmax(most, each.highest(from, to)); // not NaN
    }
    return most > 0 ? most : 1;
}

GraphScale IoGraph::scaleOf(const QRect& plot, Axis axis) const {
    return {.plot = plot, .shown = shown(), .top = highest(axis), .isLogarithmic = logarithmic_};
}

double IoGraph::timeAt(int x) const {
    return GraphScale{.plot = plot(), .shown = shown()}.timeAt(x);
}

/// An axis has the colour of its series if it has only one.
void IoGraph::drawAxis(QPainter& painter, const QRect& plot, Axis axis) const {
    const Colours& colours = theme_.colours();
    const GraphScale scale = scaleOf(plot, axis);
    const bool isLeft = axis == Axis::Left;
    const int place = isLeft ? plot.left() - side : plot.right() + 8;
    const auto horizontal = [&](double value) {
        const int y = static_cast<int>(scale.y(value));
        painter.setPen(colours.line);
        if (isLeft || !has(Axis::Left))
            painter.drawLine(plot.left(), y, plot.right(), y);
        painter.setPen(colours.muted);
        painter.drawText(QRect(place, y - 10, side - 8, 20),
                         (isLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, axisText(value));
    };
    horizontal(0);
    if (logarithmic_) {
        for (double value = 1; value <= scale.top; value *= 10)
            horizontal(value);
    } else {
        const double step = axisStep(scale.top, std::max(2, plot.height() / 40));
        for (int i = 1; i * step <= scale.top; ++i)
            horizontal(i * step);
    }
    QStringList units;
    QColor colour = colours.muted;
    std::size_t lines = 0;
    for (std::size_t i = 0; i < series_->size(); ++i) {
        const GraphSeries& each = (*series_)[i];
        if (each.axis != axis)
            continue;
        colour = lines++ == 0 ? colourOf(i) : colours.muted;
        if (!units.contains(each.unit))
            units << each.unit;
    }
    painter.setPen(colour);
    const QRect title(plot.left() - side + 8, 4, plot.width() + (has(Axis::Right) ? 2 * side : side + edge) - 16, 18);
    painter.drawText(isLeft ? title.adjusted(0, 0, -title.width() / 2, 0) : title.adjusted(title.width() / 2, 0, 0, 0),
                     isLeft ? Qt::AlignLeft : Qt::AlignRight, units.join(QStringLiteral(", ")));
}

void IoGraph::drawTimes(QPainter& painter, const QRect& plot) const {
    const Colours& colours = theme_.colours();
    const auto [from, to] = shown();
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

void IoGraph::draw(QPainter& painter, const QRect& whole) const {
    painter.fillRect(whole, theme_.colours().pane);
    const QRect plot = plotIn(whole);
    painter.setFont(font());
    drawTimes(painter, plot);
    for (const Axis axis : {Axis::Left, Axis::Right}) {
        if (has(axis) || (axis == Axis::Left && series_->empty()))
            drawAxis(painter, plot, axis);
    }
    painter.save();
    painter.setClipRect(plot.adjusted(0, -2, 1, 1));
    painter.setRenderHint(QPainter::Antialiasing);
    const GraphScale left = scaleOf(plot, Axis::Left), right = scaleOf(plot, Axis::Right);
    for (std::size_t i = 0; i < series_->size(); ++i)
        drawSeries(painter, (*series_)[i].axis == Axis::Left ? left : right, (*series_)[i], colourOf(i));
    painter.restore();
}

void IoGraph::drawSelection(QPainter& painter, const QRect& plot) const {
    if (!selected_)
        return;
    const auto x = [scale = GraphScale{.plot = plot, .shown = shown()}](double time) { return scale.x(time); };
    QColor colour = theme_.colours().accent;
    painter.setPen(colour);
    colour.setAlpha(40);
    painter.setBrush(colour);
    painter.setClipRect(plot);
    painter.drawRect(QRectF(QPointF(x(selected_->first), plot.top()), QPointF(x(selected_->second), plot.bottom())));
    painter.setClipping(false);
}

std::optional<GraphReading> IoGraph::reading() const {
    return pointed_ ? readingAt(*pointed_, scaleOf(plot(), Axis::Left), *series_) : std::nullopt;
}

/// The values at the pointer.
void IoGraph::drawPointer(QPainter& painter, const QRect& plot) const {
    const auto read = reading();
    if (!read)
        return;
    const Colours& colours = theme_.colours();
    const GraphScale left = scaleOf(plot, Axis::Left), right = scaleOf(plot, Axis::Right);
    const int x = static_cast<int>(left.x(*pointed_));
    painter.setPen(QPen(colours.muted, 1, Qt::DashLine));
    painter.drawLine(x, plot.top(), x, plot.bottom());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.pane, 1.5)); // sets the dot off from its line
    for (const GraphReading::Value& value : read->values)
        drawMark(painter, (*series_)[value.series].axis == Axis::Left ? left : right, value, colourOf(value.series));
    painter.setRenderHint(QPainter::Antialiasing, false);
    drawReading(painter, plot, x, *read, *series_, theme_);
}

void IoGraph::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    draw(painter, rect());
    const QRect plot = plotIn(rect());
    drawSelection(painter, plot);
    drawPointer(painter, plot);
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
    if (pressed_) {
        selected_ = Range(std::minmax(*pressed_, *pointed_));
        emit changed();
    }
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
    updateAll();
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
            return updateAll();
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
