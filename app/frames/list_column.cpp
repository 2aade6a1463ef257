#include "list_column.h"

#include <QSettings>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace tapscope {
namespace {

const auto settingsKey = QStringLiteral("list/columns");

using Row = FrameRow;

/// Names of the list's columns in the settings, from left to right.
struct KindName {
    Row::Column kind;
    QLatin1StringView name;
};
constexpr std::array<KindName, Row::ColumnCount> kinds = {{{Row::Number, QLatin1StringView("number")},
                                                           {Row::Time, QLatin1StringView("time")},
                                                           {Row::DirectionColumn, QLatin1StringView("direction")},
                                                           {Row::Interface, QLatin1StringView("interface")},
                                                           {Row::Source, QLatin1StringView("source")},
                                                           {Row::Destination, QLatin1StringView("destination")},
                                                           {Row::Protocol, QLatin1StringView("protocol")},
                                                           {Row::Length, QLatin1StringView("length")},
                                                           {Row::Info, QLatin1StringView("info")}}};

constexpr std::array alignments = {QLatin1StringView("usual"), QLatin1StringView("left"), QLatin1StringView("centre"),
                                   QLatin1StringView("right")};
constexpr std::array visibilities = {QLatin1StringView("usual"), QLatin1StringView("shown"),
                                     QLatin1StringView("hidden")};

template <typename Choice, std::size_t Count>
Choice choiceOf(const std::array<QLatin1StringView, Count>& names, const QString& name) {
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? Choice{} : static_cast<Choice>(found - names.begin());
}

bool isKnown(const ListColumns& columns, const ListColumn& column) {
    return std::ranges::any_of(columns, [&](const ListColumn& each) { return each.showsSameAs(column); });
}

} // namespace

ListColumns defaultColumns() {
    ListColumns columns;
    for (const auto& [kind, name] : kinds)
        columns.push_back({.kind = kind});
    return columns;
}

QStringList ownFields(const ListColumns& columns) {
    QStringList fields;
    for (const ListColumn& each : columns) {
        if (each.isOwn())
            fields << each.field;
    }
    return fields;
}

ListColumns storedColumns(QSettings& settings) {
    constexpr int widest = 10'000;
    ListColumns columns;
    const int count = std::min(settings.beginReadArray(settingsKey), static_cast<int>(mostColumns));
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        const QString shows = settings.value(QStringLiteral("shows")).toString();
        ListColumn column{.title = settings.value(QStringLiteral("title")).toString(),
                          .alignment = choiceOf<ListColumn::Alignment>(
                              alignments, settings.value(QStringLiteral("alignment")).toString()),
                          .visibility = choiceOf<ListColumn::Visibility>(
                              visibilities, settings.value(QStringLiteral("visibility")).toString()),
                          .width = std::clamp(settings.value(QStringLiteral("width")).toInt(), 0, widest)};
        const auto kind = std::ranges::find(kinds, shows, &KindName::name);
        if (kind != kinds.end())
            column.kind = kind->kind;
        else
            column.field = settings.value(QStringLiteral("field")).toString();
        if ((!column.isOwn() || !column.field.isEmpty()) && !isKnown(columns, column))
            columns.push_back(column);
    }
    settings.endArray();
    if (columns.empty())
        return defaultColumns();
    for (const ListColumn& each : defaultColumns()) {
        if (!isKnown(columns, each))
            columns.push_back(each);
    }
    return columns;
}

void storeColumns(QSettings& settings, const ListColumns& columns) {
    settings.remove(settingsKey);
    settings.beginWriteArray(settingsKey, static_cast<int>(columns.size()));
    for (std::size_t i = 0; i < columns.size(); ++i) {
        settings.setArrayIndex(static_cast<int>(i));
        const ListColumn& column = columns[i];
        if (column.isOwn()) {
            settings.setValue(QStringLiteral("shows"), QStringLiteral("field"));
            settings.setValue(QStringLiteral("field"), column.field);
        } else {
            settings.setValue(QStringLiteral("shows"),
                              QString(std::ranges::find(kinds, column.kind, &KindName::kind)->name));
        }
        if (!column.title.isEmpty())
            settings.setValue(QStringLiteral("title"), column.title);
        settings.setValue(QStringLiteral("alignment"),
                          QString(alignments.at(static_cast<std::size_t>(column.alignment))));
        settings.setValue(QStringLiteral("visibility"),
                          QString(visibilities.at(static_cast<std::size_t>(column.visibility))));
        settings.setValue(QStringLiteral("width"), column.width);
    }
    settings.endArray();
}

} // namespace tapscope
