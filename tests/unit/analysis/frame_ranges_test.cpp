#include <QTest>

#include <analysis/frame_ranges.h>

using namespace tapscope;

using Ranges = std::vector<FrameRange>;
Q_DECLARE_METATYPE(std::optional<Ranges>)

class FrameRangesTest : public QObject {
    Q_OBJECT

private slots:
    void parsesTypedRanges_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<std::optional<Ranges>>("ranges"); // of ten frames
        const auto row = [](const char* text, std::optional<Ranges> ranges) {
            QTest::newRow(text) << QString(text) << std::move(ranges);
        };
        row("3", Ranges{{3, 3}});
        row("1-5", Ranges{{1, 5}});
        row(" 1 - 5 , 9 ", Ranges{{1, 5}, {9, 9}});
        row("-4", Ranges{{1, 4}});
        row("8-", Ranges{{8, 10}});
        row("9,1-2", Ranges{{1, 2}, {9, 9}});
        row("1-5,4-7,8", Ranges{{1, 8}});
        for (const char* wrong :
             {"", "-", "0", "0-3", "5-4", "11", "1-11", "1,", "1;2", "1-2-3", "one", "1 2", "99999999999999999999999"})
            row(wrong, std::nullopt);
    }
    void parsesTypedRanges() {
        QFETCH(const QString, text);
        QFETCH(const std::optional<Ranges>, ranges);
        QVERIFY(frameRanges(text.toStdString(), 10) == ranges);
    }
};

QTEST_APPLESS_MAIN(FrameRangesTest)
#include "frame_ranges_test.moc"
