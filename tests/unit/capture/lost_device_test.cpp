#include "scripted_capture.h"

#include <algorithm>
#include <atomic>

using namespace tapscope;
using namespace tapscope::test;
using namespace std::chrono_literals;

/// A capture of a device that goes, comes back, or is still to come.
class LostDeviceTest : public QObject, ScriptedCapture {
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void aDeviceThatGoesEndsTheCaptureWithAReason() {
        start();
        script_->end(deviceGone());
        QTRY_COMPARE(engine_->status().state, State::Ended);
        QVERIFY(engine_->failure());
        QCOMPARE(engine_->failure()->text(), deviceGone().text());
        QVERIFY2(content().contains(QByteArray("\5\0\0\0", 4)), "an Interface Statistics Block (type 5)");
    }

    void waitsForADeviceThatIsStillToCome() {
        std::atomic<bool> isThere = false;
        record();
        run(request(nullptr, [&] { return isThere ? port(script_) : notThere(); }), {});
        QCOMPARE(engine_->status().state, State::Waiting);
        script_->give({"first"});
        isThere = true;
        QTRY_COMPARE(engine_->status().frames, std::uint64_t{1});
        QVERIFY(engine_->stop());
        QCOMPARE(recorded(), std::vector<std::string>{"first"});
        QVERIFY(FrameReader(recording_->store()).read(1)->comment.empty()); // this is not a gap
    }

    void itsTimeRunsWhileItWaitsForADevice() {
        record();
        run(request(nullptr, notThere), {.duration = 30ms});
        QTRY_COMPARE(engine_->status().state, State::Ended);
        QVERIFY(!engine_->failure());
    }

    void aGapIsInTheFileAlsoWhenNoFrameFollows() {
        auto second = std::make_shared<PortScript>();
        std::atomic<bool> isBack = false;
        start({}, [&] { return isBack ? port(second) : notThere(); });
        script_->give({"before"});
        script_->end(deviceGone());
        QTRY_COMPARE(engine_->status().state, State::Waiting);
        QTRY_VERIFY(content().contains("scripted0 is gone; frames from here on are missing"));
        isBack = true;
        QTRY_COMPARE(engine_->status().state, State::Running);
        QVERIFY(engine_->stop());
        QVERIFY(content().contains("Capture resumed after "));
        const auto notes = engine_->takeNotes();
        QCOMPARE(notes.size(), 3U);
        QCOMPARE(notes[0], "Capturing on scripted0");
        QCOMPARE(notes[1], "scripted0 is gone; waiting for it");
        QVERIFY2(notes[2].starts_with("scripted0 is back after "), notes[2].c_str());
    }

    void aDeviceThatComesBackAsAnotherKindGetsItsOwnInterface() {
        auto second = std::make_shared<PortScript>();
        second->setInterface({.linkType = LinkType::Raw, .name = "scripted0"});
        start({}, [&] { return port(second); });
        script_->give({"ethernet"});
        script_->end(deviceGone());
        second->give({"raw"});
        QTRY_COMPARE(engine_->status().frames, std::uint64_t{2});
        QVERIFY(engine_->stop());
        FrameReader reader(recording_->store());
        QCOMPARE(reader.read(1)->linkType, LinkType::Ethernet);
        QCOMPARE(reader.read(2)->linkType, LinkType::Raw);
        QCOMPARE(reader.read(2)->interfaceId, 1U);
        const std::string gap(reader.read(2)->comment);
        QVERIFY2(gap.starts_with("Capture resumed after "), gap.c_str());
    }

    void aGapIsInTheFileAlsoWhenAnotherKindOfDeviceComesBackAndNoFrameFollows() {
        auto second = std::make_shared<PortScript>();
        second->setInterface({.linkType = LinkType::Raw, .name = "scripted0"});
        start({}, [&] { return port(second); });
        script_->give({"ethernet"});
        script_->end(deviceGone());
        QTRY_VERIFY(second->isAlive());
        QTRY_COMPARE(engine_->status().state, State::Running);
        QVERIFY(engine_->stop());
        QVERIFY(content().contains("Capture resumed after "));
    }

    void waitsForADeviceThatGoesAndNotesTheGap() {
        auto second = std::make_shared<PortScript>();
        std::atomic<bool> isBack = false;
        start({}, [&] { return isBack ? port(second) : notThere(); });
        script_->give({"before"});
        script_->setDrops({.system = 2, .interface = 1});
        script_->end(deviceGone());
        QTRY_COMPARE(engine_->status().state, State::Waiting);
        QVERIFY(!script_->isAlive());
        second->give({"after", "later"});
        second->setDrops({.system = 3});
        isBack = true;
        QTRY_COMPARE(engine_->status().frames, std::uint64_t{3});
        QVERIFY(engine_->stop());
        QCOMPARE(recorded(), (std::vector<std::string>{"before", "after", "later"}));
        FrameReader reader(recording_->store());
        const std::string gap(reader.read(2)->comment);
        QVERIFY2(gap.starts_with("Capture resumed after "), gap.c_str());
        QVERIFY(reader.read(3)->comment.empty());
        // The losses of the first port still count.
        QCOMPARE(engine_->status().drops.system, std::uint64_t{5});
        QCOMPARE(engine_->status().drops.interface, std::uint64_t{1});
    }

    void stopsSoonWhileItWaitsForADevice() {
        auto quickest = std::chrono::steady_clock::duration::max();
        for (int attempt = 0; attempt < attempts; ++attempt) {
            begin();
            start({}, notThere);
            script_->end(deviceGone());
            QTRY_COMPARE(engine_->status().state, State::Waiting);
            quickest = std::min(quickest, timeOfStop());
        }
        QVERIFY2(quickest < stopsWithin, qPrintable(QString::number(quickest / 1ms)));
    }
};

QTEST_GUILESS_MAIN(LostDeviceTest)
#include "lost_device_test.moc"
