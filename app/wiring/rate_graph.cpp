#include "rate_graph.h"

#include "../devices/device_list_model.h"
#include "../statistics/plot_axes.h"
#include "../theme/theme.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <utility>

namespace tapscope {

RateGraph::RateGraph(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    setObjectName(QStringLiteral("wiringRates"));
    setAccessibleName(tr("Frames of the last minute"));
    setFixedHeight(sizeHint().height());
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RateGraph::show(std::vector<float> received, std::vector<float> sent) {
    received_ = std::move(received);
    sent_ = std::move(sent);
    const auto newest = [](const std::vector<float>& rates) { return rateText(rates.empty() ? 0 : rates.back()); };
    setAccessibleDescription(tr("%1 in, %2 out").arg(newest(received_), newest(sent_)));
    update();
}

void RateGraph::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colours& colours = theme_.colours();
    const int line = fontMetrics().height();
    const QRect plot = rect().adjusted(0, line + 4, -1, -line - 4);
    painter.setPen(colours.line);
    painter.setBrush(colours.background);
    painter.drawRect(plot);
    painter.setRenderHint(QPainter::Antialiasing);
    float highest = 1;
    for (const auto* rates : {&received_, &sent_}) {
        for (const float rate : *rates)
            highest = std::max(highest, rate);
    }
    const auto draw = [&](const std::vector<float>& rates, std::size_t series, Qt::Alignment side,
                          const QString& text) {
        const QColor colour = seriesColour(theme_, series);
        QPolygonF points;
        for (std::size_t i = 0; i < rates.size(); ++i) {
            const double age = static_cast<double>(rates.size() - 1 - i);
            points << QPointF(plot.right() - 1 - age / (seconds - 1) * (plot.width() - 2),
                              plot.bottom() - 1 - static_cast<double>(rates[i] / highest) * (plot.height() - 3));
        }
        painter.setPen(QPen(colour, 1.4));
        painter.drawPolyline(points);
        painter.drawText(QRect(0, 0, width(), line), side | Qt::AlignTop, text);
    };
    const auto newest = [](const std::vector<float>& rates) { return rateText(rates.empty() ? 0 : rates.back()); };
    draw(received_, 0, Qt::AlignLeft, tr("in: %1").arg(newest(received_)));
    draw(sent_, 1, Qt::AlignRight, tr("out: %1").arg(newest(sent_)));
    painter.setPen(colours.muted);
    const QRect below(0, plot.bottom() + 3, width(), line);
    painter.drawText(below, Qt::AlignLeft, tr("%1 s ago").arg(seconds));
    painter.drawText(below, Qt::AlignRight, tr("now"));
}

} // namespace tapscope
