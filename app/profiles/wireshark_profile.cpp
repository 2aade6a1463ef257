#include "wireshark_profile.h"

#include "../frames/frame_list_model.h"
#include "../text/plain_text.h"

#include <filter/field_filter.h>

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>

#include <print/field_column.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace tapscope {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("tapscope", text); // the context that lupdate gives a function of the namespace
}

constexpr qint64 longestFile = qint64{1} << 20;

/// Returns nothing if the file does not exist or cannot be read; in the latter case, adds the reason to `left`.
std::optional<QString> textOf(const QDir& folder, const QString& name, QStringList& left) {
    QFile file(folder.filePath(name));
    if (!file.exists())
        return std::nullopt;
    if (!QFileInfo(file).isFile() || !file.open(QIODevice::ReadOnly)) {
        left << tr("%1 cannot be read: %2").arg(name, plainText(file.errorString()));
        return std::nullopt;
    }
    if (file.size() > longestFile) {
        left << tr("%1 is larger than 1 MiB").arg(name);
        return std::nullopt;
    }
    return QString::fromUtf8(file.read(longestFile));
}

/// The values of a preferences file: "key: value", continued in lines that begin with white space.
QHash<QString, QString> preferencesOf(const QString& text) {
    QHash<QString, QString> values;
    QString key;
    for (const QString& line : text.split(QLatin1Char('\n'))) {
        if (line.startsWith(QLatin1Char('#')) || line.trimmed().isEmpty())
            continue;
        const qsizetype colon = line.indexOf(QLatin1Char(':'));
        if (line.front().isSpace()) {
            values[key] += QLatin1Char(' ') + line.trimmed();
        } else if (colon > 0) {
            key = line.left(colon).trimmed();
            values[key] = line.mid(colon + 1).trimmed();
        }
    }
    return values;
}

/// Words between quotes, or between commas; a backslash escapes the next character, and \x22 is a quote.
QStringList quotedWords(const QString& text) {
    QStringList words;
    QString word;
    bool isQuoted = false, hasWord = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == QLatin1Char('\\') && i + 1 < text.size()) {
            bool isHex = false;
            const int code = text[i + 1] == QLatin1Char('x') ? text.mid(i + 2, 2).toInt(&isHex, 16) : 0;
            word += isHex ? QChar(code) : text[i + 1];
            i += isHex ? 3 : 1;
            hasWord = true;
        } else if (c == QLatin1Char('"')) {
            isQuoted = !isQuoted;
            hasWord = true;
        } else if (c == QLatin1Char(',') && !isQuoted) {
            words << word;
            word.clear();
            hasWord = false;
        } else if (isQuoted || !c.isSpace()) {
            word += c;
            hasWord = true;
        }
    }
    if (hasWord)
        words << word;
    return words;
}

struct ColumnFormat {
    std::string_view format;
    FrameRow::Column kind;  ///< ColumnCount: a field
    const char* field = ""; ///< several names, not all of which the registry knows
};

/// Wireshark's own columns (epan/column-utils, column.c) that are one of the list's, or a field.
constexpr std::array columnFormats = {
    ColumnFormat{"%m", FrameRow::Number},
    ColumnFormat{"%t", FrameRow::Time},
    ColumnFormat{"%At", FrameRow::Time},
    ColumnFormat{"%Aut", FrameRow::Time},
    ColumnFormat{"%Yt", FrameRow::Time},
    ColumnFormat{"%Yut", FrameRow::Time},
    ColumnFormat{"%Rt", FrameRow::Time},
    ColumnFormat{"%Tt", FrameRow::ColumnCount, "frame.time_delta_displayed || frame.time_delta"},
    ColumnFormat{"%Gt", FrameRow::ColumnCount, "frame.time_delta"},
    ColumnFormat{"%s", FrameRow::Source},
    ColumnFormat{"%rs", FrameRow::Source},
    ColumnFormat{"%us", FrameRow::Source},
    ColumnFormat{"%d", FrameRow::Destination},
    ColumnFormat{"%rd", FrameRow::Destination},
    ColumnFormat{"%ud", FrameRow::Destination},
    ColumnFormat{"%hs", FrameRow::ColumnCount, "eth.src"},
    ColumnFormat{"%rhs", FrameRow::ColumnCount, "eth.src"},
    ColumnFormat{"%uhs", FrameRow::ColumnCount, "eth.src"},
    ColumnFormat{"%hd", FrameRow::ColumnCount, "eth.dst"},
    ColumnFormat{"%rhd", FrameRow::ColumnCount, "eth.dst"},
    ColumnFormat{"%uhd", FrameRow::ColumnCount, "eth.dst"},
    ColumnFormat{"%ns", FrameRow::ColumnCount, "ip.src || ipv6.src"},
    ColumnFormat{"%rns", FrameRow::ColumnCount, "ip.src || ipv6.src"},
    ColumnFormat{"%uns", FrameRow::ColumnCount, "ip.src || ipv6.src"},
    ColumnFormat{"%nd", FrameRow::ColumnCount, "ip.dst || ipv6.dst"},
    ColumnFormat{"%rnd", FrameRow::ColumnCount, "ip.dst || ipv6.dst"},
    ColumnFormat{"%und", FrameRow::ColumnCount, "ip.dst || ipv6.dst"},
    ColumnFormat{"%S", FrameRow::ColumnCount, "tcp.srcport || udp.srcport"},
    ColumnFormat{"%rS", FrameRow::ColumnCount, "tcp.srcport || udp.srcport"},
    ColumnFormat{"%uS", FrameRow::ColumnCount, "tcp.srcport || udp.srcport"},
    ColumnFormat{"%D", FrameRow::ColumnCount, "tcp.dstport || udp.dstport"},
    ColumnFormat{"%rD", FrameRow::ColumnCount, "tcp.dstport || udp.dstport"},
    ColumnFormat{"%uD", FrameRow::ColumnCount, "tcp.dstport || udp.dstport"},
    ColumnFormat{"%p", FrameRow::Protocol},
    ColumnFormat{"%L", FrameRow::Length},
    ColumnFormat{"%i", FrameRow::Info},
    ColumnFormat{"%q", FrameRow::ColumnCount, "vlan.id"},
    ColumnFormat{"%f", FrameRow::ColumnCount, "ip.dsfield.dscp || ipv6.tclass.dscp"},
    ColumnFormat{"%I", FrameRow::DirectionColumn},
};

/// The names in "a || b" that the registry has; empty if it has none.
QString knownFields(const QString& names, const DecoderRegistry& registry) {
    QStringList known;
    static const QRegularExpression between(QStringLiteral("\\s*\\|\\|\\s*|\\s+or\\s+"));
    for (const QString& name : names.split(between)) {
        if (findColumn(name.toStdString(), registry))
            known << name;
    }
    return known.join(QStringLiteral(" || "));
}

/// "%Cus:ip.ttl:0:R": a field name never contains a colon.
std::optional<ListColumn> customColumn(const QString& title, const QString& format, const DecoderRegistry& registry,
                                       QStringList& left) {
    const QStringList parts = format.mid(QStringLiteral("%Cus:").size()).split(QLatin1Char(':'));
    const QString names = parts.value(0).trimmed(), known = knownFields(names, registry);
    if (known.isEmpty()) {
        left << tr("The column %1: there is no field %2").arg(plainText(title), plainText(names));
        return std::nullopt;
    }
    const QString occurrence = parts.value(1, QStringLiteral("0"));
    if (occurrence != QLatin1String("0"))
        left << tr("The column %1 shows all values of its field, not only value %2")
                    .arg(plainText(title), plainText(occurrence));
    return ListColumn{.field = known, .title = title};
}

std::optional<ListColumn> columnOf(const QString& title, const QString& format, const DecoderRegistry& registry,
                                   QStringList& left) {
    if (format.startsWith(QLatin1String("%Cus:")))
        return customColumn(title, format, registry, left);
    const std::string text = format.toStdString();
    const auto known = std::ranges::find(columnFormats, text, &ColumnFormat::format);
    if (known == columnFormats.end()) {
        left << tr("The column %1: TapScope has no column for %2").arg(plainText(title), plainText(format));
        return std::nullopt;
    }
    if (known->kind != FrameRow::ColumnCount)
        return ListColumn{.kind = known->kind,
                          .title = title == FrameListModel::title(known->kind) ? QString() : title};
    const QString field = knownFields(QString::fromLatin1(known->field), registry);
    if (field.isEmpty()) {
        left << tr("The column %1: there is no field %2").arg(plainText(title), QString::fromLatin1(known->field));
        return std::nullopt;
    }
    return ListColumn{.field = field, .title = title};
}

bool isKnown(const ListColumns& columns, const ListColumn& column) {
    return std::ranges::any_of(columns, [&](const ListColumn& each) { return each.showsSameAs(column); });
}

/// Whether gui.column.hidden (formats) or gui.column.hide (numbers from 1) hides the column.
bool isHidden(const QHash<QString, QString>& preferences, const QString& format, qsizetype number) {
    const auto named = [&](const QString& key, const QString& what) {
        QStringList words = preferences.value(key).split(QLatin1Char(','));
        for (QString& each : words)
            each = each.trimmed();
        return words.contains(what);
    };
    return named(QStringLiteral("gui.column.hidden"), format) ||
           named(QStringLiteral("gui.column.hide"), QString::number(number));
}

ListColumns columnsOf(const QHash<QString, QString>& preferences, const DecoderRegistry& registry, QStringList& left) {
    const QStringList words = quotedWords(preferences.value(QStringLiteral("gui.column.format")));
    ListColumns columns;
    for (qsizetype i = 0; i + 1 < words.size() && columns.size() < mostColumns; i += 2) {
        auto column = columnOf(words[i], words[i + 1], registry, left);
        if (!column)
            continue;
        if (isKnown(columns, *column)) {
            left << tr("The column %1: another column shows the same").arg(plainText(words[i]));
            continue;
        }
        if (isHidden(preferences, words[i + 1], i / 2 + 1))
            column->visibility = ListColumn::Visibility::Hidden;
        columns.push_back(std::move(*column));
    }
    if (columns.empty())
        return columns;
    // Built-in columns that the profile does not have are added, hidden, except the one whose visibility is automatic.
    for (ListColumn each : defaultColumns()) {
        if (isKnown(columns, each))
            continue;
        if (each.kind != FrameRow::Interface)
            each.visibility = ListColumn::Visibility::Hidden;
        columns.push_back(each);
    }
    return columns;
}

QString problemOf(const QString& filter, const DecoderRegistry& registry) {
    const auto compiled = FieldFilter::compile(filter.toStdString(), registry);
    return compiled ? QString() : plainText(compiled.error().message);
}

void importColumns(const QString& text, const DecoderRegistry& registry, WiresharkProfile& profile) {
    const auto preferences = preferencesOf(text);
    auto columns = columnsOf(preferences, registry, profile.left);
    if (!columns.empty()) {
        const auto shown = std::ranges::count_if(
            columns, [](const ListColumn& each) { return each.visibility == ListColumn::Visibility::Usual; });
        profile.taken << tr("%1 visible columns").arg(shown);
        profile.columns = std::move(columns);
    }
    const auto others = std::ranges::count_if(
        preferences.keys(), [](const QString& key) { return !key.startsWith(QLatin1String("gui.column.")); });
    if (others > 0)
        profile.left << tr("%1 other preferences").arg(others);
}

void importColouring(const QString& text, const DecoderRegistry& registry, WiresharkProfile& profile) {
    auto rules = colouringFromText(text);
    if (!rules) {
        profile.left << tr("colorfilters: %1").arg(plainText(rules.error().text()));
        return;
    }
    for (ColouringRule& rule : *rules) {
        const QString problem = problemOf(rule.filter, registry);
        if (problem.isEmpty())
            continue;
        profile.left << tr("The colouring rule %1 is switched off: %2").arg(plainText(rule.name), problem);
        rule.isEnabled = false;
    }
    profile.taken << tr("%1 colouring rules").arg(rules->size());
    profile.colouring = std::move(*rules);
}

/// Lines of the form `"name" filter`.
void importFilters(const QString& text, const DecoderRegistry& registry, WiresharkProfile& profile) {
    static const QRegularExpression form(QStringLiteral("^\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(.*)$"));
    static const QRegularExpression escaped(QStringLiteral("\\\\(.)"));
    for (const QString& each : text.split(QLatin1Char('\n'))) {
        const QString line = each.trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1Char('#')))
            continue;
        const auto match = form.match(line);
        const QString filter = match.captured(2).trimmed();
        if (!match.hasMatch() || filter.isEmpty()) {
            profile.left << tr("dfilters: this line is not a filter: %1").arg(plainText(line));
            continue;
        }
        const QString name = QString(match.captured(1)).replace(escaped, QStringLiteral("\\1"));
        if (const QString problem = problemOf(filter, registry); !problem.isEmpty())
            profile.left << tr("The filter %1: %2").arg(plainText(name), problem);
        else
            profile.bookmarks.push_back({.name = plainText(name), .filter = filter});
    }
    if (!profile.bookmarks.empty())
        profile.taken << tr("%1 bookmarked filters").arg(profile.bookmarks.size());
}

/// Lines of the form `"TRUE","label","filter","comment"`.
void importButtons(const QString& text, const DecoderRegistry& registry, WiresharkProfile& profile) {
    for (const QString& each : text.split(QLatin1Char('\n'))) {
        const QString line = each.trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1Char('#')))
            continue;
        const QStringList words = quotedWords(line);
        const QString label = plainText(words.value(1)), filter = words.value(2).trimmed();
        if (words.size() < 3 || label.isEmpty()) {
            profile.left << tr("dfilter_buttons: this line is not a button: %1").arg(plainText(line));
        } else if (words.front() != QLatin1String("TRUE")) {
            profile.left << tr("The button %1: it is switched off").arg(label);
        } else if (const QString problem = problemOf(filter, registry); !problem.isEmpty() || filter.isEmpty()) {
            profile.left << tr("The button %1: %2").arg(label, filter.isEmpty() ? tr("it has no filter") : problem);
        } else {
            profile.buttons.push_back({.label = label, .filter = filter, .comment = plainText(words.value(3))});
        }
    }
    if (!profile.buttons.empty())
        profile.taken << tr("%1 filter buttons").arg(profile.buttons.size());
}

using Take = void (*)(const QString& text, const DecoderRegistry& registry, WiresharkProfile& profile);
const std::array<std::pair<QString, Take>, 4> files = {
    std::pair<QString, Take>{QStringLiteral("preferences"), importColumns},
    {QStringLiteral("colorfilters"), importColouring},
    {QStringLiteral("dfilters"), importFilters},
    {QStringLiteral("dfilter_buttons"), importButtons}};

} // namespace

Result<WiresharkProfile> readWiresharkProfile(const QDir& folder, const DecoderRegistry& registry) {
    WiresharkProfile profile;
    bool hasAny = false;
    for (const auto& [name, take] : files) {
        const auto text = textOf(folder, name, profile.left);
        hasAny = hasAny || text;
        if (text)
            take(*text, registry, profile);
    }
    if (!hasAny)
        return failure(ErrorKind::NotFound, "import", folder.path().toStdString(),
                       "it has none of the files preferences, colorfilters, dfilters and dfilter_buttons",
                       "Choose a folder of Wireshark's profiles, such as ~/.config/wireshark/profiles/NAME");
    for (const QString& each : folder.entryList(QDir::Files, QDir::Name)) {
        if (std::ranges::find(files, each, &std::pair<QString, Take>::first) == files.end())
            profile.left << tr("The file %1").arg(plainText(each));
    }
    return profile;
}

} // namespace tapscope
