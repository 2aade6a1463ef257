#include "../store/fake_disk.h"
#include "scripted_port.h"

#include <capture/capture_engine.h>
#include <store/frame_reader.h>
#include <support/patience.h>

#include <QTemporaryDir>
#include <QTest>

using namespace tapscope;
using namespace tapscope::test;
using namespace std::chrono_literals;

namespace {

std::string textOf(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

const Error gone{.kind = ErrorKind::Gone, .action = "monitor", .object = "a", .reason = "the device is gone"};

/// Sends the frames that one port receives out of another.
class Forwarder final : public Injector {
public:
    Forwarder(PortId from, PortId to) : from_(from), to_(to) {}
    Placement placement() const noexcept override { return Placement::Inline; }
    bool responds() const noexcept override { return true; }
    void onFrames(PortId port, std::span<const Frame> frames, FrameOutput& output) override {
        if (port == from_)
            static_cast<void>(output.send(to_, frames));
    }
    void onPort(PortId port, PortState state, const PortFacts& facts) override {
        seen->push_back(facts.name + (state == PortState::Open      ? " open"
                                      : state == PortState::Waiting ? " waiting"
                                                                    : " closed"));
        static_cast<void>(port);
    }
    std::shared_ptr<std::vector<std::string>> seen = std::make_shared<std::vector<std::string>>();

private:
    PortId from_, to_;
};

} // namespace

/// A capture of several ports.
class PortsTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    int files_ = 0;
    std::shared_ptr<PortScript> a_, b_;
    FakeDisk disk_; // outlives the recording on it
    std::shared_ptr<Recording> recording_;
    std::unique_ptr<CaptureEngine> engine_;

    static AddedPort request(const std::shared_ptr<PortScript>& script, const std::string& name) {
        return {.choice = {.name = name, .open = {}}, .port = std::make_unique<ScriptedPort>(script), .use = {}};
    }
    void start(const RecordingOptions& options = {}, Syscalls& syscalls = Syscalls::real()) {
        const auto path = folder_.filePath(QString::number(++files_) + ".pcapng").toStdString();
        recording_ = Recording::create(path, options, syscalls).value();
        std::vector<AddedPort> ports;
        ports.push_back(request(a_, "a"));
        ports.push_back(request(b_, "b"));
        engine_ = CaptureEngine::start(recording_, {.stop = {}, .ports = std::move(ports)}).value();
    }
    [[nodiscard]] PortStatus statusOf(PortId id) const { return engine_->ports().at(id - 1); }
    [[nodiscard]] std::vector<std::string> recorded() const {
        if (!recording_->settle(60s))
            qFatal("the disk takes nothing");
        std::vector<std::string> frames;
        FrameReader reader(recording_->store());
        for (FrameNumber number = 1; number <= recording_->store()->count(); ++number) {
            const auto frame = reader.read(number);
            frames.push_back(recording_->store()->interface(frame->interfaceId).name + ":" + textOf(frame->bytes));
        }
        return frames;
    }

private slots:
    void init() {
        a_ = std::make_shared<PortScript>();
        b_ = std::make_shared<PortScript>();
        a_->setInterface({.name = "a"});
        b_->setInterface({.linkType = LinkType::Raw, .name = "b"});
    }
    void cleanup() {
        disk_.release(); // also after a failure
        engine_.reset();
        recording_.reset();
    }

    void eachFrameIsRecordedUnderItsOwnInterfaceInTheOrderOfTheirTimes() {
        a_->give(Timestamp(20ns), {"second"}); // before the start, so that both arrive in time
        b_->give(Timestamp(10ns), {"first"});
        start();
        QTRY_COMPARE(engine_->status().frames, std::uint64_t{2});
        QVERIFY(engine_->stop());
        QCOMPARE(recorded(), (std::vector<std::string>{"b:first", "a:second"}));
        QCOMPARE(recording_->store()->interfaceCount(), std::size_t{2});
        FrameReader reader(recording_->store());
        QCOMPARE(reader.read(1)->linkType, LinkType::Raw);
        QCOMPARE(reader.read(2)->linkType, LinkType::Ethernet);
    }

    void anErrorOfAPortEndsThatPortOnly() {
        start();
        a_->end(gone);
        QTRY_COMPARE(statusOf(1).state, PortStatus::State::Ended);
        QCOMPARE(statusOf(1).error->text(), gone.text());
        b_->give({"goes on"});
        QTRY_COMPARE(statusOf(2).frames, std::uint64_t{1});
        QCOMPARE(engine_->status().state, CaptureStatus::State::Running);
        QVERIFY(!engine_->stop()); // the error is reported at the end
        QCOMPARE(recorded(), std::vector<std::string>{"b:goes on"});
    }

    void portsComeAndGoWhileItRuns() {
        start();
        auto c = std::make_shared<PortScript>();
        c->setInterface({.name = "c"});
        const PortId id = engine_->addPort(request(c, "c"));
        QCOMPARE(id, PortId{3});
        c->give({"third"});
        QTRY_COMPARE(statusOf(3).frames, std::uint64_t{1});
        a_->giveWhenDrained({"last"});
        engine_->removePort(1);
        QTRY_COMPARE(statusOf(1).state, PortStatus::State::Ended);
        QVERIFY(!statusOf(1).error);
        QVERIFY(!a_->isAlive());
        QCOMPARE(statusOf(1).frames, std::uint64_t{1}); // its frames are kept
        const PortId next = engine_->addPort(request(std::make_shared<PortScript>(), "d"));
        QCOMPARE(next, PortId{4}); // no number is used twice
        QVERIFY(engine_->stop());
        QCOMPARE(recorded().size(), std::size_t{2});
    }

    void anInjectorForwardsBetweenPortsAndIsToldOfThem() {
        start();
        auto forwarder = std::make_unique<Forwarder>(1, 2);
        const auto seen = forwarder->seen;
        const InjectorId id = engine_->addInjector(std::move(forwarder));
        a_->give({"one", "two"});
        QTRY_COMPARE(b_->sent(), (std::vector<std::string>{"one", "two"}));
        QCOMPARE(engine_->injectorStatus(id).sent, std::uint64_t{2});
        QCOMPARE(statusOf(2).sent, std::uint64_t{2});
        b_->end(gone);
        QTRY_COMPARE(statusOf(2).state, PortStatus::State::Ended);
        engine_->removeInjector(id);
        QTRY_VERIFY(!engine_->injectorStatus(id).running);
        std::ranges::sort(*seen);
        QCOMPARE(*seen, (std::vector<std::string>{"a open", "b closed", "b open"}));
    }

    void aPortThatIsNotRecordedOnlyForwards() {
        const auto path = folder_.filePath("forward.pcapng").toStdString();
        recording_ = Recording::create(path).value();
        std::vector<AddedPort> ports;
        ports.push_back(request(a_, "a"));
        ports.back().use.record = PortUse::Record::No;
        engine_ = CaptureEngine::start(recording_, {.stop = {}, .ports = std::move(ports)}).value();
        a_->give({"one"});
        QTRY_COMPARE(engine_->status().frames, std::uint64_t{1});
        QVERIFY(engine_->stop());
        QCOMPARE(recording_->store()->count(), FrameNumber{0});
    }

    /// A stalled disk does not delay forwarding; memory stays bounded, and the newest frames are dropped.
    void aDiskThatStandsStillHoldsUpNoForwarding() {
        start({.bufferSize = std::size_t{2} << 20}, disk_);
        engine_->addInjector(std::make_unique<Forwarder>(1, 2));
        disk_.halt();
        const std::string frame(50'000, 'x');
        constexpr std::uint64_t count = 200; // ten megabytes
        for (std::uint64_t i = 0; i < count; ++i)
            a_->give({std::to_string(i) + frame});
        QTRY_COMPARE(b_->sent().size(), static_cast<std::size_t>(count));
        QTRY_VERIFY(recording_->status().framesNotRecorded > 0);
        const auto status = recording_->status();
        QVERIFY(status.bytesWaiting <= status.bufferSize);
        QVERIFY(engine_->stop()); // although the disk is stalled
        QCOMPARE(recording_->status().state, RecordingStatus::State::Finishing);
        disk_.release();
        const auto frames = recorded();
        const auto final = recording_->status();
        QCOMPARE(final.framesWritten + final.framesNotRecorded, 2 * count); // received, and sent
        QCOMPARE(final.framesWritten, static_cast<std::uint64_t>(frames.size()));
        QVERIFY(frames.front().starts_with("a:0x")); // the oldest are kept
    }

    void aPortOfAnotherNamespaceIsNamedWithIt() {
        recording_ = Recording::create(folder_.filePath("namespace.pcapng").toStdString()).value();
        std::vector<AddedPort> ports;
        ports.push_back(request(a_, "a"));
        ports.back().choice.nameSpace = "blue";
        engine_ = CaptureEngine::start(recording_, {.stop = {}, .ports = std::move(ports)}).value();
        a_->give({"one"});
        QTRY_COMPARE(engine_->status().frames, std::uint64_t{1});
        QCOMPARE(fullName(statusOf(1).facts), "blue/a");
        QVERIFY(engine_->stop());
        QCOMPARE(recorded(), std::vector<std::string>{"blue/a:one"});
        QVERIFY(engine_->takeNotes().front().find("blue/a") != std::string::npos);
    }

    void stoppingDoesNotWaitForAnOpeningThatHangs() {
        auto hangs = std::make_shared<std::atomic<bool>>(true);
        start();
        const PortId id =
            engine_->addPort({.choice = {.name = "asks for a password",
                                         .open = [hangs](const std::stop_token&) -> Result<std::unique_ptr<Port>> {
                                             hangs->wait(true);
                                             return failure(ErrorKind::Cancelled, "open", "it", "nobody answered");
                                         }},
                              .port = nullptr,
                              .use = {}});
        QTRY_COMPARE(statusOf(id).state, PortStatus::State::Opening);
        QVERIFY(engine_->stop()); // would never return if it waited
        QCOMPARE(statusOf(id).state, PortStatus::State::Ended);
        *hangs = false;
        hangs->notify_all();
    }
};

QTEST_GUILESS_MAIN(PortsTest)
#include "ports_test.moc"
