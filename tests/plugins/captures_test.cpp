#include <support/commands.h>

#include <QFile>
#include <QTest>

using namespace tapscope::test;

/// Reads real captures with tapscope-cli and compares the results with tshark's: always our own small captures, and a
/// folder of public ones if there is one (TAPSCOPE_CAPTURES, or shared/captures beside the project).
class CapturesTest : public QObject {
    Q_OBJECT

    const QString program_ = QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli");

    static QString folder() {
        const QString named = qEnvironmentVariable("TAPSCOPE_CAPTURES");
        return named.isEmpty() ? QStringLiteral(TAPSCOPE_SOURCE_DIR "/../shared/captures") : named;
    }

private slots:
    void ourOwnCapturesReadAsTsharkReadsThem() {
        const QString file = QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng");
        QStringList fields;
        for (const char* field :
             {"frame.number", "frame.time_epoch", "frame.len",       "frame.cap_len", "frame.protocols", "eth.src",
              "eth.dst",      "eth.type",         "ip.src",          "ip.dst",        "ip.ttl",          "ip.proto",
              "ip.id",        "ip.flags",         "ip.checksum",     "icmp.type",     "icmp.code",       "icmp.ident",
              "icmp.seq",     "icmp.checksum",    "_ws.col.Protocol"})
            fields << "-e" << QString::fromLatin1(field);
        const auto ours = run(program_, QStringList{"read", file, "-T", "fields"} + fields);
        const auto theirs = run("tshark", QStringList{"-n", "-r", file, "-T", "fields"} + fields);
        QVERIFY2(QByteArray(ours.out).replace(":data", "") == QByteArray(theirs.out).replace(":data", ""),
                 ours.out + "\n" + theirs.out);
        QCOMPARE(ours.out.count('\n'), 2);
    }

    void filesOfAllKindsHaveAsManyFramesAsTsharkReads() {
        QFile index(folder() + "/captures.tsv");
        if (!index.open(QIODevice::ReadOnly)) {
            QVERIFY2(qEnvironmentVariable("TAPSCOPE_CAPTURES").isEmpty(), "TAPSCOPE_CAPTURES names no captures");
            QSKIP("There are no public captures beside the project (TAPSCOPE_CAPTURES)");
        }
        const auto header = index.readLine().trimmed().split('\t');
        const auto column = [&](const char* name) { return header.indexOf(QByteArray(name)); };
        int files = 0;
        for (QByteArray line = index.readLine(); !line.isEmpty(); line = index.readLine()) {
            const auto words = line.split('\t');
            const QByteArray group = words[column("group")];
            if (group != "pcapng" && group != "malformed" && group != "linktypes")
                continue;
            ++files;
            const auto said = words[column("tshark_says")];
            const auto read =
                run(program_, {"read", folder() + "/" + words[column("file")], "-T", "fields", "-e", "frame.number"});
            QVERIFY2(read.status == 0 || read.status == 1, words[column("file")]); // not a signal
            // tshark stops at unknown link types; TapScope shows their bytes.
            if (said.contains("record data that TShark doesn't support"))
                continue;
            QCOMPARE(QString("%1: %2").arg(words[0]).arg(read.out.count('\n')),
                     QString("%1: %2").arg(words[0]).arg(words[column("frames")].toInt()));
            QCOMPARE(QString("%1: %2").arg(words[0]).arg(read.status != 0),
                     QString("%1: %2").arg(words[0]).arg(!said.trimmed().isEmpty()));
        }
        QVERIFY(files > 300);
    }
};

QTEST_GUILESS_MAIN(CapturesTest)
#include "captures_test.moc"
