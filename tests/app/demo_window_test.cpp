#include "window_driver.h"

#include <support/private_network.h>

using namespace tapscope;
using namespace tapscope::test;

/// The demo as a new user sees it, also if IPv6 is switched off, and after a stop.
class DemoTest : public QObject, private WindowDriver {
    Q_OBJECT

    /// Switches IPv6 on or off in this private network.
    static void setIpv6(bool isOn) {
        for (const char* which : {"all", "default"}) {
            QFile file(QStringLiteral("/proc/sys/net/ipv6/conf/%1/disable_ipv6").arg(QLatin1String(which)));
            QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(file.errorString()));
            file.write(isOn ? "0" : "1");
        }
    }
    void startDemo() {
        window_->startDemo();
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_VERIFY(frames() > 10);
    }
    QString device() { return window_->session().request().names().value(0); }

private slots:
    void initTestCase() { prepare(); }
    void init() { openWindow(); }
    void cleanup() {
        closeWindow();
        setIpv6(true);
    }

    void goesOnWithoutIpv6() {
        setIpv6(false);
        startDemo();
        QTRY_VERIFY(ipAddresses(device()).contains("10.9.0.1/24"));
        const auto pinged = [] { return run("ping", {"-c", "1", "-W", "1", "10.9.0.2"}).out.contains("1 received"); };
        QTRY_VERIFY(pinged());
    }

    void hasIpv6WhereItIsOn() {
        startDemo();
        QTRY_VERIFY(ipAddresses(device()).contains("fd09::1/64"));
    }

    void itsTrafficComesBackAfterAStop() {
        startDemo();
        trigger("stop");
        QTRY_VERIFY(window_->session().state() == CaptureSession::State::Idle);
        trigger("start");
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_VERIFY(frames() > 10);
    }

    void leavingDoesNotAskAboutItsFrames() {
        startDemo();
        const auto& session = window_->session();
        window_->openFile(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng");
        QTRY_COMPARE(session.fileName(), QString("ping.pcapng"));
        QVERIFY(QApplication::activeModalWidget() == nullptr);
        QVERIFY(!session.isForShow());
        startDemo();
        window_->close();
        QTRY_VERIFY(!window_->isVisible());
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setOrganizationName("tapscope");
    QApplication::setApplicationName("tapscope-test");
    DemoTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "demo_window_test.moc"
