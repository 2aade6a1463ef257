#include <support/commands.h>

#include <QFile>
#include <QTest>

#include <utility>

using namespace tapscope::test;

/// Reads pairs of our own frames, one of which is damaged, and checks which of them is marked.
class DamageTest : public QObject {
    Q_OBJECT

    static constexpr const char* folder_ = TAPSCOPE_SOURCE_DIR "/tests/captures/";

    /// Of each frame, "Malformed Packet" or nothing, and the layers.
    static QList<QByteArray> framesOf(const char* capture) {
        const auto read =
            run(QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli"),
                {"read", QString(folder_) + capture, "-T", "fields", "-e", "_ws.malformed", "-e", "frame.protocols"});
        if (read.status != 0)
            qFatal("%s", read.err.constData());
        auto frames = read.out.split('\n');
        frames.removeLast(); // the empty text after the last line end
        return frames;
    }

private slots:
    void onlyTheDamagedFrameOfAPairIsMarked_data() {
        QTest::addColumn<QByteArray>("whole");
        QTest::addColumn<QByteArray>("damaged");
        for (const auto& [capture, list] :
             {std::pair("damage.pcap", "damage.txt"), std::pair("damage-link.pcapng", "damage-link.txt")}) {
            const auto frames = framesOf(capture);
            QFile names(QString(folder_) + list);
            QVERIFY(names.open(QIODevice::ReadOnly));
            const auto pairs = names.readAll().trimmed().split('\n');
            QCOMPARE(frames.size(), 2 * pairs.size());
            for (qsizetype pair = 0; pair < pairs.size(); ++pair)
                QTest::newRow(pairs[pair].constData()) << frames[2 * pair] << frames[2 * pair + 1];
        }
    }

    void onlyTheDamagedFrameOfAPairIsMarked() {
        QFETCH(const QByteArray, whole);
        QFETCH(const QByteArray, damaged);
        // A frame that does not reach the protocol's decoder proves nothing.
        const QByteArray protocol = QByteArray(QTest::currentDataTag()).split(':').constFirst();
        const auto reaches = [&protocol](const QByteArray& frame) {
            return frame.split('\t').constLast().split(':').contains(protocol);
        };
        QVERIFY2(reaches(whole) && reaches(damaged), whole + "\n" + damaged);
        QVERIFY2(!whole.contains("Malformed"), whole);
        QVERIFY2(damaged.startsWith("Malformed"), damaged);
    }
};

QTEST_GUILESS_MAIN(DamageTest)
#include "damage_test.moc"
