#include "../app/window_driver.h"
#include "memory.h"
#include "traffic.h"

#include <app/statistics/io_graph.h>
#include <app/statistics/statistics_window.h>
#include <store/frame_reader.h>
#include <support/lengths.h>
#include <support/numbered_frames.h>
#include <support/private_network.h>

#include <QElapsedTimer>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QTimer>

#include <csignal>

using namespace tapscope;
using namespace tapscope::test;

/// 100,000 frames a second for a long time, while devices come and go: every frame is recorded with its number or
/// counted as dropped, and memory use does not grow. Each test takes a minute; in `./test long`, two hours with a
/// window and ten minutes without.
class SoakTest : public QObject, private WindowDriver {
    Q_OBJECT

    static constexpr std::uint64_t framesPerSecond = 100'000;
    static constexpr double mostGrowth = 8; ///< MiB
    /// MiB. A capture may once need more buffers than earlier ones, and they are kept for later ones.
    static constexpr double mostGrowthOfTheWindow = 32;

    std::optional<TapDevice> owner_;
    std::weak_ptr<const FrameStore> closed_;    ///< the store of the last capture
    std::weak_ptr<const StorePart> closedFile_; ///< its file with the index, which the recording has a moment longer
    std::weak_ptr<const HistoryLearner> learned_;

    static std::uint64_t numberBefore(const QByteArray& said, const char* words) {
        const QRegularExpression number(QStringLiteral("(\\d+) %1").arg(QString::fromLatin1(words)));
        return number.match(QString::fromUtf8(said)).captured(1).toULongLong();
    }
    /// The number of numbered frames in a store, which must be ascending.
    static std::uint64_t numberedFrames(const FrameStore& store, FrameReader reader) {
        std::uint64_t last = 0, count = 0;
        for (FrameNumber at = store.first(); at <= store.count(); ++at) {
            const auto number = NumberedFrame::numberOf(reader.read(at).value().bytes);
            if (number <= last)
                qFatal("frame %llu stands behind frame %llu", static_cast<unsigned long long>(number),
                       static_cast<unsigned long long>(last));
            last = number;
            ++count;
        }
        return count;
    }
    void showIoGraph() {
        trigger("Ctrl+Alt+S");
        auto* pages = find<QListWidget>("statisticPages");
        pages->setCurrentItem(pages->findItems("I/O graph", Qt::MatchExactly).first());
        QTRY_VERIFY(find<IoGraph>("ioGraph")->isVisible());
    }
    /// The longest pause of the window's event loop since the last call.
    class Heartbeat {
    public:
        Heartbeat() {
            since_.start();
            QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] {
                longest_ = std::max(longest_, since_.restart());
                ++beats_;
            });
            timer_.start(1);
        }
        [[nodiscard]] qint64 longest() const { return longest_; } ///< milliseconds
        [[nodiscard]] qint64 beats() const { return beats_; }

    private:
        QTimer timer_;
        QElapsedTimer since_;
        qint64 longest_ = 0, beats_ = 0;
    };
    void captureFor(int milliseconds, std::uint64_t rate = framesPerSecond) {
        window_->startCapture({.devices = {{.name = "soak0", .role = std::string(source_role::monitor)}},
                               .file = {},
                               .ring = {},
                               .stop = {}});
        QTRY_VERIFY(window_->session().isCapturing());
        Traffic traffic(*owner_, rate);
        const Heartbeat heart;
        QTest::qWait(milliseconds); // its length
        const std::uint64_t sent = traffic.stop();
        window_->session().stop();
        QTRY_VERIFY(window_->session().state() == CaptureSession::State::Idle);
        const auto longestPause = heart.longest(); // before the test reads all frames on the window's thread
        const auto store = window_->session().store();
        const auto dropped = window_->session().status().drops.system + window_->session().status().drops.interface;
        QCOMPARE(store->count() + dropped, sent);
        QCOMPARE(numberedFrames(*store, FrameReader(store)), std::uint64_t{store->count()});
        QTRY_COMPARE(list()->model().count(), quint64{store->count()}); // the filter has seen them all
        qInfo("%llu frames sent, %llu dropped; the window paused for %lld ms at most, %lld turns of its loop",
              static_cast<unsigned long long>(sent), static_cast<unsigned long long>(dropped), longestPause,
              heart.beats());
        closed_ = store;
        closedFile_ = store->parts().front();
        learned_ = list()->model().capture().learner;
        window_->session().discard();
        QTRY_VERIFY(!window_->session().store() || window_->session().store()->count() == 0);
    }

private slots:
    void init() {
        QCOMPARE(run("ip", {"tuntap", "add", "soak0", "mode", "tap"}).status, 0);
        QCOMPARE(run("ip", {"link", "set", "soak0", "up"}).status, 0);
        owner_ = TapDevice::open(*InterfaceName::parse("soak0")).value();
    }
    void cleanup() {
        owner_.reset();
        run("ip", {"link", "delete", "soak0"});
    }

    void theWindow() {
        prepare();
        openWindow();
        showIoGraph();
        auto* filter = find<QLineEdit>("filterBar");
        QTest::keyClicks(filter, "eth.type == 0x88b5");
        QTest::keyClick(filter, Qt::Key_Return);
        const DevicesThatComeAndGo others;
        const int length = lengthOf(10, 120); // the length of a capture in seconds
        std::vector<double> memory;
        const int seconds = lengthOf(60, 7200);
        for (int passed = 0; passed < seconds; passed += length) {
            captureFor(length * 1000);
            // Threads of the window may use them a moment longer.
            QTRY_VERIFY(closed_.expired() && closedFile_.expired() && learned_.expired());
            memory.push_back(allocatedMemory());
            qInfo("%.1f MiB allocated", memory.back());
        }
        memory.erase(memory.begin()); // until everything has been loaded and allocated once
        qInfo("%.1f MiB allocated at the end, %+.1f MiB over %zu captures; %.1f MiB resident", memory.back(),
              growth(memory), memory.size(), memoryOf(getpid()));
        QVERIFY(growth(memory) < mostGrowthOfTheWindow);
        closeWindow();
    }

    /// Three windows of statistics at twice the rate. The window's pauses are printed, but not tested, because other
    /// programs may use the processor.
    void threeStatisticsAtOnce() {
        prepare();
        openWindow();
        showIoGraph();
        for (const char* page : {"Conversations", "Protocol hierarchy"}) {
            const auto before = window_->findChildren<StatisticsWindow*>();
            for (auto* button : before.last()->findChildren<QPushButton*>()) {
                if (button->text() == QLatin1String("&New window"))
                    button->click();
            }
            const auto windows = window_->findChildren<StatisticsWindow*>();
            QCOMPARE(windows.size(), before.size() + 1);
            auto* pages = windows.last()->findChild<QListWidget*>("statisticPages");
            pages->setCurrentItem(pages->findItems(page, Qt::MatchExactly).first());
        }
        captureFor(1000 * lengthOf(10, 60), 2 * framesPerSecond);
        closeWindow();
    }

    void withoutAWindow() {
        QTemporaryDir folder;
        const DevicesThatComeAndGo others;
        RunningProgram capture(TAPSCOPE_BIN_DIR "/tapscope-cli",
                               {"capture", "soak0", "--mode", "monitor", "-w", folder.filePath("soak.pcapng"), "-b",
                                "filesize:100000", "-b", "files:2"});
        QTRY_VERIFY(!QDir(folder.path()).entryList({"*.pcapng"}).isEmpty());
        const auto isCapturing = [] {
            const auto device = ip({"link", "show", "dev", "soak0"}).first().toObject();
            return device.value("promiscuity").toInt() > 0;
        };
        QTRY_VERIFY(isCapturing());
        Traffic traffic(*owner_, framesPerSecond);
        std::vector<double> memory;
        QElapsedTimer timer;
        timer.start();
        const int seconds = lengthOf(60, 600);
        while (timer.elapsed() < qint64{1000} * seconds) {
            QTest::qWait(1000); // a sample a second
            memory.push_back(memoryOf(static_cast<pid_t>(capture.pid())));
        }
        const std::uint64_t sent = traffic.stop();
        const auto ended = capture.interrupt();
        QCOMPARE(ended.status, 0);
        QCOMPARE(numberBefore(ended.out, "received") + numberBefore(ended.out, "dropped"), sent);
        // A ring of files keeps the newest frames, without gaps except where frames were dropped.
        std::uint64_t kept = 0, last = 0;
        for (const QString& name : QDir(folder.path()).entryList({"*.pcapng"}, QDir::Files, QDir::Name)) {
            const auto content = numbersIn(folder.filePath(name));
            QVERIFY(content.isWhole);
            QVERIFY(std::ranges::is_sorted(content.numbers, std::ranges::less_equal{}));
            QVERIFY(content.numbers.front() > last);
            last = content.numbers.back();
            kept += content.numbers.size();
        }
        QVERIFY(kept > 0);
        if (numberBefore(ended.out, "dropped") == 0)
            QCOMPARE(last, sent);
        memory.erase(memory.begin(), memory.begin() + std::min<std::ptrdiff_t>(std::ssize(memory), 10));
        qInfo("%llu frames sent, %llu dropped; %.1f MiB at the end, %+.2f MiB a minute, %+.2f MiB in all",
              static_cast<unsigned long long>(sent),
              static_cast<unsigned long long>(numberBefore(ended.out, "dropped")), memory.back(), slope(memory, 1),
              growth(memory));
        QVERIFY(growth(memory) < mostGrowth);
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QFile quiet("/proc/sys/net/ipv6/conf/default/disable_ipv6"); // frames that the host sends by itself must not count
    if (quiet.open(QFile::WriteOnly))
        quiet.write("1");
    quiet.close();
    QApplication application(argc, argv);
    QApplication::setOrganizationName("tapscope");
    QApplication::setApplicationName("tapscope");
    SoakTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "soak_test.moc"
