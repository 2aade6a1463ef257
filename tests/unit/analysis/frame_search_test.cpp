#include <plugin/plugin_host.h>
#include <store/file_store.h>
#include <store/frame_reader.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <analysis/frame_search.h>
#include <analysis/store_filter.h>

using namespace tapscope;

/// A search in a capture finds what its filters find: the next frame that passes, from any frame, in both directions.
class FrameSearchTest : public QObject {
    Q_OBJECT

    PluginHost plugins_{QStringList{TAPSCOPE_PLUGIN_DIR}};
    ShownCapture capture_;

    std::shared_ptr<const FieldFilter> filter(const char* text) {
        auto compiled = FieldFilter::compile(text, plugins_.decoders());
        return compiled ? std::make_shared<const FieldFilter>(std::move(*compiled)) : nullptr;
    }
    std::vector<FrameNumber> passing(const char* text) {
        std::vector<FrameNumber> passed;
        const StoreFilter search(capture_, filter(text));
        const auto done = search.find(1, capture_.store->count(), [&](const auto& numbers, FrameNumber) {
            passed.insert(passed.end(), numbers.begin(), numbers.end());
        });
        return done ? passed : std::vector<FrameNumber>{};
    }

private slots:
    void initTestCase() {
        auto store = FileStore::open(TAPSCOPE_SOURCE_DIR "/tests/captures/mixed.pcapng");
        QVERIFY(store);
        QVERIFY((*store)->index());
        capture_ = {.store = *store, .registry = &plugins_.decoders()};
        capture_.learner = std::make_shared<HistoryLearner>(capture_.store, *capture_.registry);
    }

    void findsTheNextFrameThatAFilterPasses_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"tcp", "dns", "frame.number == 1", "tcp.stream == 0", "frame.time_relative > 0.01"})
            QTest::newRow(text) << QByteArray(text);
    }
    void findsTheNextFrameThatAFilterPasses() {
        QFETCH(QByteArray, text);
        const auto passed = passing(text.constData());
        QVERIFY(!passed.empty());
        const SearchTarget target = SearchByFilter{filter(text.constData())};
        for (FrameNumber from = 0; from <= capture_.store->count(); ++from) {
            const auto later = std::ranges::upper_bound(passed, from);
            const auto forward = findFrame(capture_, target, from, SearchDirection::Forward);
            QVERIFY(forward && *forward);
            QCOMPARE((*forward)->number, later == passed.end() ? passed.front() : *later);
            const auto earlier = std::ranges::lower_bound(passed, from);
            const auto backward = findFrame(capture_, target, from, SearchDirection::Backward);
            QVERIFY(backward && *backward);
            QCOMPARE((*backward)->number, earlier == passed.begin() ? passed.back() : *(earlier - 1));
        }
    }

    void tellsWhereItIs_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<FoundFrame::Place>("place");
        using enum FoundFrame::Place;
        QTest::newRow("Info") << QByteArray("echo (PING) request") << Columns;
        QTest::newRow("protocol") << QByteArray("icmp") << Columns;
        QTest::newRow("line of the tree") << QByteArray("time to live: 64") << Fields;
        QTest::newRow("hex") << QByteArray("45 00 00:3c") << Bytes;
    }
    void tellsWhereItIs() {
        QFETCH(const QByteArray, text);
        QFETCH(const FoundFrame::Place, place);
        const auto found = findFrame(capture_, SearchEverywhere{text.toStdString()}, 0, SearchDirection::Forward);
        QVERIFY(found && *found);
        QCOMPARE((*found)->place, place);
        const auto inFields = findFrame(capture_, SearchInFields{text.toStdString()}, 0, SearchDirection::Forward);
        QVERIFY(inFields);
        if (place == FoundFrame::Place::Fields)
            QCOMPARE((*inFields)->number, (*found)->number);
    }

    void theBytesAreWhereItSays() {
        const auto bytes = *bytesFromHex("45 00 00 3c");
        const auto found = findFrame(capture_, SearchEverywhere{"45 00 00 3c"}, 0, SearchDirection::Forward);
        QVERIFY(found && *found);
        QCOMPARE((*found)->range.length, 4U);
        FrameReader reader(capture_.store);
        const auto frame = reader.read((*found)->number);
        QVERIFY(frame);
        const Bytes at = frame->bytes.subspan((*found)->range.offset, 4);
        QVERIFY(std::ranges::equal(at, bytes));
    }

    void findsMarkedFrames() {
        capture_.marked = std::make_shared<const MarkedFrames>(MarkedFrames{4, 9});
        QCOMPARE(passing("frame.marked == 1"), (std::vector<FrameNumber>{4, 9}));
        capture_.marked = nullptr;
    }

    void thePositionOfATruncationIsReported() {
        QTemporaryDir folder;
        const QString path = folder.filePath("cut.pcapng");
        QVERIFY(QFile::copy(TAPSCOPE_SOURCE_DIR "/tests/captures/mixed.pcapng", path));
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
        auto store = FileStore::open(path.toStdString()).value();
        QVERIFY(store->index());
        QCOMPARE(store->count(), FrameNumber{52});
        QVERIFY(QFile::resize(path, 0));
        const ShownCapture cut{.store = store, .registry = &plugins_.decoders()};
        FrameNumber examined = 0;
        const auto done =
            StoreFilter(cut, filter("eth || ip")).find(1, store->count(), [&](const auto&, FrameNumber upTo) {
                examined = upTo;
            });
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Ended);
        QCOMPARE(examined, FrameNumber{0});
        const auto found = findFrame(cut, SearchInColumns{"x"}, 0, SearchDirection::Forward);
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::Ended);
    }

    void saysWhenNoFrameHasIt() {
        const auto none = findFrame(capture_, SearchInColumns{"no frame says this"}, 3, SearchDirection::Forward);
        QVERIFY(none);
        QVERIFY(!*none);
        std::stop_source stop;
        stop.request_stop();
        const auto cancelled = findFrame(capture_, SearchInColumns{"x"}, 3, SearchDirection::Forward, stop.get_token());
        QVERIFY(!cancelled);
        QCOMPARE(cancelled.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(FrameSearchTest)
#include "frame_search_test.moc"
