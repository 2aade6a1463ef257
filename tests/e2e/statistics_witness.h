#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QString>
#include <QStringList>

namespace tapscope::test {

/// The words of a tshark that counts statistics: each frame by itself, as the frame list shows it.
[[nodiscard]] QStringList tsharkWords(const QString& capture, const QStringList& kinds);

/// Asks both programs for a statistic of a capture of the project.
class StatisticsWitness {
protected:
    /// A row for each of these statistics of each capture that has many protocols.
    static void addRows(const QStringList& kinds);
    /// The known differences from tshark's values, and their reasons.
    static void expectKnownDifference(const QString& capture, const QString& kind);
    void ask(const QString& capture, const QString& kind);
    void askUs(const QString& capture, const QString& kind);
    /// The rows of the first table.
    [[nodiscard]] static QJsonArray rowsOf(const QByteArray& json);

    QByteArray theirs_;
    QJsonArray ours_;
};

} // namespace tapscope::test
