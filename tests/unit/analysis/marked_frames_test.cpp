#include <QTest>

#include <analysis/marked_frames.h>

#include <algorithm>
#include <limits>

using namespace tapscope;

/// Sets of frames that the user marks or ignores.
class MarkedFramesTest : public QObject {
    Q_OBJECT

private slots:
    void setsAreJoinedAndToggled_data() {
        QTest::addColumn<MarkedFrames>("known");
        QTest::addColumn<MarkedFrames>("more");
        QTest::addColumn<MarkedFrames>("together");
        QTest::addColumn<MarkedFrames>("inOne"); // in exactly one of both
        constexpr FrameNumber last = std::numeric_limits<FrameNumber>::max();
        const auto row = [](const char* what, const MarkedFrames& known, const MarkedFrames& more,
                            const MarkedFrames& together,
                            const MarkedFrames& inOne) { QTest::newRow(what) << known << more << together << inOne; };
        row("nothing", {}, {}, {}, {});
        row("the first ones", {}, {3, 5}, {3, 5}, {3, 5});
        row("no more", {3, 5}, {}, {3, 5}, {3, 5});
        row("the same", {3, 5}, {3, 5}, {3, 5}, {});
        row("around and between", {4, 8}, {1, 6, 9}, {1, 4, 6, 8, 9}, {1, 4, 6, 8, 9});
        row("a range that touches the end", {1, 2, 3}, {4, 5}, {1, 2, 3, 4, 5}, {1, 2, 3, 4, 5});
        row("a range that touches the beginning", {4, 5}, {1, 2, 3}, {1, 2, 3, 4, 5}, {1, 2, 3, 4, 5});
        row("ranges with one frame in common", {1, 2, 3}, {3, 4, 5}, {1, 2, 3, 4, 5}, {1, 2, 4, 5});
        row("a range within another", {1, 2, 3, 4, 5}, {2, 3}, {1, 2, 3, 4, 5}, {1, 4, 5});
        row("the last frame", {1}, {last}, {1, last}, {1, last});
        row("the last frame again", {1, last - 1, last}, {last}, {1, last - 1, last}, {1, last - 1});
    }
    void setsAreJoinedAndToggled() {
        QFETCH(const MarkedFrames, known);
        QFETCH(const MarkedFrames, more);
        QFETCH(const MarkedFrames, together);
        QFETCH(const MarkedFrames, inOne);
        QCOMPARE(joined(&known, more), together);
        QCOMPARE(toggled(&known, more), inOne);
        MarkedFrames backwards = more;
        std::ranges::reverse(backwards);
        QCOMPARE(toggled(&known, backwards), inOne);
        if (known.empty()) {
            QCOMPARE(joined(nullptr, more), together);
            QCOMPARE(toggled(nullptr, more), inOne);
        }
    }
};

QTEST_APPLESS_MAIN(MarkedFramesTest)
#include "marked_frames_test.moc"
