#include <store/comments.h>
#include <store/file_store.h>
#include <store/frame_reader.h>
#include <support/commands.h>
#include <support/rich_capture.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <combine/capture_merge.h>
#include <combine/capture_split.h>

using namespace tapscope;

/// Merging and splitting captures, with mergecap and editcap as witnesses.
class CombineTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    static QString shared(const char* name) { return QString(TAPSCOPE_SOURCE_DIR "/tests/captures/%1").arg(name); }
    std::filesystem::path fileOf(const QString& name, const std::string& content) {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content.data(), static_cast<qint64>(content.size())) < 0)
            qFatal("cannot write");
        return file.fileName().toStdString();
    }
    /// A pcapng file with frames at these times (microseconds), each with a comment of `name`.
    std::filesystem::path captureOf(const QString& name, std::endian order, const std::vector<std::uint64_t>& times) {
        test::NgFile file(order);
        file.section({{1, "about " + name.toStdString()}});
        file.interface({{2, "if-" + name.toStdString()}});
        std::uint8_t number = 0;
        for (const std::uint64_t time : times)
            file.frame(test::sampleFrame(++number), time, {{1, name.toStdString()}, {1, "second"}});
        return fileOf(name, file.content());
    }
    std::string merged(const CaptureMerge& merge, CaptureMerge::Report* report = nullptr) {
        std::string text;
        const auto done = merge.run([&](Bytes bytes) -> Result<void> {
            text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            return {};
        });
        if (!done)
            qFatal("%s", done.error().text().c_str());
        if (report != nullptr)
            *report = *done;
        return text;
    }
    static std::shared_ptr<FileStore> storeOf(const std::filesystem::path& path) {
        auto store = FileStore::open(path);
        if (!store)
            qFatal("%s", store.error().text().c_str());
        const auto report = (*store)->index();
        if (!report || report->damage)
            qFatal("damaged");
        return *store;
    }
    static QByteArray framesOf(const QString& file, const QStringList& fields = {"frame.time_epoch", "frame.len"}) {
        QStringList words = {"-r", file, "-T", "fields"};
        for (const QString& field : fields)
            words << "-e" << field;
        return test::run("tshark", words).out;
    }
    /// Each frame's time and bytes, as text.
    static QStringList contentOf(const std::filesystem::path& path) {
        const auto store = storeOf(path);
        FrameReader reader(store);
        QStringList all;
        for (FrameNumber number = 1; number <= store->count(); ++number) {
            const auto frame = reader.read(number);
            if (!frame)
                qFatal("%s", frame.error().text().c_str());
            const QByteArray bytes(reinterpret_cast<const char*>(frame->bytes.data()),
                                   static_cast<qsizetype>(frame->bytes.size()));
            all << QString::number(frame->time.time_since_epoch().count()) + ' ' + bytes.toHex();
        }
        return all;
    }
    std::vector<std::string> split(const CaptureSplit& split, const QString& base) {
        std::vector<std::string> names;
        QFile out;
        const auto done =
            split.run({.begin = [&](std::size_t number, Timestamp first) -> Result<void> {
                           names.push_back(splitName(folder_.filePath(base).toStdString(), number, first));
                           out.setFileName(QString::fromStdString(names.back()));
                           return out.open(QIODevice::WriteOnly)
                                      ? Result<void>{}
                                      : failure(ErrorKind::System, "create", names.back(), "it failed");
                       },
                       .write = [&](Bytes bytes) -> Result<void> {
                           out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
                           return {};
                       },
                       .end = [&]() -> Result<void> {
                           out.close();
                           return {};
                       }});
        if (!done)
            qFatal("%s", done.error().text().c_str());
        return names;
    }

private slots:
    void framesAreInTheOrderOfTheirTimes_data() {
        QTest::addColumn<int>("order");
        QTest::addColumn<bool>("append");
        QTest::addColumn<QString>("expected");
        const int little = static_cast<int>(std::endian::little), big = static_cast<int>(std::endian::big);
        QTest::newRow("by time") << little << false << "abab";
        QTest::newRow("by time, of another byte order") << big << false << "abab";
        QTest::newRow("appended") << little << true << "aabb";
    }
    void framesAreInTheOrderOfTheirTimes() {
        QFETCH(const int, order);
        QFETCH(const bool, append);
        QFETCH(const QString, expected);
        CaptureMerge merge{.order = append ? CaptureMerge::Order::Appended : CaptureMerge::Order::ByTime};
        merge.files = {captureOf("a", std::endian::native, {1'000'000, 3'000'000}),
                       captureOf("b", static_cast<std::endian>(order), {2'000'000, 4'000'000})};
        CaptureMerge::Report report;
        const auto store = storeOf(fileOf("merged.pcapng", merged(merge, &report)));
        QCOMPARE(report.frames, FrameNumber{4});
        QCOMPARE(store->count(), FrameNumber{4});
        FrameReader reader(store);
        QString names;
        for (FrameNumber number = 1; number <= 4; ++number) {
            const auto comments = reader.comments(number).value();
            QCOMPARE(comments.size(), std::size_t{2});
            names += QString::fromStdString(comments.front());
            const auto frame = reader.read(number);
            QVERIFY(frame.has_value());
            QCOMPARE(store->interface(frame->interfaceId).name, "if-" + comments.front());
        }
        QCOMPARE(names, expected);
        const auto times = framesOf(QString::fromStdString(store->path().string()), {"frame.time_epoch"});
        QVERIFY2(times.startsWith("1.000000"), times.constData());
    }

    void commentsOfSectionsAreKept_data() {
        QTest::addColumn<CaptureMerge::Order>("order");
        QTest::newRow("by time") << CaptureMerge::Order::ByTime;
        QTest::newRow("appended") << CaptureMerge::Order::Appended;
    }
    /// The second file has two sections. What the second one says is known only after frames were merged.
    void commentsOfSectionsAreKept() {
        QFETCH(const CaptureMerge::Order, order);
        test::NgFile two(std::endian::native);
        two.section({{1, "about b"}, {1, "more about b"}});
        two.interface({});
        two.frame(test::sampleFrame(1), 2'000'000, {});
        two.section({{1, "about c"}});
        two.interface({});
        two.frame(test::sampleFrame(2), 4'000'000, {{1, "own"}});
        two.frame(test::sampleFrame(3), 5'000'000, {});
        two.section({{1, "about nothing"}});
        CaptureMerge merge{.order = order};
        merge.files = {captureOf("a", std::endian::big, {1'000'000, 3'000'000}), fileOf("two.pcapng", two.content())};
        CaptureMerge::Report report;
        const auto store = storeOf(fileOf("commented.pcapng", merged(merge, &report)));
        using Comments = std::vector<std::string>;
        QCOMPARE(fileComments(*store).value(),
                 (Comments{"Merged from:\na\ntwo.pcapng", "about a", "about b", "more about b"}));
        FrameReader reader(store);
        QCOMPARE(reader.comments(4).value(), (Comments{"own", "about c"}));
        QCOMPARE(reader.comments(5).value(), Comments{});
        QCOMPARE(report.leftOut, std::uint64_t{1}); // the comment of a section without frames
    }

    void mergecapHasTheSameFrames() {
        const QStringList files = {shared("ping.pcapng"), shared("stream-tcp.pcap"), shared("mixed.pcapng")};
        CaptureMerge merge;
        for (const QString& file : files)
            merge.files.emplace_back(file.toStdString());
        const auto ours = fileOf("ours.pcapng", merged(merge));
        const QString theirs = folder_.filePath("theirs.pcapng");
        QCOMPARE(test::run("mergecap", QStringList{"-w", theirs} + files).status, 0);
        const auto sorted = [](QByteArray text) {
            auto lines = text.split('\n');
            std::ranges::stable_sort(lines);
            return lines;
        };
        QCOMPARE(sorted(framesOf(QString::fromStdString(ours.string()))), sorted(framesOf(theirs)));
    }

    void filesThatCannotBeMergedAreAnError() {
        const auto nothing = [](Bytes) -> Result<void> { return {}; };
        QCOMPARE(CaptureMerge{}.run(nothing).error().kind, ErrorKind::Invalid);
        CaptureMerge absent;
        absent.files = {folder_.filePath("absent").toStdString()};
        QVERIFY(!absent.run(nothing));
        CaptureMerge stopped;
        stopped.files = {shared("ping.pcapng").toStdString()};
        std::stop_source stop;
        stop.request_stop();
        stopped.stop = stop.get_token();
        QCOMPARE(stopped.run(nothing).error().kind, ErrorKind::Cancelled);
    }

    void aDamagedFileGivesWhatIsWhole() {
        QFile file(shared("ping.pcapng"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        CaptureMerge merge;
        merge.files = {fileOf("cut.pcapng", content.left(content.size() - 10).toStdString())};
        CaptureMerge::Report report;
        merged(merge, &report);
        QCOMPARE(report.damages.size(), std::size_t{1});
        QVERIFY(report.frames >= 1);
    }

    void splittingAndMergingGivesTheCaptureBack_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("frames");
        QTest::addColumn<int>("bytes");
        QTest::newRow("frames") << shared("mixed.pcapng") << 2 << 0;
        QTest::newRow("size") << shared("mixed.pcapng") << 0 << 1500;
        QTest::newRow("pcap") << shared("stream-tcp.pcap") << 3 << 0;
    }
    void splittingAndMergingGivesTheCaptureBack() {
        QFETCH(const QString, file);
        QFETCH(const int, frames);
        QFETCH(const int, bytes);
        const auto names = split({.file = file.toStdString(),
                                  .frames = static_cast<FrameNumber>(frames),
                                  .bytes = static_cast<std::uint64_t>(bytes)},
                                 QString("part-%1.pcapng").arg(QTest::currentDataTag()));
        QVERIFY(names.size() > 1);
        QStringList all;
        for (const auto& name : names) {
            const QStringList part = contentOf(name);
            QVERIFY(!part.isEmpty());
            if (frames > 0)
                QVERIFY(part.size() <= frames);
            all += part;
        }
        QCOMPARE(all, contentOf(file.toStdString()));
    }

    void intervalsBeginWithTheFirstFrame() {
        const auto file = captureOf("timed.pcapng", std::endian::native,
                                    {1'000'000, 1'500'000, 2'100'000, 2'900'000, 7'000'000, 7'999'999, 8'000'000});
        const auto names = split({.file = file, .duration = std::chrono::seconds(1)}, "second.pcapng");
        QStringList counts;
        for (const auto& name : names)
            counts << QString::number(contentOf(name).size());
        QCOMPARE(counts.join(' '), QString("2 2 2 1"));
    }

    void partsAreNamedByNumberAndTime() {
        const Timestamp time{std::chrono::seconds(1'767'225'600)}; // 2026-01-01
        QCOMPARE(splitName("/x/trace.pcapng", 7, time).string(), std::string("/x/trace_00007_20260101000000.pcapng"));
        QCOMPARE(splitName("trace", 123456, noTime).string(), std::string("trace_123456"));
        QCOMPARE(splitName("a/trace.pcapng.gz", 1, noTime).string(), std::string("a/trace_00001.pcapng.gz"));
    }

    void aLimitIsNeeded() {
        const CaptureSplit split{.file = shared("ping.pcapng").toStdString()};
        QCOMPARE(split.run({}).error().kind, ErrorKind::Invalid);
    }
};

QTEST_GUILESS_MAIN(CombineTest)
#include "combine_test.moc"
