#include "compared_lines.h"

#include <QJsonObject>
#include <QRegularExpression>

namespace tapscope::test {

QString number(const QJsonValue& value) {
    return QString::number(value.toDouble(), 'f', 0);
}

QByteArray shown(const Lines& lines) {
    QStringList all;
    for (const auto& [key, figures] : lines)
        all << key + ": " + figures.join(' ');
    return all.join('\n').toUtf8();
}

/// " tcp frames:11 bytes:797", with two spaces per level. tshark puts the comment of a frame above its protocols.
Lines hierarchyOf(const QByteArray& text) {
    static const QRegularExpression line("^( *)(\\S+) +frames:(\\d+) bytes:(\\d+)$");
    std::map<QString, std::pair<quint64, quint64>> counts;
    QStringList path;
    for (const QString& each : QString::fromUtf8(text).split('\n')) {
        const auto match = line.match(each);
        if (!match.hasMatch())
            continue;
        path = path.mid(0, match.captured(1).size() / 2) << match.captured(2);
        QStringList place = path;
        place.removeAll("pkt_comment");
        if (place.isEmpty())
            continue;
        auto& [frames, bytes] = counts[place.join('/')];
        frames += match.captured(3).toULongLong();
        bytes += match.captured(4).toULongLong();
    }
    Lines lines;
    for (const auto& [place, count] : counts)
        lines[place] = {QString::number(count.first), QString::number(count.second)};
    return lines;
}
Lines hierarchyOf(const QJsonArray& rows) {
    Lines lines;
    QStringList path;
    for (const auto& row : rows) {
        path = path.mid(0, row[u"depth"].toInt()) << row[u"values"][0].toString();
        lines[path.join('/')] = {number(row[u"values"][2]), number(row[u"values"][4])};
    }
    return lines;
}

Lines upToTransport(Lines hierarchy) {
    static const QRegularExpression transport("(^|/)(tcp|udp|icmp|icmpv6|sctp|dccp|udplite)(/|$)");
    std::erase_if(hierarchy, [](const auto& each) {
        const auto match = transport.match(each.first);
        return !match.hasMatch() || match.capturedEnd() != each.first.size() || each.first.endsWith('/');
    });
    return hierarchy;
}

namespace {

/// A number of bytes as tshark shows it: from 10,000 on in kB, and so on, rounded down.
QString sizeOf(const QJsonValue& bytes) {
    auto size = static_cast<quint64>(bytes.toDouble());
    for (const char* unit : {"", "kB", "MB", "GB"}) {
        if (size < 10'000)
            return QString::number(size) + QLatin1String(unit);
        size /= 1000;
    }
    return QString::number(size) + "TB";
}

} // namespace

/// "10.1.0.1:49152 <-> 198.51.100.7:80  4 305 bytes  5 364 bytes  9 669 bytes  0.098765424  0.0988"
Lines conversationsOf(const QByteArray& text) {
    Lines lines;
    for (const QString& each : QString::fromUtf8(text).split('\n')) {
        const auto words = each.split(' ', Qt::SkipEmptyParts);
        if (words.size() != 14 || words[1] != "<->")
            continue;
        const QString start = QString::number(words[12].toDouble(), 'f', 6);
        const auto flow = [&](int at) {
            return words[at] + " " + words[at + 1] + (words[at + 2] == "bytes" ? QString() : words[at + 2]);
        };
        lines[words[0] + " " + words[2] + " " + start] = {flow(6), flow(3), words[13]};
    }
    return lines;
}
Lines conversationsOf(const QJsonArray& rows, bool hasPorts) {
    Lines lines;
    for (const auto& row : rows) {
        const auto value = [&, values = row[u"values"].toArray()](int place) { return values[place]; };
        const auto end = [&](int place) {
            return value(place).toString() + (hasPorts ? ":" + number(value(place + 1)) : QString());
        };
        const int at = hasPorts ? 4 : 2;
        const QString start = QString::number(value(at + 6).toDouble(), 'f', 6);
        lines[end(0) + " " + end(hasPorts ? 2 : 1) + " " + start] = {
            number(value(at + 1)) + " " + sizeOf(value(at + 4)), number(value(at + 2)) + " " + sizeOf(value(at + 5)),
            QString::number(value(at + 7).toDouble(), 'f', 4)};
    }
    return lines;
}

/// "10.1.0.1  53001  6  528  3  226  3  302"
Lines endpointsOf(const QByteArray& text, bool hasPorts) {
    Lines lines;
    const int at = hasPorts ? 2 : 1;
    for (const QString& each : QString::fromUtf8(text).split('\n')) {
        const auto words = each.split(' ', Qt::SkipEmptyParts);
        bool isCount = false;
        if (words.size() == at + 6)
            (void)words[at].toULongLong(&isCount);
        if (isCount)
            lines[words.mid(0, at).join(' ')] = words.mid(at);
    }
    return lines;
}
Lines endpointsOf(const QJsonArray& rows, bool hasPorts) {
    Lines lines;
    for (const auto& row : rows) {
        const auto values = row[u"values"].toArray();
        const int at = hasPorts ? 2 : 1;
        QStringList figures;
        for (int i = at; i < at + 6; ++i)
            figures << number(values[i]);
        lines[values[0].toString() + (hasPorts ? " " + number(values[1]) : QString())] = figures;
    }
    return lines;
}

/// "| 0.0 <> 0.5 | 12 | 891 | 1157 |", by the number of the interval.
Lines intervalsOf(const QByteArray& text) {
    Lines lines;
    for (const QString& each : QString::fromUtf8(text).split('\n')) {
        if (!each.contains("<>"))
            continue;
        QStringList figures;
        for (const QString& cell : each.split('|', Qt::SkipEmptyParts).mid(1))
            figures << cell.trimmed();
        lines[QString::number(lines.size()).rightJustified(6, '0')] = figures;
    }
    return lines;
}
/// tshark leaves out a last frame that lies on the border of two intervals; here, it has an interval of length 0.
Lines intervalsOf(const QJsonArray& rows) {
    Lines lines;
    for (const auto& row : rows) {
        const auto values = row[u"values"].toArray();
        if (values[0] == values[1] && lines.size() > 0)
            continue;
        QStringList figures;
        for (const auto& value : values.toVariantList().mid(2))
            figures << QString::number(static_cast<quint64>(value.toDouble()));
        lines[QString::number(lines.size()).rightJustified(6, '0')] = figures;
    }
    return lines;
}

/// " 40-79   37   62.54   42   76   0.0227   71.15%"
Lines lengthsOf(const QByteArray& text) {
    static const QRegularExpression line(
        "^ (\\d+)(?:-\\d+| and greater) +(\\d+) +(\\S+) +(\\S+) +(\\S+) +(\\S+) +(\\S+)%");
    Lines lines;
    for (const QString& each : QString::fromUtf8(text).split('\n')) {
        if (const auto match = line.match(each); match.hasMatch())
            lines[match.captured(1)] = match.capturedTexts().mid(2);
    }
    return lines;
}
Lines lengthsOf(const QJsonArray& rows) {
    Lines lines;
    for (const auto& row : rows) {
        const auto values = row[u"values"].toArray();
        if (row[u"depth"].toInt() == 0)
            continue;
        const auto text = [](const QJsonValue& value, int decimals) {
            return value.isNull() ? QString("-") : QString::number(value.toDouble(), 'f', decimals);
        };
        lines[values[0].toString().section(QRegularExpression("[- ]"), 0, 0)] = {
            text(values[1], 0), text(values[2], 2), text(values[3], 0),
            text(values[4], 0), text(values[5], 4), text(values[6], 2)};
    }
    return lines;
}

/// "   2   Sequence   TCP  Connection finish (FIN)" below "Chats (8)".
Lines findingsOf(const QByteArray& text) {
    static const QRegularExpression title("^(Error|Warn|Note|Chat|Comment)s \\("),
        line("^ +(\\d+) +(\\S+) +(\\S+)  (.+)$");
    const std::map<QString, QString> names = {{"Warn", "Warning"}};
    Lines lines;
    QString severity;
    for (const QString& each : QString::fromUtf8(text).split('\n')) {
        if (const auto match = title.match(each); match.hasMatch())
            severity = names.contains(match.captured(1)) ? names.at(match.captured(1)) : match.captured(1);
        else if (const auto found = line.match(each); found.hasMatch())
            lines[severity + " " + found.captured(2) + " " + found.captured(3) + " " + found.captured(4)] = {
                found.captured(1)};
    }
    return lines;
}
Lines findingsOf(const QJsonArray& rows) {
    Lines lines;
    for (const auto& row : rows) {
        const auto values = row[u"values"].toArray();
        QStringList words;
        for (int i = 0; i < 4; ++i)
            words << values[i].toString();
        lines[words.join(' ')] = {number(values[4])};
    }
    return lines;
}

/// The findings that both programs have. tshark also has which end closes a connection first, duplicate SACKs and TCP
/// Fast Open, and the findings of single protocols. Here all checksums are verified, of which tshark verifies only a
/// few by default.
Lines comparable(Lines findings) {
    std::erase_if(findings, [](const auto& each) {
        return (!each.first.contains(" Sequence TCP ") && !each.first.startsWith("Comment")) ||
               each.first.endsWith("the connection closing") || each.first.endsWith("D-SACK Sequence") ||
               each.first.contains(" TFO ");
    });
    return findings;
}

} // namespace tapscope::test
