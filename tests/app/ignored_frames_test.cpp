#include "window_driver.h"

#include <support/private_network.h>

using namespace tapscope;
using namespace tapscope::test;

/// Frames that the user ignores.
class IgnoredFramesTest : public QObject, private WindowDriver {
    Q_OBJECT

    FrameListModel& model() { return list()->model(); }
    QString info(quint64 row) { return model().row(row).texts[FrameRow::Info]; }

private slots:
    void initTestCase() { prepare(); }
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void anIgnoredFrameIsNotDecoded() {
        open("ping.pcapng");
        list()->setCurrentRow(0);
        QTRY_VERIFY(model().row(0).isWhole);
        const FrameRow before = model().row(0);
        const QString other = info(1);
        trigger("ignore");
        QTRY_COMPARE(info(0), QString("<Ignored>"));
        QVERIFY(model().row(0).isIgnored);
        QCOMPARE(model().row(0).texts[FrameRow::Protocol], QString());
        QCOMPARE(model().row(0).texts[FrameRow::Source], QString());
        QCOMPARE(model().row(0).texts[FrameRow::Length], before.texts[FrameRow::Length]);
        QVERIFY(!model().row(1).isIgnored);
        trigger("ignore");
        QTRY_COMPARE(info(0), before.texts[FrameRow::Info]);
        QTRY_COMPARE(info(1), other);
    }

    void filtersFindOnlyItsNumber() {
        open("ping.pcapng");
        list()->setCurrentRow(0);
        QTRY_VERIFY(model().row(0).isWhole);
        trigger("ignore");
        window_->applyFilter("icmp || icmpv6 || arp || ip || ipv6 || eth");
        QTRY_VERIFY(model().count() == 1 && model().number(0) == 2);
        window_->applyFilter("frame.number == 1");
        QTRY_VERIFY(model().count() == 1 && model().number(0) == 1);
        window_->applyFilter("frame.ignored == 1");
        QTRY_VERIFY(model().count() == 1 && model().number(0) == 1);
        window_->applyFilter("frame.ignored == 0");
        QTRY_COMPARE(model().count(), frames() - 1);
    }

    void allThatTheFilterShowsAreIgnored() {
        open("stream-http.pcap");
        window_->applyFilter("frame.number <= 3");
        QTRY_COMPARE(model().count(), quint64{3});
        trigger("ignoreDisplayed");
        window_->applyFilter("");
        QTRY_COMPARE(model().count(), frames());
        QTRY_COMPARE(info(2), QString("<Ignored>"));
        QTRY_VERIFY(model().row(3).isWhole);
        QVERIFY(!model().row(3).isIgnored);
        trigger("unignoreAll");
        QTRY_VERIFY(!model().row(0).isIgnored && model().row(0).isWhole);
        QVERIFY(info(0) != "<Ignored>");
    }

    /// What would do nothing is not offered.
    void undoingNeedsSomethingToUndo() {
        open("ping.pcapng");
        list()->setCurrentRow(0);
        for (const auto& [doing, undoing] : {std::pair("mark", "unmarkAll"), std::pair("ignore", "unignoreAll")}) {
            QAction* const undo = find<QAction>(undoing);
            QVERIFY(!undo->isEnabled());
            trigger(doing);
            QTRY_VERIFY(undo->isEnabled());
            undo->trigger();
            QTRY_VERIFY(!undo->isEnabled());
        }
        trigger("mark");
        open("stream-http.pcap");
        QTRY_VERIFY(!find<QAction>("unmarkAll")->isEnabled());
    }

    void anotherCaptureIgnoresNothing() {
        open("ping.pcapng");
        list()->setCurrentRow(0);
        trigger("ignore");
        QTRY_COMPARE(info(0), QString("<Ignored>"));
        QTRY_COMPARE(find<QLabel>("place")->text(), QString("Frame 1 is ignored"));
        open("stream-http.pcap");
        QTRY_VERIFY(model().row(0).isWhole);
        QVERIFY(!model().row(0).isIgnored);
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    IgnoredFramesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "ignored_frames_test.moc"
