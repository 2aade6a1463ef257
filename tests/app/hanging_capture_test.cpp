#include "window_driver.h"

#include <support/private_network.h>

#include <QTreeWidget>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

using namespace tapscope;
using namespace tapscope::test;

/// A capture whose injector does not return: the window reports it, and the user can leave nevertheless. The table in
/// ARCHITECTURE.md names these tests.
class HangingCaptureTest : public QObject, private WindowDriver {
    Q_OBJECT

    int entered_ = -1, gate_ = -1;

    bool hasEntered() const {
        pollfd wanted{entered_, POLLIN, 0};
        return poll(&wanted, 1, 0) == 1;
    }
    void captureWithAnInjectorThatHangs() {
        createTap("stuck0");
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().isCapturing());
        Result<InjectorId> started = failure(ErrorKind::Busy, "start", "it", "it has not answered");
        window_->session().inject(*plugins_->findInjector("breaking"), {}, PortId{1}, std::make_shared<InjectionLog>(),
                                  [&](Result<InjectorId> id) { started = std::move(id); });
        QTRY_VERIFY(started.has_value());
        QTRY_VERIFY(hasEntered());
    }
    bool isInLog(const QString& text) {
        return !find<QTreeWidget>("log")->findItems(text, Qt::MatchContains, 2).isEmpty();
    }

private slots:
    void initTestCase() { prepare(); }
    void init() {
        entered_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        gate_ = eventfd(0, EFD_CLOEXEC | EFD_SEMAPHORE);
        qputenv("TAPSCOPE_TEST_ENTERED", QByteArray::number(entered_));
        qputenv("TAPSCOPE_TEST_GATE", QByteArray::number(gate_));
        qputenv("TAPSCOPE_TEST_BREAKS", "run waits");
        plugins_ = std::make_unique<PluginHost>(QStringList{BREAKING_PLUGIN_DIR, TAPSCOPE_PLUGIN_DIR});
        openWindow();
    }
    void cleanup() {
        QCOMPARE(eventfd_write(gate_, 1'000'000), 0);
        closeWindow();
        qunsetenv("TAPSCOPE_TEST_BREAKS");
        close(entered_);
        close(gate_);
    }

    void aStopThatDoesNotEndNamesThePlugin() {
        captureWithAnInjectorThatHangs();
        trigger("stop");
        QTRY_VERIFY(isInLog("The capture does not stop: the plugin breaking does not return"));
        QCOMPARE(window_->session().state(), CaptureSession::State::Stopping);
    }

    void leavingDoesNotWaitForIt() {
        captureWithAnInjectorThatHangs();
        window_->close();
        dialog()->findChild<QPushButton*>("leaveEnd")->click();
        QTRY_VERIFY(!window_->isVisible());
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    HangingCaptureTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "hanging_capture_test.moc"
