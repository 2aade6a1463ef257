#include "stream_page.h"

#include "../files/save_picture.h"
#include "../text/plain_text.h"
#include "plot_view.h"

#include <stats/result_text.h>
#include <stats/tcp_plots.h>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace tapscope {

StreamPage::StreamPage(const Theme& theme, QWidget* parent)
    : QWidget(parent), stream_(new QSpinBox), graphs_(new QComboBox), turn_(new QPushButton(tr("&Other direction"))),
      filter_(new QPushButton(tr("&Filter by stream"))), direction_(new QLabel), view_(new PlotView(theme)) {
    for (const char* title : {QT_TR_NOOP("Time/sequence (tcptrace)"), QT_TR_NOOP("Time/sequence (Stevens)"),
                              QT_TR_NOOP("Round-trip time"), QT_TR_NOOP("Throughput"), QT_TR_NOOP("Window")})
        graphs_->addItem(tr(title));
    using enum TcpGraph;
    int item = 0;
    for (const TcpGraph each : {Tcptrace, Stevens, RoundTripTime, Throughput, Window})
        graphs_->setItemData(item++, static_cast<int>(each));
    graphs_->setObjectName(QStringLiteral("streamGraph"));
    graphs_->setAccessibleName(tr("Graph"));
    stream_->setRange(0, std::numeric_limits<int>::max());
    stream_->setKeyboardTracking(false);
    stream_->setObjectName(QStringLiteral("streamNumber"));
    stream_->setToolTip(tr("Number of the TCP connection (tcp.stream)"));
    turn_->setObjectName(QStringLiteral("streamTurn"));
    direction_->setObjectName(QStringLiteral("streamDirection"));
    direction_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // addresses may be wider than the window
    auto* title = new QLabel(tr("&Stream"));
    title->setBuddy(stream_);
    auto* picture = new QPushButton(tr("Save &picture…"));
    auto* values = new QPushButton(tr("Save &values…"));
    auto* all = new QPushButton(tr("Show &all"));
    auto* tools = new QHBoxLayout;
    tools->addWidget(title);
    tools->addWidget(stream_);
    tools->addWidget(graphs_);
    tools->addWidget(turn_);
    tools->addWidget(all);
    tools->addStretch(1);
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(direction_, 1);
    bottom->addWidget(filter_);
    bottom->addWidget(picture);
    bottom->addWidget(values);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(tools);
    layout->addWidget(view_, 1);
    layout->addLayout(bottom);

    connect(stream_, &QSpinBox::valueChanged, this, &StreamPage::changed);
    connect(graphs_, &QComboBox::currentIndexChanged, this, &StreamPage::showPlot);
    connect(turn_, &QPushButton::clicked, this, [this] {
        isTurned_ = !isTurned_;
        showPlot();
    });
    connect(all, &QPushButton::clicked, view_, &PlotView::showAll);
    connect(view_, &PlotView::frameAsked, this, &StreamPage::frameAsked);
    connect(filter_, &QPushButton::clicked, this,
            [this] { emit filterAsked(QStringLiteral("tcp.stream == %1").arg(stream_->value())); });
    connect(picture, &QPushButton::clicked, this, &StreamPage::savePlot);
    connect(values, &QPushButton::clicked, this, [this] {
        saveText(*this, tr("Save the values"), tr("stream.csv"),
                 QByteArray::fromStdString(csvOf(std::span(&view_->plot(), 1))));
    });
    showPlot();
}

void StreamPage::setStream(quint64 stream) {
    const QSignalBlocker quiet(stream_);
    stream_->setValue(static_cast<int>(std::min<quint64>(stream, std::numeric_limits<int>::max())));
    isTurned_ = false;
}

std::vector<ChosenStatistic> StreamPage::statistics(const StatisticKinds& kinds, const DecoderRegistry& registry) {
    std::vector<ChosenStatistic> all;
    if (auto chosen = kinds.choose(QStringLiteral("tcp-graph,%1").arg(stream_->value()).toStdString(), registry))
        all.push_back(std::move(*chosen));
    return all;
}

void StreamPage::show(std::vector<StatisticResult> results) {
    plots_ = results.empty() ? std::vector<StatisticPlot>() : std::move(results.front().plots);
    showPlot();
}

void StreamPage::showPlot() {
    const std::size_t at =
        (isTurned_ ? tcpGraphs : 0) + static_cast<std::size_t>(std::max(graphs_->currentData().toInt(), 0));
    const bool isThere = at < plots_.size();
    view_->setPlot(isThere ? plots_[at] : StatisticPlot());
    const bool hasPoints =
        isThere && std::ranges::any_of(plots_[at].lines, [](const PlotLine& line) { return !line.points.empty(); });
    direction_->setText(hasPoints ? plainText(plots_[at].subject)
                        : isThere ? tr("No counted frame of this stream has a value for this graph")
                                  : QString());
    turn_->setEnabled(isThere);
}

void StreamPage::savePlot() {
    savePicture(*this, {.title = plainText(view_->plot().title),
                        .fileName = tr("stream"),
                        .size = view_->size(),
                        .draw = [this](QPainter& painter, const QRect& whole) { view_->draw(painter, whole); }});
}

} // namespace tapscope
