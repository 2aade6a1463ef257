#include <support/commands.h>

#include <QFile>
#include <QTest>

using namespace tapscope;

/// Checks the results in the table of filters with the installed tshark.
class FilterWitnessTest : public QObject {
    Q_OBJECT

private slots:
    void tsharkPassesTheFramesOfTheTable_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QByteArray>("frames");
        QFile table(TAPSCOPE_SOURCE_DIR "/tests/unit/filter/filters.tsv");
        QVERIFY(table.open(QIODevice::ReadOnly));
        for (const auto& line : table.readAll().trimmed().split('\n')) {
            const auto words = line.split('\t');
            QTest::newRow(words[0]) << QString::fromUtf8(words[0]) << words[1];
        }
    }
    void tsharkPassesTheFramesOfTheTable() {
        QFETCH(QString, filter);
        QFETCH(QByteArray, frames);
        const auto said = test::run("tshark", {"-n", "-r", TAPSCOPE_SOURCE_DIR "/tests/captures/mixed.pcapng", "-Y",
                                               filter, "-T", "fields", "-e", "frame.number"});
        QVERIFY2(said.status == 0, said.err);
        QCOMPARE(said.out.trimmed().replace('\n', ','), frames);
    }
};

QTEST_GUILESS_MAIN(FilterWitnessTest)
#include "filter_witness_test.moc"
