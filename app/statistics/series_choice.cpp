#include "series_choice.h"

#include "../text/plain_text.h"
#include "moving_average.h"

#include <QCoreApplication>

#include <chrono>
#include <cmath>
#include <utility>

namespace tapscope {
namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("tapscope::IoGraphPage", text);
}

} // namespace

const std::array<Measure, 8> measures = {{
    {QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Frames"), QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Frames per %1"),
     "FRAMES()", false, 1},
    {QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Bytes"), QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Bytes per %1"),
     "BYTES()", false, 1},
    {QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Bits"), QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Bits per %1"),
     "BYTES()", false, 8},
    {QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Sum of"), QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Sum of %1"),
     "SUM(%1)", true, 1},
    {QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Minimum of"),
     QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Minimum of %1"), "MIN(%1)", true, 1},
    {QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Maximum of"),
     QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Maximum of %1"), "MAX(%1)", true, 1},
    {QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Average of"),
     QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Average of %1"), "AVG(%1)", true, 1},
    {QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Count of"), QT_TRANSLATE_NOOP("tapscope::IoGraphPage", "Count of %1"),
     "COUNT(%1)", true, 1},
}};

std::string SeriesChoice::kind() const {
    const Measure& about = measures[measure];
    const QString expression =
        about.needsField ? QString::fromLatin1(about.expression).arg(field) : QString::fromLatin1(about.expression);
    return QStringLiteral("io,series,%1,%2")
        .arg(QString::fromLatin1(graphIntervals[interval].seconds), expression)
        .toStdString();
}

GraphSeries SeriesChoice::series() const {
    const Measure& about = measures[measure];
    const QString unitOf = about.needsField ? field : QString::fromLatin1(graphIntervals[interval].title);
    const QString shown = name.isEmpty() ? filter : name;
    return {.name = shown.isEmpty() ? translated("All frames") : plainText(shown),
            .unit = translated(about.unit).arg(plainText(unitOf)),
            .style = style,
            .axis = about.needsField ? GraphSeries::Axis::Right : GraphSeries::Axis::Left};
}

GraphSeries SeriesChoice::filled(StatisticSeries counted, GraphSeries empty) const {
    if (const double factor = measures[measure].factor; factor != 1) {
        for (double& value : counted.values)
            value *= factor;
    }
    empty.interval = std::chrono::duration<double>(counted.interval).count();
    empty.values = ValueLevels(movingAverage(std::move(counted.values), smoothing));
    return empty;
}

QByteArray csvOf(const std::vector<GraphSeries>& series, const GraphRange& range) {
    QByteArray text = "series,from_seconds,value\r\n";
    for (const GraphSeries& each : series) {
        const QByteArray name = '"' + QString(each.name).replace('"', QStringLiteral("\"\"")).toUtf8() + "\",";
        const auto values = each.values.values();
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double from = static_cast<double>(i) * each.interval;
            if (from < range.first || from > range.second)
                continue;
            text += name + QByteArray::number(from, 'f', 6) + ',' +
                    (std::isnan(values[i]) ? QByteArray() : QByteArray::number(values[i], 'g', 15)) + "\r\n";
        }
    }
    return text;
}

} // namespace tapscope
