#include "graph_overview.h"

#include "../theme/theme.h"
#include "io_graph.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tapscope {
namespace {

constexpr int edgeReach = 6; // pixels

} // namespace

GraphOverview::GraphOverview(IoGraph& graph, const Theme& theme, QWidget* parent)
    : QWidget(parent), graph_(graph), theme_(theme) {
    setObjectName(QStringLiteral("graphOverview"));
    setAccessibleName(tr("The whole capture, with the part that the graph shows"));
    setToolTip(tr("Drag the edges to choose the part that is shown"));
    setMouseTracking(true);
    setFixedHeight(sizeHint().height());
    connect(&graph, &IoGraph::changed, this, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

/// Below the plot of the graph.
QRect GraphOverview::strip() const {
    const QRect plot = graph_.plot();
    return {plot.left(), 4, plot.width(), height() - 8};
}

double GraphOverview::xOf(double time) const {
    return GraphScale{.plot = strip(), .shown = {0, graph_.length()}}.x(time);
}

double GraphOverview::timeAt(double x) const {
    return GraphScale{.plot = strip(), .shown = {0, graph_.length()}}.timeAt(x);
}

std::optional<GraphOverview::Drag::Part> GraphOverview::partAt(double x) const {
    const auto [from, to] = graph_.shown();
    const double first = xOf(from), second = xOf(to);
    if (std::abs(x - second) <= edgeReach && std::abs(x - second) <= std::abs(x - first))
        return Drag::Part::Second;
    if (std::abs(x - first) <= edgeReach)
        return Drag::Part::First;
    if (!graph_.showsPart())
        return Drag::Part::New;
    return x > first && x < second ? std::optional(Drag::Part::Whole) : std::nullopt;
}

void GraphOverview::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colours& colours = theme_.colours();
    painter.fillRect(rect(), colours.pane);
    const QRect whole = strip();
    painter.fillRect(whole, colours.background);
    painter.save();
    painter.setClipRect(whole);
    painter.setRenderHint(QPainter::Antialiasing);
    const double length = graph_.length();
    const auto& series = *graph_.series();
    for (std::size_t i = 0; i < series.size(); ++i) {
        GraphScale scale{.plot = whole.adjusted(0, 2, 0, 0), .shown = {0, length}};
        const double most = series[i].highest(0, length); // each has its own scale: only the shape matters
        scale.top = most > 0 ? most : 1;
        drawSeries(painter, scale, series[i], graph_.colourOf(i));
    }
    const auto marked = [&](const GraphRange& range) {
        return QRectF(QPointF(xOf(range.first), whole.top()), QPointF(xOf(range.second), whole.bottom() + 1));
    };
    const QRectF brush = marked(graph_.shown());
    QColor veil = colours.pane; // over what is not shown
    constexpr int dim = 170, pale = 60;
    veil.setAlpha(dim);
    painter.fillRect(QRectF(whole.topLeft(), brush.bottomLeft()), veil);
    painter.fillRect(QRectF(brush.topRight(), QPointF(whole.right() + 1, whole.bottom() + 1)), veil);
    if (graph_.selected()) {
        QColor selected = colours.accent;
        selected.setAlpha(pale);
        painter.fillRect(marked(*graph_.selected()), selected);
    }
    painter.restore();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.muted, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(brush.adjusted(0, 0, -1, -1));
    painter.setBrush(colours.pane);
    for (const double edge : {brush.left(), brush.right() - 1})
        painter.drawRoundedRect(QRectF(edge - 3, brush.center().y() - 8, 6, 16), 3, 3);
}

void GraphOverview::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const double x = event->position().x(), time = timeAt(x);
    const auto part = partAt(x);
    if (!part) {
        const auto [from, to] = graph_.shown();
        graph_.moveBy(time - (from + to) / 2);
    }
    drag_ = Drag{.part = part.value_or(Drag::Part::Whole), .grabbed = time};
}

void GraphOverview::dragTo(double time) {
    const auto [from, to] = graph_.shown();
    switch (drag_->part) {
    case Drag::Part::First:
        graph_.setShown(GraphRange(std::min(time, to), to));
        break;
    case Drag::Part::Second:
        graph_.setShown(GraphRange(from, std::max(time, from)));
        break;
    case Drag::Part::New:
        graph_.setShown(GraphRange(std::minmax(drag_->grabbed, time)));
        break;
    case Drag::Part::Whole:
        graph_.moveBy(time - drag_->grabbed);
        drag_->grabbed = time;
        break;
    }
}

void GraphOverview::mouseMoveEvent(QMouseEvent* event) {
    const double x = event->position().x();
    if (drag_)
        return dragTo(timeAt(x));
    const auto part = partAt(x);
    const bool isEdge = part == Drag::Part::First || part == Drag::Part::Second;
    setCursor(isEdge ? Qt::SizeHorCursor : part == Drag::Part::Whole ? Qt::OpenHandCursor : Qt::ArrowCursor);
}

void GraphOverview::mouseReleaseEvent(QMouseEvent*) {
    drag_.reset();
}

} // namespace tapscope
