#include "colouring_rules.h"

#include <QRegularExpression>
#include <QSettings>

#include <fmt/core.h>

namespace tapscope {
namespace {

const auto settingsKey = QStringLiteral("colouring");

QString colourText(const QColor& colour) {
    constexpr int wide = 257; // 8 bits to 16
    return QStringLiteral("[%1,%2,%3]").arg(colour.red() * wide).arg(colour.green() * wide).arg(colour.blue() * wide);
}

QColor colourOf(const QRegularExpressionMatch& match, int first) {
    const auto part = [&](int i) { return qMin(match.captured(first + i).toInt(), 65535) / 257; };
    return {part(0), part(1), part(2)};
}

} // namespace

ColouringRules defaultColouring() {
    const QColor ink("#1d2127");
    return {
        {"Malformed", "_ws.malformed", QColor("#fbdcd9"), QColor("#8f1d16")},
        {"Bad TCP", "tcp.analysis.flags && !tcp.analysis.window_update", QColor("#2b2f36"), QColor("#f2a59f")},
        {"Checksum errors", "ip.checksum.status == 0 || tcp.checksum.status == 0 || udp.checksum.status == 0",
         QColor("#fbdcd9"), QColor("#8f1d16")},
        {"ICMP errors", "icmp.type in {3, 4, 5, 11} || icmpv6.type in {1, 2, 3, 4}", QColor("#fbe3c0"), ink},
        {"TCP reset", "tcp.flags.reset == 1", QColor("#f6d8e4"), ink},
        {"ARP", "arp", QColor("#f6f1d9"), ink},
        {"ICMP", "icmp || icmpv6", QColor("#fdf3e1"), ink},
        {"DNS", "dns", QColor("#e8f5ec"), ink},
        {"HTTP", "http", QColor("#e6f6dd"), ink},
        {"TLS", "tls", QColor("#ece9fb"), ink},
        {"TCP opening and closing", "tcp.flags & 0x03", QColor("#e1e5ee"), ink},
        {"TCP", "tcp", QColor("#ecf2fe"), ink},
        {"UDP", "udp", QColor("#e8f8f5"), ink},
    };
}

QString colouringText(const ColouringRules& rules) {
    QString text = QStringLiteral("# Colouring rules: @name@filter@[background][foreground]\n");
    for (const ColouringRule& rule : rules) {
        QString name = rule.name;
        text += QStringLiteral("%1@%2@%3@%4%5\n")
                    .arg(rule.isEnabled ? QString() : QStringLiteral("!"), name.remove(QLatin1Char('@')), rule.filter,
                         colourText(rule.background), colourText(rule.foreground));
    }
    return text;
}

Result<ColouringRules> colouringFromText(const QString& text) {
    static const QRegularExpression form(
        QStringLiteral("^(!?)@([^@]*)@(.*)@\\[(\\d+),(\\d+),(\\d+)\\]\\[(\\d+),(\\d+),(\\d+)\\]$"));
    constexpr int mostRules = 1000;
    ColouringRules rules;
    int number = 0;
    for (const QString& each : text.split(QLatin1Char('\n'))) {
        ++number;
        const QString line = each.trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1Char('#')))
            continue;
        const auto match = form.match(line);
        if (!match.hasMatch() || static_cast<int>(rules.size()) == mostRules)
            return failure(ErrorKind::Invalid, "read", "the colouring rules",
                           fmt::format("line {} is not a rule", number),
                           "A rule reads @name@filter@[r,g,b][r,g,b] with numbers up to 65535");
        rules.push_back({match.captured(2), match.captured(3), colourOf(match, 4), colourOf(match, 7),
                         match.captured(1).isEmpty()});
    }
    return rules;
}

ColouringRules storedColouring(const QSettings& settings) {
    const QString text = settings.value(settingsKey).toString();
    if (text.isEmpty())
        return defaultColouring();
    auto rules = colouringFromText(text);
    return rules ? std::move(*rules) : defaultColouring();
}

void storeColouring(QSettings& settings, const ColouringRules& rules) {
    settings.setValue(settingsKey, colouringText(rules));
}

} // namespace tapscope
