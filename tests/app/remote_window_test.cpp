#include "window_driver.h"

#include <app/remote/askpass.h>
#include <app/remote/remote_device_list.h>
#include <base/unique_fd.h>
#include <net/tap_device.h>
#include <support/private_network.h>
#include <support/ssh_server.h>

#include <QComboBox>
#include <QDialogButtonBox>
#include <QListWidget>
#include <QPointer>
#include <QSpinBox>

#include <netinet/in.h>
#include <poll.h>
#include <remote/far_program.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace tapscope;
using namespace tapscope::test;

namespace {

/// Accepts connections in the kernel, and never sends anything.
class SilentServer {
public:
    SilentServer() : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const any = reinterpret_cast<sockaddr*>(&address);
        if (bind(socket_.get(), any, size) != 0 || listen(socket_.get(), 1) != 0 ||
            getsockname(socket_.get(), any, &size) != 0)
            qFatal("cannot listen");
        port = ntohs(address.sin_port);
    }
    [[nodiscard]] bool hasConnection() const {
        pollfd polled{socket_.get(), POLLIN, 0};
        return poll(&polled, 1, 0) == 1;
    }

    int port = 0;

private:
    UniqueFd socket_;
};

QByteArray runningSsh() {
    return run("pgrep", {"-P", QString::number(QCoreApplication::applicationPid()), "-x", "ssh"}).out;
}

} // namespace

/// Devices of another machine in the window: a real sshd, in the test's own network.
class RemoteWindowTest : public QObject, private WindowDriver {
    Q_OBJECT

    SshServer server_;
    std::optional<TapDevice> far_;

    /// Opens "Remote machine…" and fills it in for the test's server.
    QDialog& openDialog() {
        trigger("remote");
        QDialog& form = *dialog();
        form.findChild<QComboBox*>("host")->setEditText("root@127.0.0.1");
        form.findChild<QSpinBox*>("port")->setValue(SshServer::port);
        form.findChild<QLineEdit*>("identity")->setText(server_.key());
        form.findChild<QLineEdit*>("options")->setText(SshServer::options().join(", "));
        return form;
    }
    static void click(const QWidget& form, const char* button) {
        auto* found = form.findChild<QPushButton*>(button);
        QVERIFY2(found != nullptr && found->isEnabled(), button);
        QTest::mouseClick(found, Qt::LeftButton);
    }
    static QString message(const QDialog& form) { return form.findChild<QLabel*>("message")->text(); }
    static RemoteDeviceList& devices(const QDialog& form) { return *form.findChild<RemoteDeviceList*>("devices"); }
    /// The columns of a device; empty if it is not listed.
    static QStringList row(const QDialog& form, const QString& name) {
        const auto found = devices(form).findItems(name, Qt::MatchExactly);
        QStringList texts;
        for (int column = 0; !found.isEmpty() && column < found.front()->columnCount(); ++column)
            texts << found.front()->text(column);
        return texts;
    }
    static bool isEnabled(const QDialog& form, const char* name) {
        return form.findChild<QPushButton*>(name)->isEnabled();
    }
    static void select(const QDialog& form, const QString& name) {
        devices(form).clearSelection();
        devices(form).setCurrentItem(devices(form).findItems(name, Qt::MatchExactly).value(0));
    }
    void connectTo(const QDialog& form) {
        click(form, "connect");
        QTRY_VERIFY2_WITH_TIMEOUT(!row(form, "far0").isEmpty(), qPrintable(message(form)), patience);
    }
    /// Presses the button of an open "New device there" or "Settings of…", and waits until the work is done.
    static void apply(QDialog& asked) {
        const QPointer<QDialog> shown = &asked;
        click(asked, "apply");
        QTRY_VERIFY_WITH_TIMEOUT(!shown || !shown->isVisible(), patience);
    }

private slots:
    void initTestCase() {
        server_.start();
        prepare();
        QCOMPARE(run("ip", {"tuntap", "add", "far0", "mode", "tap"}).status, 0);
        QVERIFY(bringUpQuiet("far0"));
        far_ = TapDevice::open(*InterfaceName::parse("far0")).value();
    }
    void init() {
        QSettings().clear();
        openWindow();
    }
    void cleanup() {
        qunsetenv(askpassVariable);
        if (QWidget* open = QApplication::activeModalWidget())
            open->close();
        window_->session().stop();
        QTRY_VERIFY(window_->session().state() == CaptureSession::State::Idle);
        window_->session().discard();
        window_.reset();
        QTRY_COMPARE_WITH_TIMEOUT(runningSsh(), QByteArray(), patience);
    }

    void devicesAreListedAndOneIsCaptured() {
        QDialog& form = openDialog();
        QVERIFY(!isEnabled(form, "capture"));
        connectTo(form);
        QCOMPARE(row(form, "far0").mid(0, 4), (QStringList{"far0", "TAP", "up", "1500"}));
        QCOMPARE(row(form, "lo").value(2), QString("up")); // it can be captured, but not configured
        QVERIFY2(message(form).contains("TapScope is installed there"), qPrintable(message(form)));
        select(form, "lo");
        QVERIFY(isEnabled(form, "capture") && !isEnabled(form, "settings") && !isEnabled(form, "destroy"));
        select(form, "far0");
        auto* filter = form.findChild<QLineEdit*>("filter");
        filter->setText("no such filter");
        QVERIFY(!isEnabled(form, "capture"));
        filter->setText("ether proto 0x88b5");
        click(form, "capture");
        QTRY_VERIFY_WITH_TIMEOUT(window_->session().isCapturing(), patience);
        const auto ports = window_->session().ports();
        QCOMPARE(ports.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(ports.front().facts.name), QString("ssh://root@127.0.0.1:2222/far0"));
        QVERIFY(far_->send(frame()));
        QTRY_COMPARE_WITH_TIMEOUT(frames(), 1, patience);

        // Frames are injected there: the program that has the far device open receives one.
        QVERIFY(ports.front().facts.sends);
        auto* injectors = find<QListWidget>("injectors");
        injectors->setCurrentItem(injectors->findItems("Frame", Qt::MatchStartsWith).value(0));
        find<QLineEdit>("hex")->setText("ff ff ff ff ff ff 02 00 00 00 00 01 88 b5 41 42");
        QTest::mouseClick(find<QPushButton>("injectButton"), Qt::LeftButton);
        QByteArray received; // each call removes a frame
        QTRY_VERIFY_WITH_TIMEOUT(!received.isEmpty() || !(received = nextFrame()).isEmpty(), patience);
        QCOMPARE(received.left(16), QByteArray::fromHex("ffffffffffff02000000000188b54142"));
    }

    /// The next dialog offers the values that were typed.
    void theLastMachineIsOfferedAgain() {
        connectTo(openDialog());
        QTest::keyClick(QApplication::activeModalWidget(), Qt::Key_Escape);
        trigger("remote");
        QCOMPARE(dialog()->findChild<QComboBox*>("host")->currentText(), QString("root@127.0.0.1"));
        QCOMPARE(dialog()->findChild<QSpinBox*>("port")->value(), SshServer::port);
    }

    void devicesAreConfiguredThere() {
        QDialog& form = openDialog();
        connectTo(form);
        click(form, "new");
        QDialog& creation = *dialog();
        creation.findChild<QLineEdit*>("name")->setText("new0");
        creation.findChild<QLineEdit*>("mtu")->setText("1400");
        creation.findChild<QLineEdit*>("address")->setText("10.7.0.1/24, fd07::1/64");
        apply(creation);
        QCOMPARE(ipDevice("new0").value("mtu").toInt(), 1400);
        QCOMPARE(ipAddresses("new0"), (QStringList{"10.7.0.1/24", "fd07::1/64"}));
        QVERIFY(row(form, "new0").value(4).contains("10.7.0.1/24"));

        select(form, "new0");
        click(form, "settings");
        QDialog& settings = *dialog();
        QVERIFY(!isEnabled(settings, "apply")); // nothing is changed
        settings.findChild<QLineEdit*>("mtu")->setText("70000");
        click(settings, "apply");
        auto* refusal = settings.findChild<QLabel*>("refusal");
        QTRY_VERIFY_WITH_TIMEOUT(refusal->isVisible() && refusal->text().contains("MTU"), patience);
        settings.findChild<QLineEdit*>("mtu")->setText("1300");
        settings.findChild<QLineEdit*>("address")->setText("10.7.0.2/24");
        apply(settings);
        QCOMPARE(ipDevice("new0").value("mtu").toInt(), 1300);
        QCOMPARE(ipAddresses("new0"), QStringList{"10.7.0.2/24"});

        QCOMPARE(devices(form).selected(), QStringList{"new0"}); // still
        click(form, "switch");
        QTRY_COMPARE_WITH_TIMEOUT(row(form, "new0").value(2), QString("down"), patience);
        QVERIFY(!ipDevice("new0").value("flags").toArray().contains("UP"));
        click(form, "destroy");
        QTest::mouseClick(dialog()->findChild<QPushButton*>("confirmDestroy"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(row(form, "new0").isEmpty(), patience);
        QVERIFY(ipDevice("new0").isEmpty());
    }

    /// Only dumpcap is installed there.
    void withoutTapScopeThereDevicesAreOnlyCaptured() {
        const QString folder = server_.path("bin");
        QVERIFY(QDir().mkpath(folder));
        for (const char* program : {"sh", "dumpcap"})
            QVERIFY(QFile::link(QStandardPaths::findExecutable(program), folder + '/' + program));
        const QString key = server_.path("plain");
        server_.addKey(key, {},
                       "command=\"export PATH=" + folder.toLocal8Bit() + "; eval \\\"$SSH_ORIGINAL_COMMAND\\\"\"");
        QDialog& form = openDialog();
        form.findChild<QLineEdit*>("identity")->setText(key);
        connectTo(form);
        QVERIFY2(message(form).contains("dumpcap"), qPrintable(message(form)));
        QCOMPARE(row(form, "far0").mid(0, 3), (QStringList{"far0", "", "up"}));
        select(form, "far0");
        QVERIFY(isEnabled(form, "capture") && !isEnabled(form, "new") && !isEnabled(form, "switch"));
    }

    void whatIsListedBelongsToTheMachineThatIsEntered() {
        QDialog& form = openDialog();
        connectTo(form);
        form.findChild<QComboBox*>("host")->setEditText("root@127.0.0.2");
        QCOMPARE(devices(form).topLevelItemCount(), 0);
        QVERIFY(!isEnabled(form, "capture") && !isEnabled(form, "new"));
    }

    void errorsAreReadable() {
        QDialog& form = openDialog();
        form.findChild<QSpinBox*>("port")->setValue(2);
        click(form, "connect");
        QTRY_VERIFY2_WITH_TIMEOUT(message(form).contains("no SSH server answers there"), qPrintable(message(form)),
                                  patience);
        form.findChild<QComboBox*>("host")->setEditText("-oProxyCommand=x");
        click(form, "connect");
        QVERIFY2(message(form).contains("no host is named"), qPrintable(message(form)));
    }

    void connectingCanBeCancelled() {
        const SilentServer silent;
        QDialog& form = openDialog();
        form.findChild<QSpinBox*>("port")->setValue(silent.port);
        click(form, "connect");
        QVERIFY(message(form).contains("Connecting"));
        QTRY_VERIFY_WITH_TIMEOUT(silent.hasConnection(), patience);
        QTest::keyClick(&form, Qt::Key_Escape);
        QCOMPARE(message(form), QString("Cancelled"));
        QVERIFY(form.isVisible() && isEnabled(form, "connect"));
        QTRY_COMPARE_WITH_TIMEOUT(runningSsh(), QByteArray(), patience);
        QTest::keyClick(&form, Qt::Key_Escape);
        QVERIFY(!form.isVisible());
    }

    /// When the program ends, it abandons the request that the dialog waits for.
    void connectingEndsWithTheProgram() {
        const SilentServer silent;
        QDialog& form = openDialog();
        form.findChild<QSpinBox*>("port")->setValue(silent.port);
        click(form, "connect");
        QTRY_VERIFY_WITH_TIMEOUT(silent.hasConnection(), patience);
        const EndedWork ended = window_->end([] {});
        QVERIFY2(ended.held.isEmpty(), qPrintable(ended.held.join(", ")));
        QCOMPARE(runningSsh(), QByteArray());
    }

    /// A capture that waits for ssh is ended by Stop.
    void aHangingStartIsStopped() {
        const SilentServer silent;
        window_->startCapture({.devices = {{.name = QString("ssh://root@127.0.0.1:%1/far0").arg(silent.port)}},
                               .filter = {},
                               .file = {},
                               .ring = {},
                               .stop = {}});
        QTRY_VERIFY_WITH_TIMEOUT(silent.hasConnection(), patience);
        QVERIFY(window_->session().state() == CaptureSession::State::Starting);
        trigger("stop");
        QTRY_VERIFY_WITH_TIMEOUT(window_->session().state() == CaptureSession::State::Idle, patience);
    }

    void sshAsksForPassphrasesThroughAProgram() {
        const QString key = server_.path("protected"), askpass = server_.path("askpass");
        server_.addKey(key, "open sesame");
        QFile script(askpass);
        QVERIFY(script.open(QFile::WriteOnly));
        script.write("#!/bin/sh\nprintf %s \"$1\" > \"$0.asked\"\n"
                     "[ \"$TAPSCOPE_ACTS_AS_ASKPASS\" = 1 ] && echo open sesame\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        qputenv(askpassVariable, askpass.toLocal8Bit());
        QDialog& form = openDialog();
        form.findChild<QLineEdit*>("identity")->setText(key);
        connectTo(form);
        QFile asked(askpass + ".asked");
        QVERIFY(asked.open(QFile::ReadOnly) && asked.readAll().contains("passphrase"));
    }

    /// The window's program is ssh's askpass program, unless the user has chosen another one.
    void theWindowAsksForSsh() {
        qunsetenv("SSH_ASKPASS");
        chooseAskpass();
        QCOMPARE(qgetenv(askpassVariable), QFile::encodeName(QApplication::applicationFilePath()));
        qputenv("SSH_ASKPASS", "/usr/bin/another");
        chooseAskpass();
        QCOMPARE(qgetenv(askpassVariable), QByteArray("/usr/bin/another"));
        qunsetenv("SSH_ASKPASS");

        AskpassDialog question("root@host's <b>password</b>: \x1b", false);
        question.show();
        QCOMPARE(question.findChild<QLabel*>("question")->text(), QString("root@host's <b>password</b>: \\033"));
        QTest::keyClicks(question.findChild<QLineEdit*>("answer"), "secret");
        QCOMPARE(question.findChild<QLineEdit*>("answer")->echoMode(), QLineEdit::Password);
        QTest::keyClick(&question, Qt::Key_Return);
        QCOMPARE(question.result(), int{QDialog::Accepted});
        QCOMPARE(question.answer(), QString("secret"));

        AskpassDialog confirmation("Are you sure you want to continue connecting (yes/no/[fingerprint])?", true);
        confirmation.show();
        QVERIFY(confirmation.findChild<QLineEdit*>("answer") == nullptr);
        QTest::keyClick(&confirmation, Qt::Key_Return); // does not trust a key by accident
        QCOMPARE(confirmation.result(), int{QDialog::Rejected});
        confirmation.show();
        QTest::mouseClick(confirmation.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Yes), Qt::LeftButton);
        QCOMPARE(confirmation.result(), int{QDialog::Accepted});
        QCOMPARE(confirmation.answer(), QString("yes"));
    }

private:
    static Bytes frame() {
        static const QByteArray octets = QByteArray(12, '\2') + QByteArray::fromHex("88b5") + QByteArray(46, '\0');
        return std::as_bytes(std::span(octets.constData(), static_cast<std::size_t>(octets.size())));
    }
    /// The next frame that the program behind far0 receives; empty if there is none yet.
    QByteArray nextFrame() {
        std::array<char, 2048> octets{};
        pollfd polled{far_->fd(), POLLIN, 0};
        const ssize_t got = poll(&polled, 1, 0) == 1 ? read(far_->fd(), octets.data(), octets.size()) : 0;
        return got > 0 ? QByteArray(octets.data(), static_cast<qsizetype>(got)) : QByteArray();
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-remote-window-test");
    RemoteWindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "remote_window_test.moc"
