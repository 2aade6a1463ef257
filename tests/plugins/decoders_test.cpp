#include <support/commands.h>

#include <QDir>
#include <QFile>
#include <QTest>

using namespace tapscope::test;

/// Compares the decoders' results for our own small captures with tshark's.
///
/// A row is a file in fields/: "capture NAME" names a capture in tests/captures, every other line a field; '#' begins a
/// comment. All values of the field must be equal in every frame.
class DecodersTest : public QObject {
    Q_OBJECT

    struct Table {
        QString capture;
        QStringList fields;
    };
    static Table read(const QString& path) {
        Table table;
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return table;
        for (const QByteArray& raw : file.readAll().split('\n')) {
            const QString line = QString::fromUtf8(raw).section('#', 0, 0).trimmed();
            if (line.startsWith(QStringLiteral("capture ")))
                table.capture = QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/") + line.section(' ', 1);
            else if (!line.isEmpty())
                table.fields << line;
        }
        return table;
    }

private slots:
    void fieldsAreAsTsharkReadsThem_data() {
        QTest::addColumn<QString>("path");
        const QDir tables(QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/plugins/fields"));
        for (const QString& name : tables.entryList({QStringLiteral("*.txt")}, QDir::Files, QDir::Name))
            QTest::newRow(qPrintable(name)) << tables.filePath(name);
    }

    void fieldsAreAsTsharkReadsThem() {
        QFETCH(QString, path);
        const Table table = read(path);
        QVERIFY2(!table.fields.isEmpty(), qPrintable(path));
        QStringList chosen{QStringLiteral("-T"), QStringLiteral("fields")};
        for (const QString& field : table.fields)
            chosen << QStringLiteral("-e") << field;
        const auto ours = run(QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli"),
                              QStringList{QStringLiteral("read"), table.capture} + chosen);
        const auto theirs =
            run(QStringLiteral("tshark"),
                QStringList{QStringLiteral("-n"), QStringLiteral("-o"), QStringLiteral("ip.defragment:false"),
                            QStringLiteral("-o"), QStringLiteral("ipv6.defragment:false"), QStringLiteral("-r"),
                            table.capture} +
                    chosen);
        QVERIFY2(ours.status == 0, qPrintable(ours.err));
        const auto our = QString(ours.out).split('\n');
        const auto their = QString(theirs.out).split('\n');
        QCOMPARE(our.size(), their.size());
        for (qsizetype frame = 0; frame < our.size(); ++frame) {
            const QStringList values = our[frame].split('\t');
            const QStringList expected = their[frame].split('\t');
            QCOMPARE(values.size(), expected.size());
            for (qsizetype field = 0; field < values.size(); ++field) {
                const QString where = QStringLiteral("frame %1 %2: ").arg(frame + 1).arg(table.fields.value(field));
                QCOMPARE(where + values[field], where + expected[field]);
            }
        }
    }
};

QTEST_GUILESS_MAIN(DecodersTest)
#include "decoders_test.moc"
