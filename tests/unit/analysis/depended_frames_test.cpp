#include <plugin/plugin_host.h>
#include <store/file_store.h>

#include <QTest>

#include <analysis/depended_frames.h>
#include <analysis/whole_history.h>

using namespace tapscope;

/// The frames that are saved with others because they carry parts of the same datagram or message.
class DependedFramesTest : public QObject {
    Q_OBJECT

    PluginHost plugins_{QStringList{TAPSCOPE_PLUGIN_DIR}};
    ShownCapture capture_;

    QString depended(std::vector<FrameNumber> frames) {
        const auto found = withDependedFrames(capture_, std::move(frames));
        if (!found)
            return QString::fromStdString(found.error().text());
        QStringList words;
        for (const FrameNumber frame : *found)
            words << QString::number(frame);
        return words.join(' ');
    }

private slots:
    void init() {
        auto store = FileStore::open(TAPSCOPE_SOURCE_DIR "/tests/captures/reassembly.pcap");
        QVERIFY(store);
        QVERIFY((*store)->index());
        capture_ = {.store = *store, .registry = &plugins_.decoders()};
    }

    void areThePartsOfTheSameWhole_data() {
        QTest::addColumn<quint64>("frame");
        QTest::addColumn<QString>("all");
        const auto row = [](const char* name, quint64 frame, const char* all) {
            QTest::newRow(name) << frame << QString(all);
        };
        row("the last fragment", 2, "1 2");
        row("the first fragment", 1, "1 2");
        row("fragments out of order", 3, "3 5");
        row("overlapping fragments", 7, "7 8 9");
        row("a fragment alone", 13, "13");
        row("a datagram in a datagram", 15, "15 16");
        row("IPv6", 17, "17 18");
        row("no data", 19, "19");
        row("the last segment", 24, "22 23 24");
        row("the first segment", 25, "25 26 27 28");
        row("a message in one segment", 29, "29");
        row("segments out of order", 35, "34 35 36");
        row("the end of one message and the beginning of another", 50, "49 50 51");
        row("messages that hang together, backward", 61, "58 59 60 61");
        row("messages that hang together, forward", 58, "58 59");
        row("a message without its end", 62, "62");
    }
    void areThePartsOfTheSameWhole() {
        QFETCH(const quint64, frame);
        QFETCH(const QString, all);
        QCOMPARE(depended({frame}), all);
    }

    void areSortedAndComeOnce() { QCOMPARE(depended({5, 2, 1, 2}), QString("1 2 3 5")); }

    void anIgnoredFrameDependsOnNone() {
        capture_.ignored = std::make_shared<const MarkedFrames>(MarkedFrames{2});
        QCOMPARE(depended({2}), QString("2"));
    }

    void aHistoryThatIsThereIsUsed() {
        const auto history = wholeHistory(capture_);
        QVERIFY(history);
        capture_.joined = *history;
        const auto again = wholeHistory(capture_);
        QVERIFY(again);
        QCOMPARE(again->get(), history->get());
    }

    void progressGrowsToTheEnd() {
        std::vector<int> told;
        QVERIFY(withDependedFrames(capture_, {1, 2, 3}, {}, [&](int percent) { told.push_back(percent); }));
        QVERIFY(std::ranges::is_sorted(told));
        QCOMPARE(told.back(), 100);
    }

    void canBeStopped() {
        std::stop_source stop;
        stop.request_stop();
        const auto found = withDependedFrames(capture_, {1}, stop.get_token());
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_APPLESS_MAIN(DependedFramesTest)
#include "depended_frames_test.moc"
