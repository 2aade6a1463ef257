#include "plot_view.h"

#include "../text/plain_text.h"
#include "../text/plural.h"
#include "../theme/theme.h"
#include "plot_axes.h"

#include <QBitArray>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <map>

namespace tapscope {
namespace {

using LineStyle = PlotLine::Style;
constexpr QMargins around{80, 34, 16, 44}; // the plot
constexpr double smallestPart = 1e-7;      // of the whole that can be shown
constexpr int reach = 12;                  // pixels from the pointer to a point

/// The contents of one column of pixels, from top to bottom.
struct PixelColumn {
    double first, last, low, high;
};

} // namespace

/// Turns values into pixels.
struct PlotView::Mapping {
    QRect plot;
    QRectF shown;

    [[nodiscard]] double x(double value) const {
        return plot.left() + (value - shown.left()) / shown.width() * plot.width();
    }
    [[nodiscard]] double y(double value) const {
        return plot.bottom() - (value - shown.top()) / shown.height() * plot.height();
    }
    [[nodiscard]] QPointF valueAt(const QPointF& place) const {
        return {shown.left() + (place.x() - plot.left()) / plot.width() * shown.width(),
                shown.top() + (plot.bottom() - place.y()) / plot.height() * shown.height()};
    }
};

PlotView::PlotView(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    setObjectName(QStringLiteral("plotView"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(320, 160);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PlotView::setPlot(StatisticPlot plot) {
    if (plot.title != plot_.title || plot.subject != plot_.subject)
        shown_.reset();
    plot_ = std::move(plot);
    double leftmost = INFINITY, rightmost = -INFINITY, most = -INFINITY, least = 0;
    std::size_t points = 0;
    for (const PlotLine& line : plot_.lines) {
        points += line.points.size();
        for (const PlotPoint& point : line.points) {
            leftmost = std::min(leftmost, point.x);
            rightmost = std::max(rightmost, point.x);
            least = std::min(least, point.y);
            most = std::max({most, point.y, line.style == LineStyle::Spans ? point.top : point.y});
        }
    }
    if (points == 0) {
        all_ = {0, 0, 1, 1};
    } else {
        const double width = rightmost > leftmost ? rightmost - leftmost : 1;
        const double height = most > least ? (most - least) * 1.03 : 1; // some space above
        all_ = {leftmost, least, width, height};
    }
    setAccessibleName(plainText(plot_.title));
    setAccessibleDescription(
        tr("%1: %L2 point(s)", nullptr, pluralOf(points)).arg(plainText(plot_.subject)).arg(points));
    update();
}

PlotView::Mapping PlotView::mapping(const QRect& whole) const {
    return {whole.marginsRemoved(around), shown()};
}

QPointF PlotView::placeOf(const PlotPoint& point) const {
    const Mapping map = mapping(rect());
    return {map.x(point.x), map.y(point.y)};
}

void PlotView::showAll() {
    shown_.reset();
    update();
}

void PlotView::setShown(QRectF part) {
    part.setWidth(std::min(part.width(), all_.width()));
    part.setHeight(std::min(part.height(), all_.height()));
    if (part.width() < all_.width() * smallestPart || part.height() < all_.height() * smallestPart)
        return;
    part.moveLeft(std::clamp(part.left(), all_.left(), all_.left() + all_.width() - part.width()));
    part.moveTop(std::clamp(part.top(), all_.top(), all_.top() + all_.height() - part.height()));
    shown_ = part;
    update();
}

void PlotView::zoom(double factor) {
    zoomAround(shown().center(), factor);
}

void PlotView::zoomAround(const QPointF& centre, double factor) {
    const QRectF part = shown();
    setShown({centre.x() - (centre.x() - part.left()) / factor, centre.y() - (centre.y() - part.top()) / factor,
              part.width() / factor, part.height() / factor});
}

void PlotView::shift(double toRight, double up) {
    const QRectF part = shown();
    setShown(part.translated(toRight * part.width(), up * part.height()));
}

std::optional<PlotView::Found> PlotView::nearest(const QPointF& place) const {
    const Mapping map = mapping(rect());
    std::optional<Found> found;
    double best = reach * reach;
    for (const PlotLine& line : plot_.lines) {
        for (const PlotPoint& point : line.points) {
            const double x = map.x(point.x) - place.x();
            if (std::abs(x) > reach)
                continue;
            const double top = line.style == LineStyle::Spans ? map.y(point.top) : map.y(point.y);
            const double y = std::clamp(place.y(), std::min(top, map.y(point.y)), std::max(top, map.y(point.y)));
            const double distance = x * x + (y - place.y()) * (y - place.y());
            if (distance < best) {
                best = distance;
                found = Found{&line, point};
            }
        }
    }
    return found;
}

void PlotView::drawAxes(QPainter& painter, const Mapping& map) const {
    const Colours& colours = theme_.colours();
    const QRect& plot = map.plot;
    const auto each = [](double from, double length, double step, const auto& draw) {
        const double first = std::ceil(from / step) * step;
        for (int i = 0; first + i * step <= from + length; ++i) {
            const double value = first + i * step;
            draw(std::abs(value) < step / 1000 ? 0.0 : value);
        }
    };
    each(map.shown.top(), map.shown.height(), axisStep(map.shown.height(), std::max(2, plot.height() / 40)),
         [&](double value) {
             const int y = static_cast<int>(map.y(value));
             painter.setPen(colours.line);
             painter.drawLine(plot.left(), y, plot.right(), y);
             painter.setPen(colours.muted);
             painter.drawText(QRect(plot.left() - around.left(), y - 10, around.left() - 8, 20),
                              Qt::AlignRight | Qt::AlignVCenter, axisText(value));
         });
    each(map.shown.left(), map.shown.width(), axisStep(map.shown.width(), std::max(2, plot.width() / 90)),
         [&](double value) {
             const int x = static_cast<int>(map.x(value));
             painter.setPen(colours.line);
             painter.drawLine(x, plot.top(), x, plot.bottom() + 4);
             painter.setPen(colours.muted);
             painter.drawText(QRect(x - 45, plot.bottom() + 6, 90, 18), Qt::AlignHCenter | Qt::AlignTop,
                              axisText(value));
         });
    painter.setPen(colours.muted);
    painter.drawText(QRect(plot.left(), plot.bottom() + 24, plot.width(), 18), Qt::AlignRight, plainText(plot_.xTitle));
    painter.drawText(QRect(8, plot.top() - around.top() + 4, plot.width(), 18), Qt::AlignLeft, plainText(plot_.yTitle));
}

void PlotView::drawLine(QPainter& painter, const Mapping& map, std::size_t which) const {
    const PlotLine& line = plot_.lines[which];
    const QRect& plot = map.plot;
    const QColor colour = seriesColour(theme_, which);
    if (line.style == LineStyle::Dots) {
        QBitArray drawn(plot.width() * plot.height() + 1);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        for (const PlotPoint& point : line.points) {
            const QPointF place(map.x(point.x), map.y(point.y));
            const QPoint pixel = place.toPoint() - plot.topLeft();
            if (pixel.x() < 0 || pixel.y() < 0 || pixel.x() >= plot.width() || pixel.y() >= plot.height())
                continue;
            const int at = pixel.y() * plot.width() + pixel.x();
            if (drawn.testBit(at))
                continue;
            drawn.setBit(at);
            painter.drawEllipse(place, 2, 2);
        }
        return;
    }
    painter.setPen(QPen(colour, line.style == LineStyle::Spans ? 2 : 1.4));
    if (line.style == LineStyle::Spans) {
        // Per column of pixels, the runs of pixels that some span covers.
        std::map<int, std::vector<std::pair<int, int>>> columns;
        for (const PlotPoint& point : line.points) {
            const double x = map.x(point.x);
            if (x < plot.left() - 1 || x > plot.right() + 1)
                continue;
            const auto pixel = [&](double value) {
                return static_cast<int>(std::clamp(map.y(value), double(plot.top() - 2), double(plot.bottom() + 2)));
            };
            auto& runs = columns[static_cast<int>(x)];
            const std::pair run(pixel(point.top), pixel(point.y));
            if (!runs.empty() && run.first <= runs.back().second + 1 && run.second >= runs.back().first - 1)
                runs.back() = {std::min(run.first, runs.back().first), std::max(run.second, runs.back().second)};
            else
                runs.push_back(run);
        }
        for (const auto& [x, runs] : columns) {
            for (const auto& [top, bottom] : runs)
                painter.drawLine(x, top, x, std::max(bottom, top + 1));
        }
        return;
    }
    // A column of pixels shows where the line enters, its highest and lowest value, and where it leaves.
    QPolygonF drawn;
    std::optional<int> at;
    PixelColumn column{};
    const auto finish = [&] {
        if (at) {
            for (const double y : {column.first, column.low, column.high, column.last})
                drawn << QPointF(*at, y);
        }
    };
    double before = 0;
    bool hasBefore = false;
    for (const PlotPoint& point : line.points) {
        const double y = std::clamp(map.y(point.y), -1e5, 1e5);
        const int x = static_cast<int>(std::clamp(map.x(point.x), -1e5, 1e5));
        if (!at || *at != x) {
            finish();
            const double from = line.style == LineStyle::Steps && hasBefore ? before : y;
            at = x;
            column = {from, y, std::min(from, y), std::max(from, y)};
        } else {
            column.last = y;
            column.low = std::min(column.low, y);
            column.high = std::max(column.high, y);
        }
        before = y;
        hasBefore = true;
    }
    finish();
    painter.drawPolyline(drawn);
}

void PlotView::drawKey(QPainter& painter, const Mapping& map) const {
    int x = map.plot.right();
    for (std::size_t i = plot_.lines.size(); i-- > 0;) {
        const PlotLine& line = plot_.lines[i];
        if (line.points.empty())
            continue;
        const QString title = plainText(line.title);
        const int width = painter.fontMetrics().horizontalAdvance(title);
        x -= width;
        painter.setPen(theme_.colours().ink);
        painter.drawText(QRect(x, map.plot.top() - around.top() + 4, width + 2, 18), Qt::AlignLeft | Qt::AlignVCenter,
                         title);
        x -= 16;
        painter.fillRect(QRect(x, map.plot.top() - around.top() + 8, 10, 10), seriesColour(theme_, i));
        x -= 14;
    }
}

void PlotView::draw(QPainter& painter, const QRect& whole) const {
    painter.fillRect(whole, theme_.colours().pane);
    painter.setFont(font());
    const Mapping map = mapping(whole);
    if (map.plot.width() < 1 || map.plot.height() < 1)
        return;
    drawAxes(painter, map);
    drawKey(painter, map);
    painter.save();
    painter.setClipRect(map.plot.adjusted(-2, -2, 2, 2));
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < plot_.lines.size(); ++i)
        drawLine(painter, map, i);
    painter.restore();
}

void PlotView::drawReading(QPainter& painter) const {
    const auto found = pointed_ && !pressed_ ? nearest(*pointed_) : std::nullopt;
    if (!found)
        return;
    const QPointF place = placeOf(found->point);
    painter.setPen(QPen(theme_.colours().ink, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(place, 4, 4);
    const QLocale locale;
    const QString text = tr("Frame %1 · %2 s · %3: %4")
                             .arg(found->point.frame)
                             .arg(found->point.x, 0, 'f', 6)
                             .arg(plainText(found->line->title), locale.toString(found->point.y, 'g', 9));
    QRect box = painter.fontMetrics().boundingRect(text).adjusted(-8, -4, 8, 4);
    box.moveTopLeft({static_cast<int>(place.x()) + 10, static_cast<int>(place.y()) - box.height() - 8});
    box.moveLeft(std::clamp(box.left(), 4, std::max(4, width() - box.width() - 4)));
    box.moveTop(std::max(box.top(), 4));
    painter.setPen(theme_.colours().line);
    painter.setBrush(theme_.colours().background);
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(theme_.colours().ink);
    painter.drawText(box, Qt::AlignCenter, text);
}

void PlotView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    draw(painter, rect());
    drawReading(painter);
    if (pressed_ && pointed_) {
        QColor colour = theme_.colours().accent;
        painter.setPen(colour);
        colour.setAlpha(40);
        painter.setBrush(colour);
        painter.drawRect(QRect(*pressed_, *pointed_).normalized());
    }
    if (hasFocus()) {
        painter.setPen(theme_.colours().accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void PlotView::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        pressed_ = event->position().toPoint();
}

void PlotView::mouseMoveEvent(QMouseEvent* event) {
    pointed_ = event->position().toPoint();
    update();
}

void PlotView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !pressed_)
        return;
    constexpr int smallest = 6; // pixels: less is a click
    const QRect dragged = QRect(*pressed_, event->position().toPoint()).normalized();
    pressed_.reset();
    update();
    if (dragged.width() < smallest && dragged.height() < smallest) {
        if (const auto found = nearest(event->position()))
            emit frameAsked(found->point.frame);
        return;
    }
    if (dragged.width() < smallest || dragged.height() < smallest)
        return;
    const Mapping map = mapping(rect());
    const QPointF low = map.valueAt(dragged.bottomLeft()), high = map.valueAt(dragged.topRight());
    setShown(QRectF(low, high).normalized());
}

void PlotView::mouseDoubleClickEvent(QMouseEvent*) {
    pressed_.reset();
    showAll();
}

void PlotView::wheelEvent(QWheelEvent* event) {
    constexpr double perStep = 1.25, step = 120;
    zoomAround(mapping(rect()).valueAt(event->position()), std::pow(perStep, event->angleDelta().y() / step));
    event->accept();
}

void PlotView::keyPressEvent(QKeyEvent* event) {
    constexpr double part = 0.25;
    switch (event->key()) {
    case Qt::Key_Plus:
        return zoom(2);
    case Qt::Key_Minus:
        return zoom(0.5);
    case Qt::Key_0:
        return showAll();
    case Qt::Key_Left:
        return shift(-part, 0);
    case Qt::Key_Right:
        return shift(part, 0);
    case Qt::Key_Up:
        return shift(0, part);
    case Qt::Key_Down:
        return shift(0, -part);
    default:
        QWidget::keyPressEvent(event);
    }
}

void PlotView::leaveEvent(QEvent*) {
    pointed_.reset();
    update();
}

} // namespace tapscope
