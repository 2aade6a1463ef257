// The Debian packages of this build, in a copy of the system: installed, used, and removed without a trace.

#include <support/commands.h>

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

namespace tapscope::test {
namespace {

/// The output of a program on both streams, and whether it succeeded.
struct Ended {
    bool isGood = false;
    QByteArray text;
};

Ended runLong(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(TAPSCOPE_BUILD_DIR);
    process.start(program, arguments);
    const bool ended = process.waitForFinished(280'000);
    return {ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, process.readAll()};
}

/// The lines below "== title".
QByteArrayList part(const QByteArray& text, const QByteArray& title) {
    const auto lines = text.split('\n');
    auto at = lines.indexOf("== " + title);
    QByteArrayList found;
    while (at >= 0 && ++at < lines.size() && !lines[at].startsWith("== "))
        found << lines[at];
    return found;
}

} // namespace

class PackageTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (geteuid() != 0)
            QSKIP("installing packages needs root");
        const Ended packed = runLong("cpack", {"-G", "DEB", "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=gzip", "-D",
                                               "CPACK_PACKAGE_DIRECTORY=" + folder_.path()});
        QVERIFY2(packed.isGood, packed.text);
        QCOMPARE(debs().size(), 3);
    }

    void lintianFindsNothing() {
        const Ended checked = runLong("lintian", QStringList{"--fail-on", "error,warning", "--suppress-tags-from-file",
                                                             TAPSCOPE_SOURCE_DIR "/packaging/debian/suppressed-tags"} +
                                                     debs());
        QVERIFY2(checked.isGood, checked.text);
    }

    void installsWorksAndLeavesNoTrace() {
        const Ended scene =
            runLong("unshare", {"--mount", "--net", TAPSCOPE_SOURCE_DIR "/tests/e2e/package_scene.sh", folder_.path()});
        QVERIFY2(scene.isGood, scene.text);
        const auto installed = part(scene.text, "installed");
        const QByteArray version = "0.1.0";
        QCOMPARE(installed, (QByteArrayList{"root:root 755", "tapscope-cli " + version, "decode-arp", "export-pcapng",
                                            "inject-echo", "inspect-wireshark", "tapscope " + version}));
        QCOMPARE(part(scene.text, "the manual").size(), 3);
        QCOMPARE(part(scene.text, "a device"), QByteArrayList{"scene0"});
        QCOMPARE(part(scene.text, "a plugin"), QByteArrayList{"decode-scene"});
        QCOMPARE(part(scene.text, "the demo"), QByteArrayList{"answers"});
        QCOMPARE(part(scene.text, "rights for the group"),
                 (QByteArrayList{"root:tapscope 750", "/usr/libexec/tapscope-helper cap_net_admin,cap_net_raw=ep"}));
        QCOMPARE(part(scene.text, "rights taken back"), QByteArrayList{"root:root 755"});
        QVERIFY2(part(scene.text, "removed").contains("no trace"), scene.text);
    }

private:
    QStringList debs() const {
        QStringList paths;
        for (const auto& file : QDir(folder_.path()).entryInfoList({"*.deb"}))
            paths << file.filePath();
        return paths;
    }

    const QTemporaryDir folder_;
};

} // namespace tapscope::test

QTEST_GUILESS_MAIN(tapscope::test::PackageTest)
#include "package_test.moc"
