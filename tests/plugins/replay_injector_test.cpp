#include <base/unique_fd.h>
#include <file/pcap_writer.h>
#include <support/patience.h>

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <poll.h>
#include <replay_injector.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

using namespace tapscope;

namespace {

/// A port that accepts all frames.
class CountingOutput final : public FrameOutput {
public:
    Sent send(PortId, std::span<const Frame> sent) override {
        frames += sent.size();
        return {.frames = sent.size()};
    }
    bool sendOrDrop(PortId, Bytes) override { return false; }
    std::size_t frames = 0;
};

/// A named pipe in which a capture arrives.
class CapturePipe {
public:
    explicit CapturePipe(const QString& path) : path_(path.toStdString()) {
        if (mkfifo(path_.c_str(), 0600) != 0)
            qFatal("no pipe");
        fd_ = UniqueFd(open(path_.c_str(), O_RDWR | O_CLOEXEC)); // does not wait for a reader
        std::vector<std::byte> header;
        pcap::appendFileHeader(header, LinkType::Ethernet, pcap::Resolution::Microseconds);
        write(header);
    }
    void giveFrame() {
        std::vector<std::byte> record;
        const std::array<std::byte, 60> frame{};
        pcap::appendFrame(record, {.bytes = frame, .originalLength = 60}, pcap::Resolution::Microseconds);
        write(record);
    }
    void end() { fd_ = UniqueFd(); }
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
    void write(const std::vector<std::byte>& bytes) {
        if (::write(fd_.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
            qFatal("the pipe takes nothing");
    }

    std::string path_;
    UniqueFd fd_;
};

bool isReadable(int fd, std::chrono::milliseconds patience) {
    pollfd wait{fd, POLLIN, 0};
    return poll(&wait, 1, static_cast<int>(patience.count())) == 1;
}

} // namespace

/// A replay as its engine sees it.
class ReplayInjectorTest : public QObject {
    Q_OBJECT

private slots:
    void aSilentPipeIsWaitedForWithoutAClock() {
        const QTemporaryDir folder;
        CapturePipe pipe(folder.filePath("capture"));
        pipe.giveFrame();
        const ReplayFactory factory;
        const auto settings = factory.schema().check({{"file", {pipe.path()}}, {"speed", {"top"}}});
        QVERIFY(settings);
        const auto injector = factory.create(*settings, {.port = 1, .deviceName = "tap0", .log = nullptr});
        QVERIFY2(injector, injector ? "" : injector.error().text().c_str());

        CountingOutput output;
        const auto run = [&] { (*injector)->run(Injector::Clock::now(), output); };
        const auto watched = [&] {
            std::vector<Watch> watches;
            (*injector)->watches(watches);
            return watches.empty() ? -1 : watches.front().fd;
        };
        QVERIFY((*injector)->due());
        run();
        QCOMPARE(output.frames, std::size_t{1});
        QVERIFY(!(*injector)->due());
        const int fd = watched();
        QVERIFY(fd >= 0);
        QVERIFY(!isReadable(fd, std::chrono::milliseconds(0)));

        pipe.giveFrame();
        QVERIFY(isReadable(fd, std::chrono::milliseconds(test::patience)));
        run();
        QCOMPARE(output.frames, std::size_t{2});
        QCOMPARE(watched(), fd);
        QVERIFY(!isReadable(fd, std::chrono::milliseconds(0)));

        pipe.end();
        QVERIFY(isReadable(fd, std::chrono::milliseconds(test::patience)));
        run();
        QCOMPARE(output.frames, std::size_t{2});
        QCOMPARE(watched(), -1); // it has finished
        QVERIFY(!(*injector)->due());
    }
};

QTEST_GUILESS_MAIN(ReplayInjectorTest)
#include "replay_injector_test.moc"
