#include "window_driver.h"

#include <app/background/background.h>
#include <app/inject/inject_panel.h>
#include <support/private_network.h>

using namespace tapscope;
using namespace tapscope::test;

/// The pane of injectors.
class InjectWindowTest : public QObject, private WindowDriver {
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void aSecondStartWhileAPluginPreparesStartsNothingMore() {
        captureOn("once0");
        window_->findChild<InjectPanel*>()->offerFrame("ffffffffffff 020000000001 88b5 01");
        auto* start = find<QPushButton>("injectButton");
        QTRY_VERIFY(start->isEnabled());
        QTest::mouseClick(start, Qt::LeftButton);
        QTest::mouseClick(start, Qt::LeftButton); // the first one is still being created on another thread
        QTRY_VERIFY(window_->session().status().sent > 0);
        backgroundThreads().waitForDone();
        trigger("stop"); // runs after everything that they have started
        QTRY_VERIFY(window_->session().state() == CaptureSession::State::Idle);
        QCOMPARE(window_->session().status().sent, std::uint64_t{1});
    }

    void theEchoHostAnswersPing() {
        captureOn("echo0");
        find<QLineEdit>("address")->setText("10.9.0.2");
        QTest::mouseClick(find<QPushButton>("injectButton"), Qt::LeftButton);
        QTRY_VERIFY(find<QPushButton>("injectButton")->text() == "&Stop");
        const auto ping = run("ping", {"-c", "2", "-i", "0.1", "-W", "5", "10.9.0.2"});
        QVERIFY2(ping.out.contains("2 received"), ping.out);
        // Two echoes, and ARP, for which a busy host may have asked twice.
        QTRY_VERIFY2(find<QLabel>("injectCounts")->text().section(' ', 0, 0).toInt() >= 3,
                     qPrintable(find<QLabel>("injectCounts")->text()));
        QVERIFY(!logged(" stopped on echo0: "));
        trigger("Ctrl+E");
        QTRY_VERIFY(logged(" stopped on echo0: "));
    }

    void settingsAreRemembered() {
        captureOn("kept0");
        find<QLineEdit>("address")->setText("10.9.0.7");
        QTest::mouseClick(find<QPushButton>("injectButton"), Qt::LeftButton);
        QTRY_VERIFY(find<QPushButton>("injectButton")->text() == "&Stop");
        find<QLineEdit>("address")->setText("10.9.0.8"); // not used
        closeWindow();
        openWindow();
        QCOMPARE(find<QLineEdit>("address")->text(), QString("10.9.0.7"));
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    InjectWindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "inject_window_test.moc"
