#include <support/commands.h>

#include <QTest>

using namespace tapscope;

/// The output of tapscope-cli read, with its filters.
class ReadVerbTest : public QObject {
    Q_OBJECT

    static test::Ran read(const QStringList& words) {
        return test::run(TAPSCOPE_BIN_DIR "/tapscope-cli",
                         QStringList{"read", TAPSCOPE_SOURCE_DIR "/tests/captures/mixed.pcapng"} + words);
    }

private slots:
    void printsTheColumnsOfEachFrame() {
        const auto ran = read({"-c", "2"});
        QCOMPARE(ran.status, 0);
        QCOMPARE(QString::fromUtf8(ran.out),
                 QString::fromUtf8("    1 0.000000 02:00:00:00:00:0a → ff:ff:ff:ff:ff:ff ARP 42 Who has 10.1.0.2? Tell "
                                   "10.1.0.1\n"
                                   "    2 0.012345 02:00:00:00:00:0b → 02:00:00:00:00:0a ARP 42 10.1.0.2 is at "
                                   "02:00:00:00:00:0b\n"));
    }

    void countsWhatPasses_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("count");
        QTest::newRow("all") << QStringList{} << 52;
        QTest::newRow("some") << QStringList{"-c", "10"} << 10;
        QTest::newRow("BPF") << QStringList{"-f", "tcp port 80"} << 9;
        QTest::newRow("fields") << QStringList{"-Y", "tcp.port == 80"} << 9;
        QTest::newRow("both") << QStringList{"-f", "tcp", "-Y", "ip.src == 10.1.0.1"} << 6;
        QTest::newRow("none") << QStringList{"-f", "tcp", "-Y", "udp"} << 0;
    }
    void countsWhatPasses() {
        QFETCH(QStringList, words);
        QFETCH(int, count);
        const auto counted = read(words + QStringList{"--count"});
        QCOMPARE(counted.status, 0);
        QCOMPARE(counted.out.trimmed().toInt(), count);
        const auto printed = read(words + QStringList{"-T", "fields", "-e", "frame.number"});
        QCOMPARE(printed.out.count('\n'), count);
    }

    void saysWhatIsWrongWithAFilter() {
        const auto bytes = read({"-f", "tcp prt 80", "--count"});
        QCOMPARE(bytes.status, 1);
        QVERIFY2(bytes.err.contains("syntax error"), bytes.err);
        const auto fields = read({"-Y", "tcp.prt == 80"});
        QCOMPARE(fields.status, 1);
        QVERIFY2(fields.err.contains("at character 1: \"tcp.prt\" is not a field or protocol"), fields.err);
    }
};

QTEST_GUILESS_MAIN(ReadVerbTest)
#include "read_verb_test.moc"
