#include "window_driver.h"

#include <support/private_network.h>

#include <QImage>

using namespace tapscope;
using namespace tapscope::test;

/// Ticks and lines between the current frame and the frames that it refers to.
class RelatedFramesTest : public QObject, private WindowDriver {
    Q_OBJECT

    /// Makes the first frame of the list that is related to another one in this way the current one.
    std::optional<RelatedFrame> chooseRelated(RelatedFrame::Kind kind) {
        for (quint64 row = 0; row < list()->model().count(); ++row) {
            list()->setCurrentRow(row);
            const auto found = std::ranges::find(list()->related(), kind, &RelatedFrame::kind);
            if (found != list()->related().end())
                return *found;
        }
        return std::nullopt;
    }
    /// The left end of the number column, which has the ticks.
    QImage ticksOf(quint64 row) {
        const int left = list()->header()->sectionViewportPosition(FrameListModel::Number);
        const auto top = static_cast<int>(row - list()->firstVisibleRow()) * list()->rowHeight();
        return list()->viewport()->grab(QRect(left, top, 16, list()->rowHeight())).toImage();
    }

private slots:
    void initTestCase() { prepare(); }
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void framesAreRelated_data() {
        QTest::addColumn<QByteArray>("capture");
        QTest::addColumn<int>("kind");
        QTest::newRow("response to a request")
            << QByteArray("stream-http.pcap") << static_cast<int>(RelatedFrame::Kind::Request);
        QTest::newRow("ACK") << QByteArray("stream-tcp.pcap") << static_cast<int>(RelatedFrame::Kind::Acknowledged);
        QTest::newRow("fragment") << QByteArray("reassembly.pcap") << static_cast<int>(RelatedFrame::Kind::Part);
    }
    void framesAreRelated() {
        QFETCH(const QByteArray, capture);
        QFETCH(const int, kind);
        open(capture.constData());
        std::optional<RelatedFrame> related;
        QTRY_VERIFY((related = chooseRelated(static_cast<RelatedFrame::Kind>(kind)))); // when the capture is learned
        const quint64 row = related->number - 1;
        list()->scrollTo(row);
        const QImage withTick = ticksOf(row);
        list()->setRelated({});
        QVERIFY(withTick != ticksOf(row));
    }

    void aFrameThatNamesNoneHasNoTick() {
        open("stream-http.pcap");
        QTRY_VERIFY(chooseRelated(RelatedFrame::Kind::Request));
        list()->setCurrentRow(0);
        QTRY_VERIFY(list()->related().empty());
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    RelatedFramesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "related_frames_test.moc"
