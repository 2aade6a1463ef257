#include "graph_reading.h"

#include "../theme/theme.h"
#include "plot_axes.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tapscope {
namespace {

/// All digits of a count; the axis shows a few.
QString valueText(double value) {
    constexpr double mostExact = 9007199254740992; // 2^53
    const QLocale locale;
    if (std::isnan(value))
        return QStringLiteral("–");
    if (value == std::floor(value) && std::abs(value) < mostExact)
        return locale.toString(static_cast<qlonglong>(value));
    return locale.toString(value, 'g', 7);
}

QString rangeText(const GraphRange& range) {
    constexpr int decimals = 3; // no interval is shorter than a millisecond
    return QCoreApplication::translate("tapscope::IoGraph", "%L1 s to %L2 s")
        .arg(range.first, 0, 'f', decimals)
        .arg(range.second, 0, 'f', decimals);
}

} // namespace

QString GraphReading::title() const {
    return rangeText(interval);
}

QString GraphReading::text(const Value& value, const GraphSeries& series) const {
    const auto [least, most] = value.extremes;
    const QString figures =
        least == most || std::isnan(most)
            ? valueText(most)
            : QCoreApplication::translate("tapscope::IoGraph", "%1 to %2").arg(valueText(least), valueText(most));
    if (value.interval == interval)
        return QStringLiteral("%1: %2").arg(series.name, figures);
    return QStringLiteral("%1: %2 (%3)").arg(series.name, figures, rangeText(value.interval));
}

std::optional<GraphReading> readingAt(double time, const GraphScale& scale, const std::vector<GraphSeries>& series) {
    GraphReading reading;
    for (std::size_t i = 0; i < series.size(); ++i) {
        const GraphColumn column = columnAt(time, scale, series[i]);
        if (column.first == column.end)
            continue;
        reading.values.push_back({i,
                                  {static_cast<double>(column.first) * series[i].interval,
                                   static_cast<double>(column.end) * series[i].interval},
                                  series[i].values.extremes(column.first, column.end)});
    }
    if (reading.values.empty())
        return std::nullopt;
    reading.interval = reading.values.front().interval;
    return reading;
}

void drawMark(QPainter& painter, const GraphScale& scale, const GraphReading::Value& value, const QColor& colour) {
    constexpr double radius = 4;
    if (std::isnan(value.extremes.most))
        return;
    const double x = scale.x((value.interval.first + value.interval.second) / 2);
    if (x < scale.plot.left() || x > scale.plot.right())
        return;
    painter.setBrush(colour);
    painter.drawEllipse(QPointF(x, scale.y(value.extremes.most)), radius, radius);
}

void drawReading(QPainter& painter, const QRect& plot, int x, const GraphReading& reading,
                 const std::vector<GraphSeries>& series, const Theme& theme) {
    constexpr int gap = 8, swatch = 9;
    const QFontMetrics metrics = painter.fontMetrics();
    const int height = metrics.height() + 2;
    const int room = std::max(1, (plot.height() - gap) / height);
    std::vector<std::pair<QString, QColor>> lines = {{reading.title(), QColor()}};
    for (const GraphReading::Value& value : reading.values)
        lines.emplace_back(reading.text(value, series[value.series]), seriesColour(theme, value.series));
    lines.resize(std::min(lines.size(), static_cast<std::size_t>(room)));
    int width = 0;
    for (const auto& [text, colour] : lines)
        width = std::max(width, metrics.size(Qt::TextSingleLine, text).width() + 1 + // the advance is rounded
                                    (colour.isValid() ? swatch + gap : 0));
    width = std::min(width, std::max(1, plot.width() - 4 * gap));
    QRect box(x + gap, plot.top() + 2, width + 2 * gap, static_cast<int>(lines.size()) * height + gap);
    if (box.right() > plot.right())
        box.moveRight(std::max(plot.left() + box.width(), x - gap));
    painter.setPen(theme.colours().line);
    painter.setBrush(theme.colours().background);
    painter.drawRoundedRect(box, 3, 3);
    QRect line = QRect(box.left() + gap, box.top() + gap / 2, width, height);
    for (const auto& [text, colour] : lines) {
        QRect place = line;
        if (colour.isValid()) {
            painter.fillRect(QRect(line.left(), line.center().y() - swatch / 2, swatch, swatch), colour);
            place.setLeft(line.left() + swatch + gap);
        }
        painter.setPen(colour.isValid() ? theme.colours().ink : theme.colours().muted);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(text, Qt::ElideRight, place.width()));
        line.translate(0, height);
    }
}

} // namespace tapscope
