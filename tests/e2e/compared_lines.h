#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QString>
#include <QStringList>

#include <map>

/// The tables of a statistic as tshark prints them, and as tapscope-cli gives them in JSON, in one form that can be
/// compared.
namespace tapscope::test {

/// A statistic as lines to compare: the item or pair that is counted, and its numbers.
using Lines = std::map<QString, QStringList>;

[[nodiscard]] QString number(const QJsonValue& value);
[[nodiscard]] QByteArray shown(const Lines& lines);

[[nodiscard]] Lines hierarchyOf(const QByteArray& text);
[[nodiscard]] Lines hierarchyOf(const QJsonArray& rows);
/// The places of transports and of ICMP, without what is above them.
[[nodiscard]] Lines upToTransport(Lines hierarchy);
[[nodiscard]] Lines conversationsOf(const QByteArray& text);
[[nodiscard]] Lines conversationsOf(const QJsonArray& rows, bool hasPorts);
[[nodiscard]] Lines endpointsOf(const QByteArray& text, bool hasPorts);
[[nodiscard]] Lines endpointsOf(const QJsonArray& rows, bool hasPorts);
[[nodiscard]] Lines intervalsOf(const QByteArray& text);
[[nodiscard]] Lines intervalsOf(const QJsonArray& rows);
[[nodiscard]] Lines lengthsOf(const QByteArray& text);
[[nodiscard]] Lines lengthsOf(const QJsonArray& rows);
[[nodiscard]] Lines findingsOf(const QByteArray& text);
[[nodiscard]] Lines findingsOf(const QJsonArray& rows);
/// The findings that both programs have.
[[nodiscard]] Lines comparable(Lines findings);

/// The leaves of a tree, with their counts. With `sections`, the first letter of the section precedes the name, because
/// sections may have the same items.
[[nodiscard]] Lines itemsOf(const QByteArray& text, bool sections);
[[nodiscard]] Lines itemsOf(const QJsonArray& rows, bool sections);
/// tshark's statistics of DHCP and SIP, which are no trees.
[[nodiscard]] Lines countsOf(const QByteArray& text);
[[nodiscard]] Lines withoutResultsOfQueries(Lines items);
/// The number of replies, then the figures of their response times.
[[nodiscard]] QStringList timesOf(const QByteArray& text);
[[nodiscard]] QStringList timesOf(const QJsonArray& rows);

} // namespace tapscope::test
