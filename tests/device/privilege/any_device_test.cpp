#include <capture/sources.h>
#include <privilege/helper_connection.h>
#include <privilege/helper_control.h>
#include <support/commands.h>
#include <support/ordinary_user.h>
#include <support/relayed_control.h>

#include <QCoreApplication>
#include <QDir>
#include <QTest>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

using namespace tapscope;
using namespace tapscope::test;

namespace {

UserScene scene;
int toRoot = -1, fromRoot = -1; // pipes of a shell that root has started in the network of this test

constexpr std::string_view marker = "a frame that the user may not see";
constexpr std::size_t most = 4096; // frames at once

InterfaceName named(std::string_view text) {
    return *InterfaceName::parse(text);
}

/// Runs a command as root. Whether it succeeded.
bool asRoot(const std::string& command) {
    const std::string line = command + "\n";
    char status = 0;
    return write(toRoot, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
           read(fromRoot, &status, 1) == 1 && status == '0';
}

/// Counts the frames of each interface.
class InterfaceCounter final : public PortSink {
public:
    void interface(std::uint32_t id, const CaptureInterface& description) override { names_[id] = description.name; }
    void frames(std::span<const Frame> frames) override {
        for (const Frame& frame : frames)
            ++counts[names_[frame.interfaceId]];
    }
    void gap(std::string_view, std::optional<std::uint64_t>) override {}
    void block(std::uint32_t, Bytes) override {}

    [[nodiscard]] std::set<std::string> interfaces() const {
        std::set<std::string> names;
        for (const auto& [name, count] : counts)
            names.insert(name);
        return names;
    }
    std::map<std::string, int> counts;

private:
    std::map<std::uint32_t, std::string> names_;
};

/// Counts how often all devices are listed, which takes long if there are thousands.
class CountingControl final : public RelayedControl {
public:
    using RelayedControl::RelayedControl;
    Result<std::vector<DeviceInfo>> list() override {
        ++lists;
        return RelayedControl::list();
    }
    int lists = 0;
};

/// The memory that a client gets from a helper.
class SharedMemory {
public:
    explicit SharedMemory(const PacketPort& port)
        : size_(port.blocks * PacketPort::blockSize),
          start_(mmap(nullptr, size_, PROT_READ, MAP_SHARED, port.ring.get(), 0)) {}
    ~SharedMemory() { munmap(start_, size_); }
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;
    [[nodiscard]] bool has(std::string_view text) const {
        return start_ != MAP_FAILED && memmem(start_, size_, text.data(), text.size()) != nullptr;
    }

private:
    std::size_t size_;
    void* start_;
};

} // namespace

/// A capture of all devices ("any") by an ordinary user through a helper, while root sends frames through a device of
/// root's without pause.
class AnyDeviceTest : public QObject {
    Q_OBJECT

    std::shared_ptr<HelperConnection> helper_;
    std::shared_ptr<DeviceControl> control_;

    /// A port of all devices, and what its client can read.
    struct Opened {
        std::unique_ptr<SharedMemory> memory;
        std::shared_ptr<CountingControl> control;
        std::unique_ptr<Port> port;
    };
    Opened openAny() {
        Opened opened;
        constexpr FilterInstruction takeAll{.code = 6, .operand = 262144};
        auto given = control_->openPacketPort(named("any"), {.filter = {takeAll}, .bufferSize = 4U << 20});
        if (!given) {
            qWarning("%s", given.error().text().c_str());
            return opened;
        }
        opened.memory = std::make_unique<SharedMemory>(*given);
        opened.control = std::make_shared<CountingControl>(std::move(*given));
        auto port = monitorInterface(named("any"), {}, opened.control);
        if (port)
            opened.port = std::move(*port);
        return opened;
    }
    TapDevice ownDevice(std::string_view name) {
        auto device = control_->create(named(name), {}).value();
        static_cast<void>(control_->change(device.name(), LinkState::Up));
        return device;
    }
    static std::vector<std::byte> frame() {
        std::vector<std::byte> bytes(60, std::byte{2});
        bytes[12] = std::byte{0x88};
        bytes[13] = std::byte{0xb5};
        return bytes;
    }
    static void take(Opened& opened, InterfaceCounter& seen) { static_cast<void>(opened.port->receive(seen, most)); }

private slots:
    void initTestCase() { // root's device is in use
        const auto frames = [] {
            const auto counters = directControl()->info(named("others0"))->counters;
            return counters.receivedFrames + counters.sentFrames;
        };
        QTRY_VERIFY(frames() > 100);
    }
    void cleanupTestCase() { QDir(QString::fromStdString(scene.folder)).removeRecursively(); }
    void init() {
        auto helper = HelperConnection::start({scene.rightsHelper, "--own-devices"});
        QVERIFY2(helper, helper ? "" : helper.error().text().c_str());
        helper_ = *helper;
        control_ = helperControl(helper_, HelperPlace::Here);
    }
    void cleanup() {
        control_.reset();
        helper_.reset();
    }

    void onlyFramesOfTheUsersDevicesArrive() {
        auto first = ownDevice("first0");
        auto opened = openAny();
        QVERIFY(opened.port);
        InterfaceCounter seen;
        QVERIFY(first.send(frame()));
        QTRY_VERIFY((take(opened, seen), seen.counts["first0"] > 0));
        auto second = ownDevice("second0"); // appears later
        QTRY_VERIFY((static_cast<void>(second.send(frame())), take(opened, seen), seen.counts["second0"] > 0));
        QCOMPARE(seen.interfaces(), (std::set<std::string>{"first0", "second0"}));
        QVERIFY(!opened.memory->has(marker));
    }

    // The engine's thread has the names of interfaces from the kernel, one by one.
    void interfacesAreNamedWithoutAListOfTheDevices() {
        auto first = ownDevice("named0");
        auto opened = openAny();
        QVERIFY(opened.port);
        opened.control->lists = 0;
        InterfaceCounter seen;
        QTRY_VERIFY((static_cast<void>(first.send(frame())), take(opened, seen), seen.counts["named0"] > 0));
        auto second = ownDevice("named1"); // appears later
        QTRY_VERIFY((static_cast<void>(second.send(frame())), take(opened, seen), seen.counts["named1"] > 0));
        QCOMPARE(seen.interfaces(), (std::set<std::string>{"named0", "named1"}));
        QCOMPARE(opened.control->lists, 0);
    }

    void nothingOfOthersArrivesAtTheBeginning() {
        auto own = ownDevice("own0");
        for (int turn = 0; turn < 20; ++turn) {
            auto opened = openAny();
            QVERIFY(opened.port);
            InterfaceCounter seen;
            QTRY_VERIFY((static_cast<void>(own.send(frame())), take(opened, seen), seen.counts["own0"] > 0));
            QCOMPARE(seen.interfaces(), std::set<std::string>{"own0"});
            QVERIFY(!opened.memory->has(marker));
        }
    }

    void aDeviceThatIsNotYoursAnyMoreIsLeftOut() {
        auto own = ownDevice("given0");
        auto kept = ownDevice("kept0");
        auto opened = openAny();
        QVERIFY(opened.port);
        InterfaceCounter seen;
        QTRY_VERIFY((static_cast<void>(own.send(frame())), take(opened, seen), seen.counts["given0"] > 0));
        QVERIFY(own.setOwner(ordinaryUser + 1));
        QVERIFY(asRoot("ip link set given0 mtu 1400")); // the kernel announces this change
        QTRY_VERIFY((static_cast<void>(kept.send(frame())), take(opened, seen), seen.counts["kept0"] > 0));
        seen.counts.clear();
        QVERIFY(own.send(frame()));
        QTRY_VERIFY((static_cast<void>(kept.send(frame())), take(opened, seen), seen.counts["kept0"] > 1));
        QCOMPARE(seen.interfaces(), std::set<std::string>{"kept0"});
    }

    // Another device has the index of one of the user's, and the kernel's filter still accepts it.
    void anIndexThatIsUsedAgainShowsNothing() {
        auto kept = ownDevice("stays0");
        auto removed = std::make_unique<TapDevice>(ownDevice("goes0"));
        auto opened = openAny();
        QVERIFY(opened.port);
        InterfaceCounter seen;
        QTRY_VERIFY((static_cast<void>(removed->send(frame())), take(opened, seen), seen.counts["goes0"] > 0));
        const auto index = std::to_string(control_->info(named("goes0"))->index);
        QCOMPARE(kill(helper_->process(), SIGSTOP), 0);
        removed.reset();
        QTRY_VERIFY(ipDevice("goes0").isEmpty());
        QVERIFY(asRoot("ip link add again0 index " + index +
                       " type veth peer name again1 && ip link set again1 up && "
                       "ip link set again0 up && \"$SCENE/send\" again0 50"));
        QCOMPARE(kill(helper_->process(), SIGCONT), 0);
        QTRY_VERIFY((static_cast<void>(kept.send(frame())), take(opened, seen), seen.counts["stays0"] > 0));
        // They were in the kernel's ring: only the helper has kept them back.
        QTRY_VERIFY((take(opened, seen), opened.port->losses().system >= 50));
        QCOMPARE(seen.interfaces(), (std::set<std::string>{"goes0", "stays0"}));
        QVERIFY(!opened.memory->has(marker));
        QVERIFY(asRoot("ip link delete again0"));
    }

    void theEndOfACaptureBringsTheLastFrames() {
        auto own = ownDevice("last0");
        auto opened = openAny();
        QVERIFY(opened.port);
        InterfaceCounter seen;
        QTRY_VERIFY((static_cast<void>(own.send(frame())), take(opened, seen), seen.counts["last0"] > 0));
        const int before = seen.counts["last0"];
        for (int i = 0; i < 100; ++i)
            QVERIFY(own.send(frame()));
        opened.port->drain(seen, Port::Clock::now() + std::chrono::seconds(10));
        QVERIFY(seen.counts["last0"] >= before + 100);
        QCOMPARE(opened.port->losses().system, std::uint64_t{0});
        QVERIFY(!opened.memory->has(marker));
    }

    void sendingIsRefused() {
        auto opened = openAny();
        QVERIFY(opened.port);
        QVERIFY(opened.port->send(std::array{Frame{.bytes = frame()}}).rest == Sent::Rest::Unsupported);
    }
};

int main(int argc, char** argv) {
    // The shell of root inherits these, and ends with this process.
    std::array<int, 2> orders{}, answers{};
    if (pipe(orders.data()) != 0 || pipe(answers.data()) != 0)
        return EXIT_FAILURE;
    toRoot = orders[1];
    fromRoot = answers[0];
    fcntl(toRoot, F_SETFD, FD_CLOEXEC);
    fcntl(fromRoot, F_SETFD, FD_CLOEXEC);
    setenv("ORDERS", ("/proc/self/fd/" + std::to_string(orders[0])).c_str(), 1);
    setenv("ANSWERS", ("/proc/self/fd/" + std::to_string(answers[1])).c_str(), 1);
    scene = becomeOrdinaryUser(TunNode::OpenToAll, R"SCRIPT(
        set -e
        echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6
        cat >"$SCENE/send" <<'PROGRAM'
#!/usr/bin/env python3
import socket, sys, time
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
s.bind((sys.argv[1], 0))
number = int(sys.argv[2])
while number != 0:
    s.send(b"\2" * 12 + b"\x88\xb5" + b"a frame that the user may not see" + bytes(20))
    number -= 1
    if number < 0:
        time.sleep(0.0001)
PROGRAM
        chmod +x "$SCENE/send"
        ip link add others0 type veth peer name others1
        ip link set others0 up
        ip link set others1 up
        (
            exec <"$ORDERS" 3>"$ANSWERS"
            "$SCENE/send" others0 -1 3>&- &
            while read -r order; do
                if sh -c "$order" 3>&- </dev/null; then printf 0 >&3; else printf 1 >&3; fi
            done
            kill $!
        ) &)SCRIPT");
    close(orders[0]);
    close(answers[1]);
    QCoreApplication application(argc, argv);
    AnyDeviceTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "any_device_test.moc"
