#include <plugin/export_loop.h>
#include <plugin/plugin_host.h>
#include <stats/statistic_kinds.h>
#include <store/recording.h>
#include <support/patience.h>

#include <QBuffer>
#include <QTemporaryDir>
#include <QTest>

#include <analysis/frame_search.h>
#include <analysis/statistics_scan.h>
#include <analysis/store_filter.h>

#include <cstring>

using namespace tapscope;
using namespace std::chrono_literals;

/// Work on a capture whose first files a ring has removed covers the remaining frames.
class RingAnalysisTest : public QObject {
    Q_OBJECT

    static constexpr std::uint64_t framesInAFile = 300, filesKept = 3;

    PluginHost plugins_{QStringList{TAPSCOPE_PLUGIN_DIR}};
    const StatisticKinds kinds_;
    std::unique_ptr<QTemporaryDir> folder_;
    std::shared_ptr<Recording> recording_;
    ShownCapture capture_;
    std::uint64_t appended_ = 0;

    void append(std::uint64_t frames) {
        for (const auto last = appended_ + frames; appended_ < last;) {
            ++appended_;
            std::array<std::byte, 60> bytes{};
            std::memcpy(bytes.data() + 20, &appended_, sizeof appended_);
            QVERIFY(recording_->append({.time = Timestamp(1h + std::chrono::seconds(appended_)),
                                        .bytes = bytes,
                                        .originalLength = bytes.size()}));
        }
        recording_->flush();
        if (!recording_->settle(60s))
            qFatal("the disk takes nothing");
    }
    std::shared_ptr<const FieldFilter> filter(const char* text) {
        auto compiled = FieldFilter::compile(text, plugins_.decoders());
        return compiled ? std::make_shared<const FieldFilter>(std::move(*compiled)) : nullptr;
    }
    std::shared_ptr<const StatisticsPlan> lengths() {
        std::vector<ChosenStatistic> chosen;
        chosen.push_back(kinds_.choose("plen,tree", plugins_.decoders()).value());
        return std::make_shared<const StatisticsPlan>(std::move(chosen), nullptr, plugins_.decoders());
    }
    [[nodiscard]] FrameNumber first() const { return capture_.store->first(); }
    [[nodiscard]] FrameNumber last() const { return capture_.store->count(); }

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        appended_ = 0;
        recording_ = Recording::create(folder_->filePath("ring.pcapng").toStdString(),
                                       {.ring = {.frames = framesInAFile, .files = filesKept}})
                         .value();
        QVERIFY(recording_->addInterface({.name = "tap0"}));
        append(4 * framesInAFile + 10);
        capture_ = {.store = recording_->store(), .registry = &plugins_.decoders()};
        capture_.learner = std::make_shared<HistoryLearner>(capture_.store, *capture_.registry);
        QVERIFY(first() > 1);
    }
    void cleanup() {
        capture_ = {};
        recording_.reset();
    }

    void timesStillCountFromTheFirstFrameThatThereEverWas() {
        QCOMPARE(capture_.store->startTime(), Timestamp(1h + 1s));
        append(framesInAFile);
        QCOMPARE(capture_.store->startTime(), Timestamp(1h + 1s));
        const auto found = findFrame(capture_, SearchByFilter{filter("frame.time_relative == 1000")}, first(),
                                     SearchDirection::Forward);
        QVERIFY(found && *found);
        QCOMPARE((*found)->number, FrameNumber{1001});
    }

    void aSearchGoesRoundAtTheOldestFrameThatIsThere() {
        const SearchTarget any = SearchInBytes{{std::byte{0}}};
        const auto around = findFrame(capture_, any, last(), SearchDirection::Forward);
        QVERIFY2(around && *around, around ? "" : around.error().text().c_str());
        QCOMPARE((*around)->number, first());
        const auto back = findFrame(capture_, any, first(), SearchDirection::Backward);
        QVERIFY2(back && *back, back ? "" : back.error().text().c_str());
        QCOMPARE((*back)->number, last());
    }

    void aFilterLooksAtWhatIsThere() {
        std::vector<FrameNumber> passed;
        const StoreFilter search(capture_, filter("frame.number > 0"));
        QVERIFY(search.find(1, last(), [&](const auto& numbers, FrameNumber) {
            passed.insert(passed.end(), numbers.begin(), numbers.end());
        }));
        QCOMPARE(passed.front(), first());
        QCOMPARE(passed.back(), last());
        QCOMPARE(passed.size(), static_cast<std::size_t>(last() - first() + 1));
    }

    void statisticsDoNotReportRemovedFramesAsUnreadable() {
        bool hasDropped = false;
        const auto counted = countStatistics(capture_, lengths(), 1, last(), {}, [&](FrameNumber) {
            if (!std::exchange(hasDropped, true))
                append(3 * framesInAFile); // all frames of the start are removed
        });
        QVERIFY(counted);
        QVERIFY(hasDropped);
        for (const auto& note : (*counted)->result(0).notes)
            QVERIFY2(note.find("cannot be read") == std::string::npos, note.c_str());
    }

    void anExportBeginsWithTheOldestFrameThatIsThere() {
        QBuffer out;
        QVERIFY(out.open(QIODevice::WriteOnly));
        const auto* csv = plugins_.findExporter("csv");
        QVERIFY(csv->write({.store = capture_.store, .numbers = {}}, plugins_.decoders(), *csv->schema().check({}), out,
                           {}));
        const auto lines = out.data().split('\n');
        QVERIFY(lines[1].startsWith("\"" + QByteArray::number(static_cast<qulonglong>(first())) + "\","));
        // The first line is a title, and the last one is empty.
        QCOMPARE(static_cast<FrameNumber>(lines.size() - 2), last() - first() + 1);
    }

    void anExportFromWhichFramesGoIsNoSuccess() {
        bool hasDropped = false;
        std::vector<FrameNumber> written;
        const ExportProgress progress{.report =
                                          [&](std::size_t, std::size_t) {
                                              if (!std::exchange(hasDropped, true))
                                                  append(3 * framesInAFile);
                                          },
                                      .stop = {}};
        const auto done =
            forEachFrame({.store = capture_.store, .numbers = {}}, progress, [&](const Frame& frame) -> Result<void> {
                written.push_back(frame.number);
                return {};
            });
        QVERIFY(!written.empty());
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Ended);
        QVERIFY2(done.error().text().find("ring") != std::string::npos, done.error().text().c_str());
    }
};

QTEST_GUILESS_MAIN(RingAnalysisTest)
#include "ring_analysis_test.moc"
