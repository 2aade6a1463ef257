#include "io_graph_page.h"

#include "../background/background.h"
#include "../files/save_picture.h"
#include "../text/plain_text.h"
#include "graph_overview.h"
#include "io_graph.h"
#include "series_table.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tapscope {

IoGraphPage::IoGraphPage(const Theme& theme, QWidget* parent)
    : QWidget(parent), graph_(new IoGraph(theme)), intervals_(new QComboBox), table_(new SeriesTable(theme)),
      range_(new QLabel), filter_(new QPushButton(tr("&Filter to this range"))),
      zoomTo_(new QPushButton(tr("&Zoom to it"))) {
    for (const GraphInterval& each : graphIntervals)
        intervals_->addItem(QString::fromLatin1(each.title));
    intervals_->setCurrentIndex(static_cast<int>(SeriesChoice().interval));
    intervals_->setObjectName(QStringLiteral("graphInterval"));
    auto* intervalTitle = new QLabel(tr("&Interval"));
    intervalTitle->setBuddy(intervals_);
    auto* logarithmic = new QCheckBox(tr("&Logarithmic"));
    auto* all = new QPushButton(tr("Show &all"));
    auto* in = new QPushButton(tr("Zoom &in"));
    auto* out = new QPushButton(tr("Zoom &out"));
    auto* picture = new QPushButton(tr("Save &picture…"));
    auto* values = new QPushButton(tr("Save &values…"));
    auto* copy = new QPushButton(tr("&Copy values"));
    copy->setObjectName(QStringLiteral("graphCopy"));
    copy->setToolTip(tr("Copies the values of the selected range, or of the shown one, as CSV"));
    auto* add = new QPushButton(tr("A&dd a series"));
    add->setObjectName(QStringLiteral("graphAdd"));
    auto* remove = new QPushButton(tr("&Remove"));
    auto* tools = new QHBoxLayout;
    tools->addWidget(intervalTitle);
    tools->addWidget(intervals_);
    tools->addWidget(logarithmic);
    for (QPushButton* button : {in, out, all})
        tools->addWidget(button);
    tools->addStretch(1);
    for (QPushButton* button : {values, picture})
        tools->addWidget(button);
    auto* brush = new QHBoxLayout;
    brush->addWidget(range_, 1);
    brush->addWidget(filter_);
    brush->addWidget(zoomTo_);
    brush->addWidget(copy);
    brush->addWidget(add);
    brush->addWidget(remove);
    range_->setObjectName(QStringLiteral("graphRange"));
    range_->setWordWrap(true); // on a small screen
    table_->setMaximumHeight(160);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(tools);
    layout->addWidget(graph_, 1);
    layout->addWidget(new GraphOverview(*graph_, theme));
    layout->addLayout(brush);
    layout->addWidget(table_);

    table_->add({.name = tr("All frames")});
    table_->add({.name = tr("TCP analysis"),
                 .filter = QStringLiteral("tcp.analysis.flags"),
                 .style = GraphSeries::Style::Bars});
    table_->add({.isOn = false, .name = QStringLiteral("UDP"), .filter = QStringLiteral("udp")});
    connect(intervals_, &QComboBox::currentIndexChanged, this, [this](int interval) {
        table_->setCommonInterval(static_cast<std::size_t>(interval));
        emit changed();
    });
    connect(logarithmic, &QCheckBox::toggled, graph_, &IoGraph::setLogarithmic);
    connect(all, &QPushButton::clicked, graph_, [this] { graph_->setShown(std::nullopt); });
    connect(in, &QPushButton::clicked, graph_, [this] { graph_->zoom(2); });
    connect(out, &QPushButton::clicked, graph_, [this] { graph_->zoom(0.5); });
    connect(graph_, &IoGraph::rangeSelected, this, &IoGraphPage::updateRange);
    connect(zoomTo_, &QPushButton::clicked, this, [this] { graph_->setShown(graph_->selected()); });
    connect(filter_, &QPushButton::clicked, this, [this] {
        const auto& [from, to] = *graph_->selected();
        emit filterAsked(QStringLiteral("frame.time_relative >= %1 && frame.time_relative <= %2")
                             .arg(from, 0, 'f', 6)
                             .arg(to, 0, 'f', 6));
    });
    connect(picture, &QPushButton::clicked, this, &IoGraphPage::savePicture);
    connect(values, &QPushButton::clicked, this, &IoGraphPage::saveValues);
    connect(copy, &QPushButton::clicked, this, &IoGraphPage::copyValues);
    connect(add, &QPushButton::clicked, this, [this] {
        table_->addEmpty();
        emit changed();
    });
    connect(remove, &QPushButton::clicked, this, [this] {
        table_->removeRow(table_->currentRow());
        emit changed();
    });
    connect(table_, &SeriesTable::changed, this, &IoGraphPage::changed);
    connect(table_, &SeriesTable::restyled, this, &IoGraphPage::restyled);
    updateRange();
}

std::vector<ChosenStatistic> IoGraphPage::statistics(const StatisticKinds& kinds, const DecoderRegistry& registry) {
    std::vector<ChosenStatistic> chosen;
    rows_.clear();
    QString trouble;
    for (int row = 0; row < table_->rowCount(); ++row) {
        table_->tell(row, {});
        table_->setColour(row, std::nullopt);
        const SeriesChoice series = table_->series(row);
        if (!series.isOn)
            continue;
        auto statistic = kinds.choose(series.kind(), registry);
        auto filter = FieldFilter::compile(series.filter.toStdString(), registry);
        if (!statistic || !filter) {
            trouble = plainText(!filter ? filter.error().message : statistic.error().text());
            table_->tell(row, trouble);
            continue;
        }
        statistic->filter = std::make_shared<const FieldFilter>(std::move(*filter));
        chosen.push_back(std::move(*statistic));
        rows_.push_back(row);
    }
    if (!trouble.isEmpty())
        range_->setText(trouble);
    else
        updateRange();
    return chosen;
}

IoGraphPage::SeriesMaker IoGraphPage::seriesMaker() const {
    std::vector<std::pair<SeriesChoice, GraphSeries>> lines;
    for (const int row : rows_) {
        const SeriesChoice series = table_->series(row);
        lines.emplace_back(series, series.series());
    }
    return [lines = std::move(lines)](std::vector<StatisticResult> results) {
        std::vector<GraphSeries> all;
        for (std::size_t i = 0; i < std::min(results.size(), lines.size()); ++i) {
            const auto& [choice, empty] = lines[i];
            all.push_back(results[i].series.empty() ? empty
                                                    : choice.filled(std::move(results[i].series.front()), empty));
        }
        return all;
    };
}

void IoGraphPage::show(std::vector<GraphSeries> series) {
    for (std::size_t i = 0; i < std::min(series.size(), rows_.size()); ++i)
        table_->setColour(rows_[i], graph_->colourOf(i));
    graph_->setSeries(std::move(series));
}

void IoGraphPage::updateRange() {
    const auto& selected = graph_->selected();
    range_->setText(selected ? tr("%L1 s to %L2 s").arg(selected->first, 0, 'f', 3).arg(selected->second, 0, 'f', 3)
                             : tr("Drag over the graph to select a range"));
    filter_->setEnabled(selected.has_value());
    zoomTo_->setEnabled(selected.has_value());
}

void IoGraphPage::savePicture() {
    tapscope::savePicture(*this,
                          {.title = tr("Traffic over time"),
                           .fileName = tr("graph"),
                           .size = graph_->size(),
                           .draw = [this](QPainter& painter, const QRect& whole) { graph_->draw(painter, whole); }});
}

void IoGraphPage::saveValues() {
    askToSave(*this, {.title = tr("Save the values"),
                      .suggestedName = tr("graph.csv"),
                      .bytes = [series = graph_->series(), range = GraphRange(0, graph_->length())](const auto&) {
                          return csvOf(*series, range);
                      }});
}

void IoGraphPage::copyValues() {
    inBackground(
        this,
        [series = graph_->series(), range = graph_->selected().value_or(graph_->shown())] {
            return QString::fromUtf8(csvOf(*series, range));
        },
        [](const QString& text) { QApplication::clipboard()->setText(text); });
}

} // namespace tapscope
