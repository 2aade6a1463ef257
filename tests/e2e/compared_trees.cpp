#include "compared_lines.h"

#include <QJsonObject>
#include <QRegularExpression>

#include <vector>

namespace tapscope::test {

/// The leaves of a tree, with their counts: " A (Host Address) 30 0.0009". Of the name of an item, the part before a
/// bracket or colon is used. With `sections`, the first letter of the section precedes it, because sections may have
/// the same items.
Lines itemsOf(const QByteArray& text, bool sections) {
    static const QRegularExpression line("^( *)(\\S.*?) {2,}(\\d+)\\b");
    struct Item {
        qsizetype depth;
        QString name, count;
    };
    std::vector<Item> all;
    for (const QString& each : QString::fromUtf8(text).section("Payload size", 0, 0).split('\n')) {
        if (const auto match = line.match(each); match.hasMatch())
            all.push_back({match.captured(1).size(), match.captured(2), match.captured(3)});
    }
    Lines lines;
    QString section;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].depth == 0)
            section = sections ? all[i].name.left(1) + ' ' : QString();
        const bool isLeaf = all[i].depth > 0 && (i + 1 == all.size() || all[i + 1].depth <= all[i].depth);
        static const QRegularExpression code("^\\d\\d\\d ");
        const QString name = code.match(all[i].name).hasMatch() ? all[i].name.left(3) : all[i].name.section(" (", 0, 0);
        if (isLeaf && all[i].count != "0")
            lines[section + name] = {all[i].count};
    }
    return lines;
}
/// "ACK   |5 |", "SIP 200 OK   :  1 Packets", "INVITE   :  1 Packets".
Lines countsOf(const QByteArray& text) {
    static const QRegularExpression line("^ *(?:SIP (\\d+).*|(\\S.*?)) +[|:] *(\\d+) *(?:\\||Packets)");
    Lines lines;
    for (const QString& each : QString::fromUtf8(text).split('\n')) {
        if (const auto match = line.match(each); match.hasMatch() && match.captured(3) != "0")
            lines[match.captured(1) + match.captured(2)] = {match.captured(3)};
    }
    return lines;
}
Lines itemsOf(const QJsonArray& rows, bool sections) {
    Lines lines;
    QString section, part;
    for (const auto& row : rows) {
        const auto values = row[u"values"].toArray();
        if (row[u"depth"].toInt() == 1) {
            part = values[0].toString();
            section = sections ? part.left(1) + ' ' : QString();
        }
        // Items that tshark's trees do not have, or not as leaves.
        if (row[u"depth"].toInt() == 2 && part != "Responses by class" && part != "Hosts asked")
            lines[section + values[0].toString().section(" (", 0, 0)] = {number(values[1])};
    }
    return lines;
}

/// tshark also counts the result code 0 of DNS queries, in which it has no meaning.
Lines withoutResultsOfQueries(Lines items) {
    const auto result = items.find("No error");
    if (const auto queries = items.find("Query"); queries != items.end() && result != items.end()) {
        const int left = result->second.first().toInt() - queries->second.first().toInt();
        result->second = {QString::number(left)};
        if (left == 0)
            items.erase(result);
    }
    return items;
}

/// The line below "Minimum  Maximum  Mean  Median  SDeviation  Min Frame  Max Frame", in ms, and before it the replies.
QStringList timesOf(const QByteArray& text) {
    const QStringList lines = QString::fromUtf8(text).split('\n');
    const auto below = [&](const char* title) {
        const auto found = lines.indexOf(QRegularExpression(QString("^%1 .*").arg(title)));
        return found < 0 ? QStringList() : lines.value(found + 1).split(' ', Qt::SkipEmptyParts);
    };
    return below("Requests").mid(1, 1) + below("Minimum");
}
QStringList timesOf(const QJsonArray& rows) {
    const auto values = rows[0][u"values"].toArray();
    QStringList words = {number(values[1])};
    for (int i = 2; i < 7; ++i)
        words << QString::number(values[i].toDouble() * 1000, 'f', 3);
    return words << number(values[7]) << number(values[8]);
}

} // namespace tapscope::test
