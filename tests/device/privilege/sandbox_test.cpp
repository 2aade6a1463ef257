#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

/// Runs the probe as an ordinary user over a /dev/net/tun with the mode under test, in a separate mount namespace, so
/// that the machine's own node does not matter.
class SandboxTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    QString runProbe(const QString& mode) {
        QProcess process;
        process.start("unshare", {"--mount", "sh", "-ec",
                                  "mknod -m $2 \"$1/tun\" c 10 200; mount --bind \"$1/tun\" /dev/net/tun;"
                                  "exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$1/probe\"",
                                  "sh", folder_.path(), mode});
        process.waitForFinished();
        QFile::remove(folder_.filePath("tun"));
        return QString::fromUtf8(process.readAllStandardOutput() + process.readAllStandardError());
    }

private slots:
    void initTestCase() {
        QVERIFY2(geteuid() == 0, "this test needs root to become an ordinary user");
        // Another user may not be able to access the build tree.
        QVERIFY(QFile::setPermissions(folder_.path(), QFile::Permissions(0x7755)));
        QVERIFY(QFile::copy(SANDBOX_PROBE, folder_.filePath("probe")));
        QVERIFY(QFile::setPermissions(folder_.filePath("probe"), QFile::Permissions(0x5555)));
    }

    void anOrdinaryUserMakesATapThatNobodyElseSees() {
        const QString said = runProbe("0666");
        QVERIFY2(said.contains("before: uid 65534, may configure: false"), qPrintable(said));
        QVERIFY2(said.contains("inside: uid 65534, may configure: true"), qPrintable(said));
        QVERIFY2(said.contains("made: tap0\ninterfaces: lo tap0\n"), qPrintable(said));
    }

    void saysWhatToDoWhenTheTunNodeIsClosed() {
        const QString said = runProbe("0600");
        QVERIFY2(
            said.contains("refused: Cannot use /dev/net/tun: Permission denied. Its mode is 0600; an administrator "
                          "can open it to all: chmod 0666 /dev/net/tun."),
            qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(SandboxTest)
#include "sandbox_test.moc"
