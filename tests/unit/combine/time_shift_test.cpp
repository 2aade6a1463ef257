#include <store/file_store.h>
#include <support/commands.h>
#include <support/rich_capture.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <combine/time_shift.h>

using namespace tapscope;
using namespace std::chrono_literals;

namespace {

Timestamp at(std::chrono::nanoseconds time) {
    return Timestamp(time);
}

} // namespace

/// Copies with other times, compared with editcap.
class TimeShiftTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::filesystem::path fileOf(const QString& name, const std::string& content) {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content.data(), static_cast<qint64>(content.size())) < 0)
            qFatal("cannot write");
        return file.fileName().toStdString();
    }
    static std::string shifted(const ShiftedCopy& copy, ShiftedCopy::Report* report = nullptr) {
        std::string text;
        const auto done = copy.run([&](Bytes bytes) -> Result<void> {
            text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            return {};
        });
        if (!done)
            qFatal("%s", done.error().text().c_str());
        if (report != nullptr)
            *report = *done;
        return text;
    }
    static std::vector<std::int64_t> timesOf(const std::filesystem::path& path) {
        const auto store = FileStore::open(path);
        if (!store || !(*store)->index())
            qFatal("cannot read");
        std::vector<std::int64_t> times;
        for (FrameNumber number = 1; number <= (*store)->count(); ++number)
            times.push_back((*store)->entry(number).timestamp().time_since_epoch().count());
        return times;
    }
    static QByteArray told(const QString& file) {
        return test::run("tshark", {"-r", file, "-T", "fields", "-e", "frame.time_epoch", "-e", "frame.len", "-e",
                                    "frame.comment", "-e", "frame.packet_flags"})
            .out;
    }

private slots:
    void editcapShiftsAlike_data() {
        QTest::addColumn<QString>("capture");
        QTest::addColumn<int>("milliseconds");
        for (const char* name : {"ping.pcapng", "stream-tcp.pcap", "views.pcapng"}) {
            QTest::addRow("%s, later", name) << name << 90'500;
            QTest::addRow("%s, earlier", name) << name << -3'600'000;
        }
    }
    void editcapShiftsAlike() {
        QFETCH(const QString, capture);
        QFETCH(const int, milliseconds);
        const QString source = QString(TAPSCOPE_SOURCE_DIR "/tests/captures/%1").arg(capture);
        const QString theirs = folder_.filePath("theirs.pcapng");
        QVERIFY(test::run("editcap", {"-t", QString::number(milliseconds / 1000.0, 'f', 3), source, theirs}).status ==
                0);
        const auto ours = fileOf(
            "ours.pcapng",
            shifted({.file = source.toStdString(), .shift = TimeShift::by(std::chrono::milliseconds(milliseconds))}));
        QCOMPARE(told(QString::fromStdString(ours.string())), told(theirs));
    }

    void bothByteOrdersAndResolutionsAreKept_data() {
        QTest::addColumn<int>("order");
        QTest::addColumn<int>("resolution");
        for (const auto& [order, name] :
             {std::pair(std::endian::little, "little"), std::pair(std::endian::big, "big")}) {
            for (const int resolution : {6, 9, 3, 0x80 | 10})
                QTest::addRow("%s-endian, %d", name, resolution) << static_cast<int>(order) << resolution;
        }
    }
    void bothByteOrdersAndResolutionsAreKept() {
        QFETCH(const int, order);
        QFETCH(const int, resolution);
        test::NgFile file(static_cast<std::endian>(order));
        file.section();
        file.interface({{9, std::string(1, static_cast<char>(resolution))}});
        const std::uint64_t ticks = std::uint64_t{1} << 33; // both halves count
        file.frame(test::sampleFrame(1), ticks, {{1, "kept"}});
        const auto source = fileOf("source.pcapng", file.content());
        const auto copy = fileOf("copy.pcapng", shifted({.file = source, .shift = TimeShift::by(-2s)}));
        QCOMPARE(timesOf(copy).front(), timesOf(source).front() - 2'000'000'000);
        QFile whole(QString::fromStdString(copy.string()));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        QCOMPARE(whole.size(), static_cast<qint64>(file.content().size())); // only the time differs
        QVERIFY(whole.readAll().contains("kept"));
    }

    void aTimeThatCannotBeStoredIsKept() {
        test::NgFile file;
        file.section();
        file.interface();
        file.frame(test::sampleFrame(1), 1'000'000);
        file.frame(test::sampleFrame(2), 9'000'000);
        const auto source = fileOf("early.pcapng", file.content());
        ShiftedCopy::Report report;
        const auto copy = fileOf("earlier.pcapng", shifted({.file = source, .shift = TimeShift::by(-5s)}, &report));
        QCOMPARE(report.frames, FrameNumber{2});
        QCOMPARE(report.unchanged, FrameNumber{1});
        QCOMPARE(timesOf(copy), (std::vector<std::int64_t>{1'000'000'000, 4'000'000'000}));
    }

    void twoTimesAreInterpolated() {
        const auto shift = TimeShift::through({at(10s), at(100s)}, {at(20s), at(120s)});
        QVERIFY(shift.has_value());
        QCOMPARE(shift->of(at(10s)).value(), at(100s));
        QCOMPARE(shift->of(at(15s)).value(), at(110s));
        QCOMPARE(shift->of(at(25s)).value(), at(130s));
        QCOMPARE(shift->of(at(5s)).value(), at(90s));
        QVERIFY(!TimeShift::through({at(10s), at(100s)}, {at(10s), at(120s)}).has_value());
        QVERIFY(!TimeShift::through({at(10s), at(100s)}, {at(20s), at(100s)}).has_value());
        QVERIFY(!TimeShift::by(-1h).of(at(1s)).has_value());
    }

    void itCanBeCancelled() {
        std::stop_source stop;
        stop.request_stop();
        const auto done = ShiftedCopy{.file = TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng",
                                      .shift = TimeShift::by(1s),
                                      .stop = stop.get_token()}
                              .run([](Bytes) -> Result<void> { return {}; });
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TimeShiftTest)
#include "time_shift_test.moc"
