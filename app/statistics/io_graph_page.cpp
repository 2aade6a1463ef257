#include "io_graph_page.h"

#include "../files/save_picture.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "io_graph.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace tapscope {
namespace {

enum Column { On, Filter, Value, Field, Style, ColumnCount };
struct Measured {
    const char* title;
    const char* expression; ///< of io,stat; %1 is the field
    bool needsField;
};
constexpr std::array<Measured, 8> measures = {{
    {QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Frames"), "FRAMES()", false},
    {QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Bytes"), "BYTES()", false},
    {QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Bits"), "BYTES()", false},
    {QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Sum of"), "SUM(%1)", true},
    {QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Minimum of"), "MIN(%1)", true},
    {QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Maximum of"), "MAX(%1)", true},
    {QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Average of"), "AVG(%1)", true},
    {QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Count of"), "COUNT(%1)", true},
}};
constexpr int bits = 2;

struct Interval {
    const char* title;
    const char* seconds;
};
constexpr std::array<Interval, 10> intervals = {{{"1 ms", "0.001"},
                                                 {"10 ms", "0.01"},
                                                 {"100 ms", "0.1"},
                                                 {"1 s", "1"},
                                                 {"2 s", "2"},
                                                 {"5 s", "5"},
                                                 {"10 s", "10"},
                                                 {"30 s", "30"},
                                                 {"1 min", "60"},
                                                 {"10 min", "600"}}};
constexpr int oneSecond = 3;

} // namespace

IoGraphPage::IoGraphPage(const Theme& theme, QWidget* parent)
    : QWidget(parent), theme_(theme), graph_(new IoGraph(theme)), intervals_(new QComboBox),
      table_(new QTableWidget(0, ColumnCount)), range_(new QLabel),
      filter_(new QPushButton(tr("&Filter to this range"))), zoomTo_(new QPushButton(tr("&Zoom to it"))) {
    for (const Interval& each : intervals)
        intervals_->addItem(QString::fromLatin1(each.title), QString::fromLatin1(each.seconds));
    intervals_->setCurrentIndex(oneSecond);
    intervals_->setObjectName(QStringLiteral("graphInterval"));
    auto* intervalTitle = new QLabel(tr("&Interval"));
    intervalTitle->setBuddy(intervals_);
    auto* logarithmic = new QCheckBox(tr("&Logarithmic"));
    auto* all = new QPushButton(tr("Show &all"));
    auto* in = new QPushButton(tr("Zoom &in"));
    auto* out = new QPushButton(tr("Zoom &out"));
    auto* picture = new QPushButton(tr("Save &picture…"));
    auto* values = new QPushButton(tr("Save &values…"));
    auto* add = new QPushButton(tr("A&dd a series"));
    auto* remove = new QPushButton(tr("&Remove"));
    auto* tools = new QHBoxLayout;
    tools->addWidget(intervalTitle);
    tools->addWidget(intervals_);
    tools->addWidget(logarithmic);
    for (QPushButton* button : {in, out, all})
        tools->addWidget(button);
    tools->addStretch(1);
    tools->addWidget(picture);
    tools->addWidget(values);
    auto* brush = new QHBoxLayout;
    brush->addWidget(range_, 1);
    brush->addWidget(filter_);
    brush->addWidget(zoomTo_);
    brush->addWidget(add);
    brush->addWidget(remove);
    range_->setObjectName(QStringLiteral("graphRange"));
    table_->setObjectName(QStringLiteral("graphSeries"));
    table_->setAccessibleName(tr("Series of the graph"));
    table_->setHorizontalHeaderLabels({tr("On"), tr("Filter"), tr("Value"), tr("Field"), tr("Style")});
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setSectionResizeMode(Filter, QHeaderView::Stretch);
    table_->setMaximumHeight(180);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(tools);
    layout->addWidget(graph_, 1);
    layout->addLayout(brush);
    layout->addWidget(table_);

    addSeries(true, {}, 0, {}, 0);
    addSeries(true, QStringLiteral("tcp.analysis.flags"), 0, {}, 1);
    addSeries(false, QStringLiteral("udp"), 0, {}, 0);
    connect(intervals_, &QComboBox::currentIndexChanged, this, &IoGraphPage::changed);
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
    connect(add, &QPushButton::clicked, this, [this] {
        addSeries(true, {}, 0, {}, 0);
        table_->editItem(table_->item(table_->rowCount() - 1, Filter));
        emit changed();
    });
    connect(remove, &QPushButton::clicked, this, [this] {
        table_->removeRow(table_->currentRow());
        emit changed();
    });
    connect(table_, &QTableWidget::itemChanged, this, [this](const QTableWidgetItem*) {
        if (!isFilling_)
            emit changed();
    });
    updateRange();
}

void IoGraphPage::addSeries(bool isOn, const QString& filter, int value, const QString& field, int style) {
    isFilling_ = true;
    const int row = table_->rowCount();
    table_->insertRow(row);
    auto* on = new QTableWidgetItem;
    on->setFlags(Qt::ItemIsUserCheckable | Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    on->setCheckState(isOn ? Qt::Checked : Qt::Unchecked);
    table_->setItem(row, On, on);
    table_->setItem(row, Filter, new QTableWidgetItem(filter));
    table_->setItem(row, Field, new QTableWidgetItem(field));
    const auto combo = [&](int column, const QStringList& titles, int current) {
        auto* box = new QComboBox;
        box->addItems(titles);
        box->setCurrentIndex(current);
        table_->setCellWidget(row, column, box);
        connect(box, &QComboBox::currentIndexChanged, this, &IoGraphPage::changed);
    };
    QStringList titles;
    for (const Measured& each : measures)
        titles << tr(each.title);
    combo(Value, titles, value);
    combo(Style, {tr("Line"), tr("Bars"), tr("Dots")}, style);
    isFilling_ = false;
}

QString IoGraphPage::cell(int row, int column) const {
    return table_->item(row, column)->text().trimmed();
}

int IoGraphPage::choice(int row, int column) const {
    return qobject_cast<const QComboBox*>(table_->cellWidget(row, column))->currentIndex();
}

void IoGraphPage::tell(int row, const QString& trouble) {
    isFilling_ = true;
    const QVariant colour = trouble.isEmpty() ? QVariant() : QVariant(theme_.colours().error);
    QTableWidgetItem* item = table_->item(row, Filter);
    item->setToolTip(trouble);
    item->setData(Qt::ForegroundRole, colour);
    table_->item(row, Field)->setToolTip(trouble);
    table_->item(row, Field)->setData(Qt::ForegroundRole, colour);
    isFilling_ = false;
}

std::vector<ChosenStatistic> IoGraphPage::statistics(const StatisticKinds& kinds, const DecoderRegistry& registry) {
    std::vector<ChosenStatistic> chosen;
    lines_.clear();
    QString trouble;
    for (int row = 0; row < table_->rowCount(); ++row) {
        tell(row, {});
        if (table_->item(row, On)->checkState() != Qt::Checked)
            continue;
        const Measured& measure = measures[static_cast<std::size_t>(choice(row, Value))];
        const QString expression = measure.needsField ? QString::fromLatin1(measure.expression).arg(cell(row, Field))
                                                      : QString::fromLatin1(measure.expression);
        auto statistic = kinds.choose(
            QStringLiteral("io,series,%1,%2").arg(intervals_->currentData().toString(), expression).toStdString(),
            registry);
        auto filter = FieldFilter::compile(cell(row, Filter).toStdString(), registry);
        if (!statistic || !filter) {
            trouble = plainText(!filter ? filter.error().message : statistic.error().text());
            tell(row, trouble);
            continue;
        }
        statistic->filter = std::make_shared<const FieldFilter>(std::move(*filter));
        chosen.push_back(std::move(*statistic));
        lines_.push_back({row, choice(row, Value) == bits});
    }
    if (!trouble.isEmpty())
        range_->setText(trouble);
    else
        updateRange();
    return chosen;
}

void IoGraphPage::show(const std::vector<StatisticResult>& results) {
    results_ = results;
    std::vector<GraphSeries> series;
    for (std::size_t i = 0; i < results.size() && i < lines_.size(); ++i) {
        if (results[i].series.empty())
            continue;
        const StatisticSeries& counted = results[i].series.front();
        const int row = lines_[i].row;
        GraphSeries line{.name = cell(row, Filter).isEmpty() ? tr("All frames") : plainText(cell(row, Filter)),
                         .unit = tr(measures[static_cast<std::size_t>(choice(row, Value))].title),
                         .style = static_cast<GraphSeries::Style>(choice(row, Style)),
                         .interval = std::chrono::duration<double>(counted.interval).count()};
        std::vector<double> values = counted.values;
        if (lines_[i].isBits) {
            for (double& value : values)
                value *= 8;
        }
        line.values = ValueLevels(std::move(values));
        series.push_back(std::move(line));
        isFilling_ = true;
        table_->item(row, On)->setData(Qt::DecorationRole, graph_->colourOf(series.size() - 1));
        isFilling_ = false;
    }
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
    QByteArray text = "series,from_seconds,value\r\n";
    for (std::size_t i = 0; i < results_.size() && i < lines_.size(); ++i) {
        for (const StatisticSeries& series : results_[i].series) {
            const double interval = std::chrono::duration<double>(series.interval).count();
            const QString name = cell(lines_[i].row, Filter);
            for (std::size_t at = 0; at < series.values.size(); ++at)
                text += '"' + QString(name).replace('"', QStringLiteral("\"\"")).toUtf8() + "\"," +
                        QByteArray::number(static_cast<double>(at) * interval, 'f', 6) + ',' +
                        (std::isnan(series.values[at])
                             ? QByteArray()
                             : QByteArray::number((lines_[i].isBits ? 8 : 1) * series.values[at], 'g', 15)) +
                        "\r\n";
        }
    }
    saveText(*this, tr("Save the values"), tr("graph.csv"), text);
}

} // namespace tapscope
