#include "bsd_test_kernel.h"

#include <net/tap_device.h>

#include <QTest>

#include <fcntl.h>

using namespace tapscope;
using namespace tapscope::test;

namespace {

QString text(const Error& error) {
    return QString::fromStdString(error.text());
}

/// Creates devices with the numbers 4 to `last`.
void fillUpTo(FakeBsdKernel& kernel, int last) {
    for (int number = 4; number <= last; ++number)
        kernel.addDevice("tap" + std::to_string(number));
}

} // namespace

/// TapDevice as on the BSDs, with simulated kernels.
class BsdTapTest : public QObject {
    Q_OBJECT

private slots:
    void uniqueNamesComeFromFreeBsdsCloningNode() {
        KernelOfTest kernel(BsdSystem::FreeBsd);
        kernel->devfsCloning = 1;
        kernel->addDevice("tap0");
        {
            const auto device = TapDevice::createUnique({}, *kernel);
            QVERIFY(device);
            QCOMPARE(device->name().text(), std::string("tap1"));
            QVERIFY(kernel->created().empty());
        }
        QVERIFY(!kernel->devices().contains("tap1"));
        QVERIFY(TapDevice::createUnique({.persistence = Persistence::Kept}, *kernel));
        QVERIFY(kernel->devices().contains("tap1"));
    }

    void numbersAreTriedWhereThereIsNoCloningNode_data() {
        QTest::addColumn<BsdSystem>("system");
        QTest::addColumn<int>("cloning"); // -1: no such sysctl
        QTest::newRow("FreeBSD, switched off") << BsdSystem::FreeBsd << 0;
        QTest::newRow("FreeBSD, another value") << BsdSystem::FreeBsd << 2;
        QTest::newRow("FreeBSD, no such sysctl") << BsdSystem::FreeBsd << -1;
        QTest::newRow("DragonFly") << BsdSystem::DragonFly << 1;
        QTest::newRow("NetBSD") << BsdSystem::NetBsd << 1;
        QTest::newRow("OpenBSD") << BsdSystem::OpenBsd << -1;
    }
    void numbersAreTriedWhereThereIsNoCloningNode() {
        QFETCH(int, cloning);
        TAPSCOPE_KERNEL_OF_ROW;
        if (cloning >= 0)
            kernel->devfsCloning = cloning;
        kernel->addDevice("tap4");
        kernel->busyNames = {"tap5"};
        const auto device = TapDevice::createUnique({}, *kernel);
        QVERIFY2(device, device ? "" : device.error().text().c_str());
        QCOMPARE(device->name().text(), std::string("tap6"));
        QCOMPARE(kernel->created(), (std::vector<std::string>{"tap4", "tap5", "tap6"}));
    }

    void anyOtherErrorEndsTheSearch_data() { addSystemRows(); }
    void anyOtherErrorEndsTheSearch() {
        TAPSCOPE_KERNEL_OF_ROW;
        kernel->addDevice("tap4");
        kernel->createErrors["tap5"] = ENOMEM;
        const auto device = TapDevice::createUnique({}, *kernel);
        QVERIFY(!device);
        QCOMPARE(device.error().code, ENOMEM);
        QCOMPARE(kernel->created(), (std::vector<std::string>{"tap4", "tap5"}));
    }

    void theLastNumberIs999_data() { addSystemRows(); }
    void theLastNumberIs999() {
        TAPSCOPE_KERNEL_OF_ROW;
        fillUpTo(*kernel, 998);
        const auto last = TapDevice::createUnique({}, *kernel);
        QVERIFY(last);
        QCOMPARE(last->name().text(), std::string("tap999"));
        const auto none = TapDevice::createUnique({}, *kernel);
        QVERIFY(!none);
        QCOMPARE(none.error().kind, ErrorKind::NotFound);
        QCOMPARE(none.error().code, ENOENT);
        QVERIFY2(text(none.error()).contains("tap4 to tap999 are all taken"), qPrintable(text(none.error())));
    }

    void aNewDeviceEndsWithItsDescriptorUnlessItIsPersistent_data() { addSystemRows(); }
    void aNewDeviceEndsWithItsDescriptorUnlessItIsPersistent() {
        TAPSCOPE_KERNEL_OF_ROW;
        {
            const auto device = TapDevice::createNamed(named("tap2"), {}, *kernel);
            QVERIFY(device);
            QVERIFY(kernel->devices()["tap2"].isOpen);
        }
        QVERIFY(!kernel->devices().contains("tap2"));
        QVERIFY(TapDevice::createNamed(named("tap2"), {.persistence = Persistence::Kept}, *kernel));
        QVERIFY(kernel->devices().contains("tap2"));
        {
            auto device = TapDevice::open(named("tap2"), *kernel);
            QVERIFY(device);
            QVERIFY(device->setPersistence(Persistence::Dropped));
        }
        QVERIFY(!kernel->devices().contains("tap2"));
    }

    void aNameThatIsThereIsRefusedOrOpened_data() {
        QTest::addColumn<BsdSystem>("system");
        QTest::addColumn<bool>("saysBusy");
        for (const bool saysBusy : {false, true}) {
            const char* code = saysBusy ? "EBUSY" : "EEXIST";
            QTest::addRow("FreeBSD, %s", code) << BsdSystem::FreeBsd << saysBusy;
            QTest::addRow("DragonFly, %s", code) << BsdSystem::DragonFly << saysBusy;
            QTest::addRow("NetBSD, %s", code) << BsdSystem::NetBsd << saysBusy;
            QTest::addRow("OpenBSD, %s", code) << BsdSystem::OpenBsd << saysBusy;
        }
    }
    void aNameThatIsThereIsRefusedOrOpened() {
        QFETCH(bool, saysBusy);
        TAPSCOPE_KERNEL_OF_ROW;
        kernel->addDevice("tap3");
        if (saysBusy)
            kernel->busyNames = {"tap3"};
        const auto refused = TapDevice::createNamed(named("tap3"), {}, *kernel);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NameTaken);
        QCOMPARE(text(refused.error()), QString("Cannot create tap3: a device with that name already exists. "
                                                "Choose another name or open that one."));
        QVERIFY(TapDevice::createNamed(named("tap3"), {.existing = TapOptions::Existing::Open}, *kernel));
        QVERIFY(kernel->devices().contains("tap3")); // it is not ours
    }

    void refusesNamesThatNoTapCanHave_data() { addSystemRows(); }
    void refusesNamesThatNoTapCanHave() {
        TAPSCOPE_KERNEL_OF_ROW;
        const auto other = TapDevice::createNamed(named("vpn0"), {}, *kernel);
        QVERIFY(!other);
        QCOMPARE(other.error().kind, ErrorKind::Invalid);
        QVERIFY(kernel->created().empty());
        const auto noNumber = TapDevice::createNamed(named("tapestry"), {}, *kernel);
        QVERIFY(!noNumber);
        QCOMPARE(noNumber.error().kind, ErrorKind::Invalid);
        QVERIFY2(text(noNumber.error()).contains("\"tap\" and a number"), qPrintable(text(noNumber.error())));
        QVERIFY(!InterfaceName::parse("tap1234567890123")); // 16 bytes
    }

    void aDeviceThatCannotBeOpenedIsDestroyedAgain_data() { addSystemRows(); }
    void aDeviceThatCannotBeOpenedIsDestroyedAgain() {
        TAPSCOPE_KERNEL_OF_ROW;
        kernel->missingNodes = {"tap7"};
        const auto device = TapDevice::createNamed(named("tap7"), {.persistence = Persistence::Kept}, *kernel);
        QVERIFY(!device);
        QCOMPARE(device.error().code, ENOENT);
        QVERIFY2(text(device.error()).contains("sh MAKEDEV tap7"), qPrintable(text(device.error())));
        QVERIFY(!kernel->devices().contains("tap7"));
    }

    void aBusyNodeIsTheNextNumbersTurn_data() { addSystemRows(); }
    void aBusyNodeIsTheNextNumbersTurn() {
        TAPSCOPE_KERNEL_OF_ROW;
        kernel->heldNodes = {"tap4"};
        const auto device = TapDevice::createUnique({}, *kernel);
        QVERIFY(device);
        QCOMPARE(device->name().text(), std::string("tap5"));
        QCOMPARE(kernel->devices().contains("tap4"), system == BsdSystem::FreeBsd); // destroying it would hang there
    }

    void opensOnlyWhatIsThere_data() { addSystemRows(); }
    void opensOnlyWhatIsThere() {
        TAPSCOPE_KERNEL_OF_ROW;
        kernel->addDevice("tap1");
        kernel->addDevice("tap2");
        kernel->addDevice("tun0");
        kernel->heldNodes = {"tap2"};
        QVERIFY(TapDevice::open(named("tap1"), *kernel));
        QVERIFY(kernel->devices().contains("tap1"));
        const auto error = [&](const char* name) { return TapDevice::open(named(name), *kernel).error(); };
        QCOMPARE(error("tap2").kind, ErrorKind::Busy);
        QCOMPARE(error("tap9").kind, ErrorKind::NotFound);
        QVERIFY(!kernel->devices().contains("tap9")); // on some systems, opening the node would create it
        QCOMPARE(error("tun0").kind, ErrorKind::Invalid);
        QCOMPARE(error("lo0").kind, ErrorKind::Invalid);
        QCOMPARE(error("em0").kind, ErrorKind::NotFound);
    }

    void saysWhoHasItWhereTheKernelTells_data() {
        QTest::addColumn<BsdSystem>("system");
        QTest::addColumn<QString>("who");
        QTest::newRow("FreeBSD") << BsdSystem::FreeBsd << "(pid 4711)";
        QTest::newRow("DragonFly") << BsdSystem::DragonFly << "(pid 4711)";
        QTest::newRow("NetBSD") << BsdSystem::NetBsd << "Another program has it open";
        QTest::newRow("OpenBSD") << BsdSystem::OpenBsd << "Another program has it open";
    }
    void saysWhoHasItWhereTheKernelTells() {
        QFETCH(QString, who);
        TAPSCOPE_KERNEL_OF_ROW;
        kernel->addDevice("tap1").isOpen = true;
        kernel->heldNodes = {"tap1"};
        const auto device = TapDevice::open(named("tap1"), *kernel);
        QVERIFY(!device);
        QVERIFY2(text(device.error()).contains(who), qPrintable(text(device.error())));
    }

    void aMissingRightIsSaid_data() { addSystemRows(); }
    void aMissingRightIsSaid() {
        TAPSCOPE_KERNEL_OF_ROW;
        kernel->isRoot = false;
        const auto device = TapDevice::createUnique({}, *kernel);
        QVERIFY(!device);
        QCOMPARE(device.error().kind, ErrorKind::NotPermitted);
        QVERIFY2(text(device.error()).contains("Run it as root"), qPrintable(text(device.error())));
    }

    void refusesWhatTheSystemHasNoMeansFor_data() { addSystemRows(); }
    void refusesWhatTheSystemHasNoMeansFor() {
        TAPSCOPE_KERNEL_OF_ROW;
        for (const auto& options : {TapOptions{.multiQueue = true}, TapOptions{.owner = 1}, TapOptions{.group = 1}}) {
            QCOMPARE(TapDevice::createUnique(options, *kernel).error().kind, ErrorKind::Unsupported);
            QCOMPARE(TapDevice::createNamed(named("tap4"), options, *kernel).error().kind, ErrorKind::Unsupported);
        }
        QVERIFY(kernel->created().empty());
        auto device = TapDevice::createUnique({}, *kernel);
        QVERIFY(device);
        QCOMPARE(device->setOwner(1).error().kind, ErrorKind::Unsupported);
        QCOMPARE(device->setGroup(1).error().kind, ErrorKind::Unsupported);
    }

    void duplicatesKeepADeviceAlive_data() { addSystemRows(); }
    void duplicatesKeepADeviceAlive() {
        TAPSCOPE_KERNEL_OF_ROW;
        auto device = TapDevice::createNamed(named("tap4"), {}, *kernel);
        QVERIFY(device);
        auto copy = device->duplicate();
        QVERIFY(copy);
        device = std::unexpected(Error{});
        QVERIFY(kernel->devices().contains("tap4"));
        copy = std::unexpected(Error{});
        QVERIFY(!kernel->devices().contains("tap4"));
    }

    void anotherDeviceTakesItsPlaceInOrder_data() { addSystemRows(); }
    void anotherDeviceTakesItsPlaceInOrder() {
        TAPSCOPE_KERNEL_OF_ROW;
        auto device = TapDevice::createNamed(named("tap4"), {}, *kernel);
        auto other = TapDevice::createNamed(named("tap5"), {}, *kernel);
        QVERIFY(device && other);
        *device = std::move(*other); // tap4: closed first, then destroyed (the kernel complains otherwise)
        QVERIFY(!kernel->devices().contains("tap4"));
        QVERIFY(kernel->devices().contains("tap5"));
        QCOMPARE(device->name().text(), std::string("tap5"));
    }

    void aDescriptorGivenAwayKeepsItsDevice_data() { addSystemRows(); }
    void aDescriptorGivenAwayKeepsItsDevice() {
        TAPSCOPE_KERNEL_OF_ROW;
        UniqueFd fd;
        {
            auto device = TapDevice::createNamed(named("tap2"), {}, *kernel);
            QVERIFY(device);
            fd = std::move(*device).takeFd();
        }
        QVERIFY(kernel->devices().contains("tap2"));
        QVERIFY(fd);
        fd.reset();
        QVERIFY(kernel->devices().contains("tap2"));
    }

    void sendsAndReceivesOneFrameACall_data() { addSystemRows(); }
    void sendsAndReceivesOneFrameACall() {
        TAPSCOPE_KERNEL_OF_ROW;
        auto device = TapDevice::createNamed(named("tap4"), {}, *kernel);
        QVERIFY(device);
        kernel->devices()["tap4"].flags |= 1U;
        QCOMPARE(*device->blocking(), Blocking::Yes);
        QVERIFY(device->setBlocking(Blocking::No));
        QCOMPARE(*device->blocking(), Blocking::No);
        std::array<std::byte, 2000> buffer{};
        QCOMPARE(device->receive(buffer).error().code, EAGAIN);
        kernel->queueFrame("tap4", 60);
        kernel->queueFrame("tap4", 1514);
        QCOMPARE(*device->receive(buffer), std::size_t{60});
        QCOMPARE(*device->receive(buffer), std::size_t{1514});
        QVERIFY(device->send(std::span(buffer).first(1514)));
        QCOMPARE(kernel->devices()["tap4"].receivedFrames, std::uint64_t{1});
        const auto tooLong = device->send(std::span(buffer).first(1515));
        QCOMPARE(tooLong.error().code, EMSGSIZE);
        QVERIFY(device->setBlocking(Blocking::Yes));
        QCOMPARE(*device->blocking(), Blocking::Yes);
        kernel->failCall(1, EINTR);
        QVERIFY(device->send(std::span(buffer).first(60))); // a signal is not a failure
    }

    void saysWhenADeviceIsSwitchedOff() {
        KernelOfTest kernel(BsdSystem::OpenBsd);
        auto device = TapDevice::createNamed(named("tap4"), {}, *kernel);
        QVERIFY(device);
        const std::array<std::byte, 60> frame{};
        const auto sent = device->send(frame);
        QVERIFY(!sent);
        QVERIFY2(text(sent.error()).contains("switched off"), qPrintable(text(sent.error())));
    }

    void leaksNothingWhicheverCallFails_data() {
        addSystemRows();
        QTest::newRow("FreeBSD") << BsdSystem::FreeBsd;
    }
    void leaksNothingWhicheverCallFails() {
        QFETCH(BsdSystem, system);
        for (const bool cloning : {false, true}) {
            for (int failing = 1;; ++failing) {
                KernelOfTest kernel(system); // checks for leaks when it is destroyed
                kernel->devfsCloning = cloning ? 1 : 0;
                kernel->failCall(failing, EIO);
                {
                    auto device = TapDevice::createUnique({}, *kernel);
                    if (device) {
                        auto copy = device->duplicate();
                        static_cast<void>(device->setBlocking(Blocking::No));
                        static_cast<void>(device->blocking());
                    }
                }
                if (!kernel->failureHappened()) {
                    QVERIFY(failing > 4);
                    QVERIFY(kernel->devices().empty());
                    break;
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(BsdTapTest)
#include "bsd_tap_test.moc"
