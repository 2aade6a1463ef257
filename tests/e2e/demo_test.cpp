#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QDir>
#include <QImage>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace tapscope::test;

/// The program itself on a real X server, driven by xdotool: a new user's first minute. Leaves screenshots in the build
/// tree's tests/screenshots.
class DemoTest : public QObject {
    Q_OBJECT

    QTemporaryDir home_;
    QProcess server_, manager_, program_;
    QProcessEnvironment environment_ = QProcessEnvironment::systemEnvironment();

    Ran tool(const QString& name, const QStringList& words) {
        QProcess process;
        process.setProcessEnvironment(environment_);
        process.start(name, words);
        process.waitForFinished();
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    QString window(const QString& title) {
        return QString::fromLatin1(tool("xdotool", {"search", "--onlyvisible", "--name", title}).out)
            .section('\n', 0, 0);
    }
    QString screenshot(const char* name) {
        const QString folder = QCoreApplication::applicationDirPath() + "/screenshots";
        QDir().mkpath(folder);
        const QString path = QStringLiteral("%1/%2.png").arg(folder, QString::fromLatin1(name));
        tool("import", {"-window", "root", path});
        return path;
    }
    void keys(const QString& combination) { tool("xdotool", {"key", "--clearmodifiers", combination}); }

private slots:
    void initTestCase() {
        server_.setProcessChannelMode(QProcess::SeparateChannels);
        server_.start("Xvfb", {"-displayfd", "1", "-screen", "0", "1440x930x24", "-nolisten", "tcp"});
        QVERIFY(server_.waitForStarted());
        QTRY_VERIFY(server_.bytesAvailable() > 0 || server_.waitForReadyRead(100));
        environment_.insert("DISPLAY", ":" + QString::fromLatin1(server_.readLine().trimmed()));
        environment_.insert("QT_QPA_PLATFORM", "xcb");
        environment_.insert("HOME", home_.path());
        environment_.insert("XDG_CONFIG_HOME", home_.path());
        environment_.insert("XDG_DATA_HOME", home_.path());
        environment_.insert("XDG_RUNTIME_DIR", home_.path());
        manager_.setProcessEnvironment(environment_);
        manager_.start("openbox", QStringList());
        QVERIFY(manager_.waitForStarted());
        program_.setProcessEnvironment(environment_);
        program_.start(TAPSCOPE_BIN_DIR "/tapscope", {"--demo"});
        QVERIFY(program_.waitForStarted());
        QTRY_VERIFY(!window("TapScope").isEmpty());
    }
    void cleanupTestCase() {
        for (QProcess* process : {&program_, &manager_, &server_}) {
            process->terminate();
            process->waitForFinished();
        }
    }

    void theDemoShowsTrafficAndAnswersPing() {
        QTRY_VERIFY(ipAddresses("tap0").contains("10.9.0.1/24"));
        QTRY_VERIFY(run("ping", {"-c", "2", "-i", "0.1", "-W", "2", "10.9.0.2"}).out.contains("2 received"));
        QTRY_VERIFY(ipDevice("tap0").value("stats64").toObject().value("rx").toObject().value("packets").toInt() > 40);
        tool("xdotool", {"mousemove", "900", "250", "click", "1"});
        const QImage picture(screenshot("demo"));
        QCOMPARE(picture.size(), QSize(1440, 930));
        QSet<QRgb> colours;
        for (int y = 150; y < 400; y += 3)
            colours.insert(picture.pixel(430, y));
        QVERIFY2(colours.size() >= 3, "rows of several protocols have several tints");
    }

    void aTapIsMadeWithTheKeyboardAlone() {
        tool("xdotool", {"windowactivate", "--sync", window("TapScope")});
        keys("ctrl+alt+n");
        QTRY_VERIFY(!window("^New device").isEmpty());
        tool("xdotool", {"type", "--delay", "20", "mine0"});
        keys("Tab");
        tool("xdotool", {"type", "--delay", "20", "10.8.0.1/24"});
        screenshot("new-tap");
        keys("Return");
        QTRY_VERIFY(ipAddresses("mine0").contains("10.8.0.1/24"));
        QTRY_VERIFY(ipDevice("mine0").value("flags").toArray().contains("UP"));
        screenshot("made");
        run("ip", {"link", "delete", "mine0"});
    }

    void nothingStaysWhenItIsKilled() {
        program_.kill();
        QVERIFY(program_.waitForFinished());
        QTRY_VERIFY(ipDevice("tap0").isEmpty());
        // The next start finds the recording.
        const QDir recordings(home_.path() + "/tapscope/tapscope/recordings");
        QCOMPARE(recordings.entryList({"*.pcapng"}).size(), 1);
        const auto read = run(TAPSCOPE_BIN_DIR "/tapscope-cli",
                              {"read", recordings.absoluteFilePath(recordings.entryList({"*.pcapng"}).first())});
        QVERIFY(read.out.count('\n') > 40);
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(DemoTest)
#include "demo_test.moc"
