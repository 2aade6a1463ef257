#include "minimap.h"

#include "../frames/frame_list_view.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "overview_scanner.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace tapscope {
namespace {

constexpr int notch = 4; ///< pixels from a side
constexpr int least = 2; ///< pixels: the height of a single frame

/// The first number from `first` to `last` in a sorted list, or 0.
FrameNumber firstWithin(const std::vector<FrameNumber>& numbers, FrameNumber first, FrameNumber last) {
    const auto found = std::ranges::lower_bound(numbers, first);
    return found == numbers.end() || *found > last ? 0 : *found;
}

} // namespace

Minimap::Minimap(FrameListView& list, const OverviewScanner& overview, const Theme& theme, QWidget* parent)
    : QWidget(parent), list_(list), overview_(overview), theme_(theme) {
    setObjectName(QStringLiteral("minimap"));
    setAccessibleName(tr("Overview of the capture"));
    setFixedWidth(sizeHint().width());
    setMouseTracking(true);
    const auto repaint = qOverload<>(&QWidget::update);
    FrameListModel& model = list_.model();
    connect(&overview, &OverviewScanner::changed, this, repaint);
    connect(&theme, &Theme::changed, this, repaint);
    connect(&model, &FrameListModel::reset, this, repaint);
    connect(&model, &FrameListModel::countChanged, this, repaint);
    connect(&model, &FrameListModel::rowsChanged, this, repaint); // marks
    connect(&model, &FrameListModel::orderChanged, this, repaint);
    connect(list_.verticalScrollBar(), &QScrollBar::valueChanged, this, repaint);
}

QRect Minimap::strip() const {
    const int top = list_.viewport()->y();
    return {0, top, width(), std::max(1, std::min(list_.viewport()->height(), height() - top))};
}

std::optional<Minimap::Place> Minimap::placeAt(int y) const {
    const FrameListModel& model = list_.model();
    const QRect all = strip();
    if (model.total() < model.first() || y < all.top() || y > all.bottom())
        return std::nullopt;
    const FrameNumber frames = model.total() + 1 - model.first();
    const auto height = static_cast<FrameNumber>(all.height());
    const auto at = static_cast<FrameNumber>(y - all.top());
    Place place{.first = model.first() + frames * at / height};
    place.last = std::max(place.first, model.first() + frames * (at + 1) / height - 1);
    FrameNumber malformed = 0;
    if (const auto& overview = overview_.overview()) {
        const FrameOverview::Stretch stretch = overview->stretch(place.first, place.last);
        if (stretch.rule != FrameOverview::noRule)
            place.rule = stretch.rule;
        malformed = stretch.malformed;
    }
    const auto chosen = model.chosen();
    const FrameNumber shown = chosen ? firstWithin(*chosen, place.first, place.last) : place.first;
    const auto& marks = model.capture().marked;
    const FrameNumber marked = marks ? firstWithin(*marks, place.first, place.last) : 0;
    place.isMalformed = malformed != 0;
    place.isMarked = marked != 0;
    place.isShown = shown != 0;
    place.target = malformed != 0 ? malformed : marked != 0 ? marked : shown != 0 ? shown : place.first;
    return place;
}

void Minimap::paintPlaces(QPainter& painter) const {
    const Colours& colours = theme_.colours();
    const QRect all = strip();
    const Colouring& colouring = list_.model().colouring();
    for (int y = all.top(); y <= all.bottom(); ++y) {
        const auto place = placeAt(y);
        if (!place)
            return;
        if (place->rule) {
            const ColouringRule& rule = colouring.rule(*place->rule);
            painter.fillRect(0, y, width(), 1, theme_.adapted(rule.background, rule.foreground).background);
        }
        if (!place->isShown) { // the filter hides all of them
            QColor veil = colours.background;
            veil.setAlpha(210);
            painter.fillRect(0, y, width(), 1, veil);
        }
        if (place->isMarked)
            painter.fillRect(0, y, notch, least, colours.ink);
        if (place->isMalformed)
            painter.fillRect(width() - notch, y, notch, least, colours.error);
    }
}

QRect Minimap::visibleFrames() const {
    const FrameListModel& model = list_.model();
    if (model.count() == 0 || model.order() != nullptr)
        return {}; // sorted: the visible rows are spread over the whole capture
    const quint64 firstRow = list_.firstVisibleRow();
    const auto rows = static_cast<quint64>(list_.viewport()->height() / list_.rowHeight());
    const FrameNumber first = model.number(firstRow);
    const FrameNumber last = model.number(std::min(model.count() - 1, firstRow + rows));
    const QRect all = strip();
    const FrameNumber frames = model.total() + 1 - model.first();
    const auto yOf = [&](FrameNumber frame) {
        return all.top() + static_cast<int>((frame - model.first()) * static_cast<FrameNumber>(all.height()) / frames);
    };
    constexpr int smallest = 6; // pixels, so that it is visible
    return {0, yOf(first), width(), std::max(smallest, yOf(last + 1) - yOf(first))};
}

void Minimap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colours& colours = theme_.colours();
    painter.fillRect(rect(), colours.pane);
    paintPlaces(painter);
    painter.setPen(colours.line);
    painter.drawLine(0, 0, 0, height());
    if (const QRect seen = visibleFrames(); !seen.isEmpty()) {
        QColor inside = colours.accent;
        inside.setAlpha(40);
        painter.fillRect(seen, inside);
        painter.setPen(colours.accent);
        painter.drawRect(seen.adjusted(0, 0, -1, -1));
    }
}

void Minimap::goTo(int y) {
    const QRect all = strip();
    if (const auto place = placeAt(std::clamp(y, all.top(), all.bottom())))
        emit frameAsked(place->target);
}

void Minimap::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const int y = event->position().toPoint().y();
    // A notch is small, so a click near it counts as a click on it.
    for (const int near : {y, y - 1, y + 1, y - 2, y + 2}) {
        const auto place = placeAt(near);
        if (place && (place->isMalformed || place->isMarked))
            return goTo(near);
    }
    goTo(y);
}

void Minimap::mouseMoveEvent(QMouseEvent* event) {
    if ((event->buttons() & Qt::LeftButton) != 0)
        goTo(event->position().toPoint().y());
}

QString Minimap::textOf(const Place& place) const {
    QStringList parts = {place.first == place.last ? tr("Frame %L1").arg(place.first)
                                                   : tr("Frames %L1 to %L2").arg(place.first).arg(place.last)};
    if (place.isMalformed)
        parts << tr("malformed");
    if (place.isMarked)
        parts << tr("marked");
    if (place.rule)
        parts << plainText(list_.model().colouring().rule(*place.rule).name);
    if (!place.isShown)
        parts << tr("hidden by the filter");
    return parts.join(QStringLiteral(" · "));
}

bool Minimap::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto place = placeAt(help->pos().y());
    QToolTip::showText(help->globalPos(), place ? textOf(*place) : QString(), this);
    return true;
}

} // namespace tapscope
