#include "window_driver.h"

#include <app/background/background.h>
#include <base/unique_fd.h>
#include <support/private_network.h>

#include <QImage>
#include <QLinearGradient>
#include <QPainter>
#include <QTreeWidget>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <thread>

using namespace tapscope;
using namespace tapscope::test;

/// A capture whose injector or source does not return: the window goes on and reports it, nothing captured is lost, and
/// the user can leave nevertheless. The table in ARCHITECTURE.md names these tests.
class HangingCaptureTest : public QObject, private WindowDriver {
    Q_OBJECT

    static constexpr int longEnough = 60'000; ///< milliseconds

    int entered_ = -1, gate_ = -1;

    bool hasEntered() const {
        pollfd wanted{entered_, POLLIN, 0};
        return poll(&wanted, 1, 0) == 1;
    }
    void hang(const char* breaks) { qputenv("TAPSCOPE_TEST_BREAKS", breaks); }
    /// Captures with the breaking source, whose only frame comes before it hangs.
    void captureFromASourceThatHangs(const QString& name) {
        window_->startCapture({.devices = {{.name = name, .role = {}}}, .ring = {}, .stop = {}});
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_VERIFY(hasEntered());
    }
    /// Another capture begins and ends, in spite of what was left behind.
    void captureElsewhere() {
        createTap("other0");
        trigger("Ctrl+E");
        if (auto* question = qobject_cast<QDialog*>(QApplication::activeModalWidget()))
            question->findChild<QPushButton*>("leaveEnd")->click();
        QTRY_VERIFY(window_->session().isCapturing());
        trigger("stop");
        QTRY_VERIFY(window_->session().state() == CaptureSession::State::Idle);
    }
    /// Blocks all threads of the background, as a file system does that does not answer.
    void blockTheBackground() {
        QThreadPool& threads = backgroundThreads();
        for (int thread = 0; thread < threads.maxThreadCount(); ++thread)
            threads.start([gate = gate_] {
                pollfd opened{gate, POLLIN, 0};
                poll(&opened, 1, -1);
            });
        QTRY_COMPARE(threads.activeThreadCount(), threads.maxThreadCount());
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
    void initTestCase() {
        prepare();
        plugins_ = std::make_unique<PluginHost>(QStringList{BREAKING_PLUGIN_DIR, TAPSCOPE_PLUGIN_DIR});
    }
    void init() {
        entered_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        gate_ = eventfd(0, EFD_CLOEXEC | EFD_SEMAPHORE);
        qputenv("TAPSCOPE_TEST_ENTERED", QByteArray::number(entered_));
        qputenv("TAPSCOPE_TEST_GATE", QByteArray::number(gate_));
        hang("run waits");
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
        QTRY_VERIFY(isInLog("The capture did not stop: the plugin breaking does not return"));
        QCOMPARE(window_->session().state(), CaptureSession::State::Idle);
        captureElsewhere();
    }

    void workThatHangsDoesNotDelayACapture() {
        createTap("other0");
        blockTheBackground();
        window_->startCapture({.devices = {{.name = "other0", .role = {}}}, .ring = {}, .stop = {}});
        QTRY_VERIFY(window_->session().isCapturing());
        window_->session().stop();
        QTRY_VERIFY(window_->session().state() == CaptureSession::State::Idle);
    }

    /// Qt fills large areas on threads of its own pool, and waits for them.
    void workThatHangsDoesNotDelayPainting() {
        blockTheBackground();
        const UniqueFd painted(eventfd(0, EFD_CLOEXEC));
        std::atomic<bool> isLate = false;
        std::jthread watch([&, gate = gate_] {
            pollfd wanted{painted.get(), POLLIN, 0};
            isLate = poll(&wanted, 1, longEnough) == 0;
            if (isLate)
                eventfd_write(gate, 1'000'000); // otherwise the test would never end
        });
        QImage image(2000, 2000, QImage::Format_RGB32);
        QLinearGradient gradient(0, 0, 2000, 2000);
        gradient.setColorAt(1, Qt::white);
        QPainter(&image).fillRect(image.rect(), gradient);
        window_->resize(2000, 1500);
        static_cast<void>(window_->grab());
        QCOMPARE(eventfd_write(painted.get(), 1), 0);
        watch.join();
        QVERIFY(!isLate);
    }

    void anInjectorThatCannotBeMadeIsNamed_data() {
        QTest::addColumn<QByteArray>("breaks");
        QTest::addColumn<QString>("reason");
        QTest::newRow("throws") << QByteArray("create throws") << "on purpose";
        QTest::newRow("throws a number") << QByteArray("create throws a number") << "it failed";
        QTest::newRow("gives null") << QByteArray("create gives null") << "it returned no injector";
    }
    void anInjectorThatCannotBeMadeIsNamed() {
        QFETCH(QByteArray, breaks);
        QFETCH(QString, reason);
        hang(breaks.constData());
        createTap("whole0");
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().isCapturing());
        QString answer;
        window_->session().inject(
            *plugins_->findInjector("breaking"), {}, PortId{1}, std::make_shared<InjectionLog>(),
            [&](const Result<InjectorId>& id) { answer = id ? "made" : QString::fromStdString(id.error().text()); });
        QTRY_VERIFY(!answer.isEmpty());
        QVERIFY2(answer.contains(reason), qPrintable(answer));
        QVERIFY(window_->session().isCapturing());
    }

    /// The window waits for an answer as for a password, until its user does not want it any more.
    void aSourceThatDoesNotOpenIsNamedAndLeftBehind() {
        hang("open waits");
        window_->startCapture({.devices = {{.name = "breaking:any", .role = {}}}, .ring = {}, .stop = {}});
        QTRY_VERIFY(hasEntered());
        QCOMPARE(window_->session().state(), CaptureSession::State::Starting);
        trigger("stop");
        QTRY_VERIFY(isInLog("The capture does not start: the plugin breaking does not return"));
        QCOMPARE(window_->session().state(), CaptureSession::State::Idle);
        captureElsewhere();
        const auto store = window_->session().store();
        QCOMPARE(eventfd_write(gate_, 1'000'000), 0); // it opens after all: too late
        backgroundThreads().waitForDone();
        QCoreApplication::processEvents();
        QCOMPARE(window_->session().state(), CaptureSession::State::Idle);
        QCOMPARE(window_->session().store(), store);
    }

    void aSourceThatThrowsIsNamed_data() {
        QTest::addColumn<QByteArray>("breaks");
        QTest::addColumn<QString>("name");
        for (const char* call : {"open", "schemaOf", "watches", "port due", "receive"})
            QTest::newRow(call) << QByteArray(call) + " throws" << "breaking:any";
        QTest::newRow("run") << QByteArray("run the source throws") << "breaking:thread";
    }
    void aSourceThatThrowsIsNamed() {
        QFETCH(QByteArray, breaks);
        QFETCH(QString, name);
        hang(breaks.constData());
        window_->startCapture({.devices = {{.name = name, .role = {}}}, .ring = {}, .stop = {}});
        QTRY_VERIFY(isInLog("on purpose"));
        QTRY_VERIFY(window_->session().state() == CaptureSession::State::Idle);
    }

    /// The engine's thread is in the plugin: what it had received is in the file, and is shown.
    void aSourceThatHangsInReadingIsNamedAndLeftBehind() {
        hang("receive waits");
        captureFromASourceThatHangs("breaking:any");
        trigger("stop");
        QTRY_VERIFY(isInLog("The capture did not stop: the plugin breaking does not return"));
        QCOMPARE(window_->session().state(), CaptureSession::State::Idle);
        QCOMPARE(frames(), quint64{1});
        QVERIFY(window_->session().hasUnsavedFrames());
        captureElsewhere();
    }

    /// A thread of its own is in the plugin: the stop does not wait for it.
    void aSourceThatHangsOnItsThreadIsNamedAndLeftBehind() {
        hang("run the source waits");
        captureFromASourceThatHangs("breaking:thread");
        trigger("stop");
        QTRY_VERIFY(window_->session().state() == CaptureSession::State::Idle);
        QVERIFY(isInLog("broken: the source does not return"));
        QCOMPARE(frames(), quint64{1});
    }

    void leavingDoesNotWaitForASource_data() {
        QTest::addColumn<QByteArray>("breaks");
        QTest::addColumn<QString>("name");
        QTest::newRow("reading on the engine's thread") << QByteArray("receive waits") << "breaking:any";
        QTest::newRow("reading on its own thread") << QByteArray("run the source waits") << "breaking:thread";
    }
    void leavingDoesNotWaitForASource() {
        QFETCH(QByteArray, breaks);
        QFETCH(QString, name);
        hang(breaks.constData());
        captureFromASourceThatHangs(name);
        window_->close();
        dialog()->findChild<QPushButton*>("leaveEnd")->click();
        QTRY_VERIFY(!window_->isVisible());
    }

    /// What was asked for is done, although the capture before it is left behind.
    void anotherFileIsOpenedOverASourceThatHangs() {
        hang("receive waits");
        captureFromASourceThatHangs("breaking:any");
        window_->openFile(TAPSCOPE_SOURCE_DIR "/tests/captures/app-dns.pcap");
        dialog()->findChild<QPushButton*>("leaveEnd")->click();
        QTRY_COMPARE(list()->model().count(), quint64{34});
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
