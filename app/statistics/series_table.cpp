#include "series_table.h"

#include "../theme/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QScopedValueRollback>

#include <algorithm>

namespace tapscope {
namespace {

enum Column { On, Name, Filter, Style, Value, Field, Interval, Smoothing, ColumnCount };

} // namespace

SeriesTable::SeriesTable(const Theme& theme, QWidget* parent) : QTableWidget(0, ColumnCount, parent), theme_(theme) {
    setObjectName(QStringLiteral("graphSeries"));
    setAccessibleName(tr("Series of the graph"));
    setHorizontalHeaderLabels(
        {tr("On"), tr("Name"), tr("Filter"), tr("Style"), tr("Value"), tr("Field"), tr("Interval"), tr("Smoothing")});
    verticalHeader()->hide();
    horizontalHeader()->setSectionResizeMode(Filter, QHeaderView::Stretch);
    horizontalHeader()->setMinimumSectionSize(44);
    constexpr std::array<std::pair<int, int>, 7> widths = {
        {{On, 44}, {Name, 110}, {Style, 84}, {Value, 112}, {Field, 100}, {Interval, 92}, {Smoothing, 104}}};
    for (const auto& [column, width] : widths)
        setColumnWidth(column, width);
    connect(this, &QTableWidget::itemChanged, this, [this](const QTableWidgetItem* item) {
        if (isFilling_)
            return;
        if (item->column() == Name)
            emit restyled();
        else
            emit changed();
    });
}

void SeriesTable::add(const SeriesChoice& series) {
    const QScopedValueRollback filling(isFilling_, true);
    const int row = rowCount();
    insertRow(row);
    auto* on = new QTableWidgetItem;
    on->setFlags(Qt::ItemIsUserCheckable | Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    on->setCheckState(series.isOn ? Qt::Checked : Qt::Unchecked);
    setItem(row, On, on);
    setItem(row, Name, new QTableWidgetItem(series.name));
    setItem(row, Filter, new QTableWidgetItem(series.filter));
    setItem(row, Field, new QTableWidgetItem(series.field));
    const auto combo = [&](int column, const QStringList& titles, std::size_t current, void (SeriesTable::*told)()) {
        auto* box = new QComboBox(viewport());
        box->addItems(titles);
        box->setCurrentIndex(static_cast<int>(current));
        box->setAccessibleName(horizontalHeaderItem(column)->text());
        setCellWidget(row, column, box);
        connect(box, &QComboBox::currentIndexChanged, this, told);
    };
    QStringList values, intervals{tr("as above")}, averages;
    for (const Measure& each : measures)
        values << QCoreApplication::translate("tapscope::IoGraphPage", each.title);
    for (const GraphInterval& each : graphIntervals)
        intervals << QString::fromLatin1(each.title);
    for (const std::size_t each : smoothings)
        averages << (each == 1 ? tr("none") : tr("mean of %L1").arg(each));
    combo(Style, {tr("Line"), tr("Bars"), tr("Dots"), tr("Area")}, static_cast<std::size_t>(series.style),
          &SeriesTable::restyled);
    combo(Value, values, series.measure, &SeriesTable::changed);
    combo(Interval, intervals, 0, &SeriesTable::changed);
    const auto smoothing = std::ranges::find(smoothings, series.smoothing) - smoothings.begin();
    combo(Smoothing, averages, static_cast<std::size_t>(smoothing), &SeriesTable::restyled);
}

void SeriesTable::addEmpty() {
    add({});
    setCurrentCell(rowCount() - 1, Filter);
    editItem(currentItem());
}

QString SeriesTable::text(int row, int column) const {
    return item(row, column)->text().trimmed();
}

int SeriesTable::choice(int row, int column) const {
    return qobject_cast<const QComboBox*>(cellWidget(row, column))->currentIndex();
}

SeriesChoice SeriesTable::series(int row) const {
    const int interval = choice(row, Interval); // 0: that of the graph
    return {.isOn = item(row, On)->checkState() == Qt::Checked,
            .name = text(row, Name),
            .filter = text(row, Filter),
            .measure = static_cast<std::size_t>(choice(row, Value)),
            .field = text(row, Field),
            .style = static_cast<GraphSeries::Style>(choice(row, Style)),
            .interval = interval == 0 ? common_ : static_cast<std::size_t>(interval - 1),
            .smoothing = smoothings[static_cast<std::size_t>(choice(row, Smoothing))]};
}

void SeriesTable::tell(int row, const QString& trouble) {
    const QScopedValueRollback filling(isFilling_, true);
    for (const int column : {Filter, Field}) {
        item(row, column)->setToolTip(trouble);
        item(row, column)
            ->setData(Qt::ForegroundRole, trouble.isEmpty() ? QVariant() : QVariant(theme_.colours().error));
    }
}

void SeriesTable::setColour(int row, const std::optional<QColor>& colour) {
    const QScopedValueRollback filling(isFilling_, true);
    item(row, On)->setData(Qt::DecorationRole, colour ? QVariant(*colour) : QVariant());
}

} // namespace tapscope
