#include "time_words.h"

#include <QDateTime>
#include <QRegularExpression>

namespace tapscope {
namespace {

constexpr qint64 perSecond = 1'000'000'000;
constexpr int decimals = 9;
const auto timeFormat = QStringLiteral("yyyy-MM-dd hh:mm:ss");

/// Returns the digits after the decimal point as nanoseconds.
qint64 fraction(const QString& digits) {
    return digits.leftJustified(decimals, QLatin1Char('0')).toLongLong();
}

} // namespace

std::optional<std::chrono::nanoseconds> durationOf(const QString& text) {
    static const QRegularExpression form(
        QStringLiteral("^([+-]?)(?:(?:(\\d{1,6}):)?(\\d{1,8}):)?(\\d{1,10})(?:\\.(\\d{1,9}))?$"));
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    constexpr qint64 mostSeconds = qint64{100} * 366 * 86'400;
    const qint64 seconds =
        match.captured(2).toLongLong() * 3600 + match.captured(3).toLongLong() * 60 + match.captured(4).toLongLong();
    if (seconds > mostSeconds)
        return std::nullopt;
    const qint64 all = seconds * perSecond + fraction(match.captured(5));
    return std::chrono::nanoseconds(match.captured(1) == QLatin1String("-") ? -all : all);
}

std::optional<Timestamp> localTimeOf(const QString& text) {
    static const QRegularExpression form(
        QStringLiteral("^(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d{1,9}))?$"));
    const auto match = form.match(text.simplified());
    const auto time = QDateTime::fromString(match.captured(1), timeFormat);
    constexpr qint64 lastSecond = 9'223'372'035; // the year 2262: the limit of 64 bits of nanoseconds
    if (!match.hasMatch() || !time.isValid() || time.toSecsSinceEpoch() < 0 || time.toSecsSinceEpoch() > lastSecond)
        return std::nullopt;
    return Timestamp(std::chrono::nanoseconds(time.toSecsSinceEpoch() * perSecond + fraction(match.captured(2))));
}

QString localTimeText(Timestamp time) {
    const qint64 all = time.time_since_epoch().count();
    const qint64 seconds = all >= 0 ? all / perSecond : (all - perSecond + 1) / perSecond;
    return QDateTime::fromSecsSinceEpoch(seconds).toString(timeFormat) +
           QStringLiteral(".%1").arg(all - seconds * perSecond, decimals, 10, QLatin1Char('0'));
}

} // namespace tapscope
