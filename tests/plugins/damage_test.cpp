#include <support/commands.h>

#include <QFile>
#include <QTest>

using namespace tapscope::test;

/// Reads pairs of our own frames, one of which is damaged, and checks which of them is marked.
class DamageTest : public QObject {
    Q_OBJECT

    static constexpr const char* folder_ = TAPSCOPE_SOURCE_DIR "/tests/captures/";
    QList<QByteArray> frames_; ///< "Malformed Packet" or nothing, and the layers

private slots:
    void initTestCase() {
        const auto read = run(
            QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli"),
            {"read", QString(folder_) + "damage.pcap", "-T", "fields", "-e", "_ws.malformed", "-e", "frame.protocols"});
        QVERIFY2(read.status == 0, read.err);
        frames_ = read.out.split('\n');
        frames_.removeLast(); // the empty text after the last line end
    }

    void onlyTheDamagedFrameOfAPairIsMarked_data() {
        QTest::addColumn<int>("pair");
        QFile names(QString(folder_) + "damage.txt");
        QVERIFY(names.open(QIODevice::ReadOnly));
        int pair = 0;
        for (const QByteArray& name : names.readAll().trimmed().split('\n'))
            QTest::newRow(name.constData()) << pair++;
        QCOMPARE(frames_.size(), qsizetype{2} * pair);
    }

    void onlyTheDamagedFrameOfAPairIsMarked() {
        QFETCH(int, pair);
        const QByteArray whole = frames_.at(qsizetype{2} * pair), damaged = frames_.at(qsizetype{2} * pair + 1);
        // A frame that does not reach the protocol's decoder proves nothing.
        const QByteArray protocol = QByteArray(QTest::currentDataTag()).split(':').constFirst();
        QVERIFY2(whole.contains(":" + protocol) && damaged.contains(":" + protocol), whole + "\n" + damaged);
        QVERIFY2(!whole.contains("Malformed"), whole);
        QVERIFY2(damaged.startsWith("Malformed"), damaged);
    }
};

QTEST_GUILESS_MAIN(DamageTest)
#include "damage_test.moc"
