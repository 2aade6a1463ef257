#include "bsd_test_kernel.h"

#include <net/device_watcher.h>
#include <net/interface.h>

#include <QTest>

#include <functional>

using namespace tapscope;
using namespace tapscope::test;

namespace {

InterfaceAddress address(const char* text) {
    return {.prefix = *IpPrefix::parse(text)};
}

QString text(const Error& error) {
    return QString::fromStdString(error.text());
}

} // namespace

/// interface.h and device_watcher.h as on the BSDs, with simulated kernels.
class BsdInterfaceTest : public QObject {
    Q_OBJECT

private slots:
    void listsTapAndTunDevicesWithWhatTheyHave_data() { addSystemRows(); }
    void listsTapAndTunDevicesWithWhatTheyHave() {
        TAPSCOPE_KERNEL_OF_ROW;
        FakeDevice& tap = kernel->addDevice("tap4");
        tap.flags |= 1U;
        tap.mtu = 1400;
        tap.isOpen = true;
        tap.receivedFrames = 12345678901ULL;
        kernel->addDevice("tun0");
        kernel->addDevice("em0");
        QVERIFY(addAddress(named("tap4"), address("10.9.0.1/22")));
        QVERIFY(addAddress(named("tap4"), address("fd09::1/64")));
        QVERIFY(addAddress(named("tap4"), address("fe80::1/64")));
        const auto all = listDevices();
        QVERIFY(all);
        QCOMPARE(all->size(), std::size_t{2});
        const DeviceInfo& info = all->front();
        QCOMPARE(info.name.text(), std::string("tap4"));
        QCOMPARE(info.index, std::uint32_t{kernel->devices()["tap4"].index});
        QVERIFY(info.isUp && info.hasCarrier && info.isPersistent);
        QCOMPARE(info.mtu, std::uint32_t{1400});
        QCOMPARE(info.mac.value(), *MacAddress::parse("00:bd:01:02:03:04"));
        QCOMPARE(info.counters.receivedFrames, std::uint64_t{12345678901ULL});
        QCOMPARE(info.addresses.size(), std::size_t{3});
        QCOMPARE(info.addresses[0].prefix.text(), std::string("10.9.0.1/22"));
        QCOMPARE(info.addresses[0].broadcast->text(), std::string("10.9.3.255"));
        QCOMPARE(info.addresses[1].prefix.text(), std::string("fd09::1/64"));
        QCOMPARE(info.addresses[2].prefix.text(), std::string("fe80::1/64")); // without the kernel's scope in it
        QVERIFY(all->back().kind == DeviceKind::Tun && !all->back().hasCarrier);
    }

    void switchesADeviceAndLeavesItsOtherFlags_data() {
        QTest::addColumn<BsdSystem>("system");
        QTest::addColumn<unsigned>("flags");
        QTest::newRow("FreeBSD") << BsdSystem::FreeBsd << 0x00428802U;
        QTest::newRow("DragonFly") << BsdSystem::DragonFly << 0x80028802U;
        QTest::newRow("NetBSD") << BsdSystem::NetBsd << 0x8802U;
        QTest::newRow("OpenBSD") << BsdSystem::OpenBsd << 0xc802U;
    }
    void switchesADeviceAndLeavesItsOtherFlags() {
        QFETCH(unsigned, flags);
        TAPSCOPE_KERNEL_OF_ROW;
        kernel->addDevice("tap4").flags = flags;
        QVERIFY(setState(named("tap4"), LinkState::Up));
        QCOMPARE(kernel->devices()["tap4"].flags, flags | 1U);
        QVERIFY(setState(named("tap4"), LinkState::Up));
        QVERIFY(setState(named("tap4"), LinkState::Down));
        QCOMPARE(kernel->devices()["tap4"].flags, flags);
    }

    void setsAnMtuInTheDriversRange_data() {
        QTest::addColumn<BsdSystem>("system");
        QTest::addColumn<unsigned>("mtu");
        QTest::addColumn<bool>("isTaken");
        QTest::addColumn<QString>("range");
        const auto rows = [](const char* name, BsdSystem system, unsigned lowest, unsigned highest) {
            const auto range = QString("tap4 accepts %1 to %2").arg(lowest).arg(highest);
            QTest::addRow("%s lowest", name) << system << lowest << true << range;
            QTest::addRow("%s highest", name) << system << highest << true << range;
            QTest::addRow("%s too small", name) << system << lowest - 1 << false << range;
            QTest::addRow("%s too large", name) << system << highest + 1 << false << range;
            QTest::addRow("%s negative for the kernel", name) << system << 0x80000000U << false << range;
            QTest::addRow("%s all bits", name) << system << 0xffffffffU << false << range;
        };
        rows("FreeBSD", BsdSystem::FreeBsd, 72, 65535);
        rows("DragonFly", BsdSystem::DragonFly, 72, 1500);
        rows("NetBSD", BsdSystem::NetBsd, 46, 9000);
        rows("OpenBSD", BsdSystem::OpenBsd, 46, 16384);
    }
    void setsAnMtuInTheDriversRange() {
        QFETCH(unsigned, mtu);
        QFETCH(bool, isTaken);
        QFETCH(QString, range);
        TAPSCOPE_KERNEL_OF_ROW;
        kernel->addDevice("tap4").mtu = 1234;
        const auto set = setMtu(named("tap4"), mtu);
        QCOMPARE(set.has_value(), isTaken);
        QCOMPARE(deviceInfo(named("tap4"))->mtu, isTaken ? mtu : 1234U);
        if (!isTaken) {
            QCOMPARE(set.error().kind, ErrorKind::OutOfRange);
            QVERIFY2(text(set.error()).contains(range), qPrintable(text(set.error())));
        }
    }

    void refusesANegativeMtuOfTheKernels_data() { addSystemRows(); }
    void refusesANegativeMtuOfTheKernels() {
        TAPSCOPE_KERNEL_OF_ROW;
        kernel->addDevice("tap4");
        kernel->lieAboutMtu = -1;
        QCOMPARE(deviceInfo(named("tap4")).error().kind, ErrorKind::OutOfRange);
    }

    void setsTheMacAddress_data() { addSystemRows(); }
    void setsTheMacAddress() {
        TAPSCOPE_KERNEL_OF_ROW;
        kernel->addDevice("tap4");
        const auto mac = *MacAddress::parse("02:42:0a:09:00:01");
        const auto set = setMac(named("tap4"), mac);
        QVERIFY2(set, set ? "" : set.error().text().c_str());
        QCOMPARE(deviceInfo(named("tap4"))->mac, mac);
        const auto group = setMac(named("tap4"), *MacAddress::parse("03:00:00:00:00:01"));
        QCOMPARE(group.error().kind, ErrorKind::Invalid);
        QVERIFY(text(group.error()).contains("A group address"));
        QCOMPARE(deviceInfo(named("tap4"))->mac, mac);
    }

    void addsListsAndRemovesAddresses_data() {
        QTest::addColumn<BsdSystem>("system");
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<QString>("broadcast");
        const auto rows = [](const char* name, BsdSystem system) {
            QTest::addRow("%s IPv4", name) << system << "10.9.0.1/24" << "10.9.0.255";
            QTest::addRow("%s IPv4, no whole octets", name) << system << "172.20.5.1/19" << "172.20.31.255";
            QTest::addRow("%s IPv4, alone", name) << system << "10.9.0.1/32" << "";
            QTest::addRow("%s IPv6", name) << system << "fd09::1/64" << "";
            QTest::addRow("%s IPv6, no whole octets", name) << system << "fd09:1::1/43" << "";
            QTest::addRow("%s IPv6, alone", name) << system << "fd09::1/128" << "";
        };
        rows("FreeBSD", BsdSystem::FreeBsd);
        rows("DragonFly", BsdSystem::DragonFly);
        rows("NetBSD", BsdSystem::NetBsd);
        rows("OpenBSD", BsdSystem::OpenBsd);
    }
    void addsListsAndRemovesAddresses() {
        QFETCH(QString, prefix);
        QFETCH(QString, broadcast);
        TAPSCOPE_KERNEL_OF_ROW;
        const auto name = named("tap4");
        kernel->addDevice("tap4");
        const auto wanted = address(prefix.toUtf8().constData());
        const auto missing = removeAddress(name, wanted);
        QCOMPARE(missing.error().kind, ErrorKind::NotFound);
        QVERIFY2(text(missing.error()).contains("It does not have that address"), qPrintable(text(missing.error())));
        const auto added = addAddress(name, wanted);
        QVERIFY2(added, added ? "" : added.error().text().c_str());
        const auto listed = deviceInfo(name)->addresses;
        QCOMPARE(listed.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(listed[0].prefix.text()), prefix);
        QCOMPARE(listed[0].broadcast ? QString::fromStdString(listed[0].broadcast->text()) : QString(), broadcast);
        const auto twice = addAddress(name, wanted);
        QCOMPARE(twice.error().kind, ErrorKind::NameTaken);
        QVERIFY2(text(twice.error()).contains("It has that address already"), qPrintable(text(twice.error())));
        QVERIFY(removeAddress(name, wanted));
        QVERIFY(deviceInfo(name)->addresses.empty());
    }

    void takesABroadcastAddressAndRefusesAPeer_data() { addSystemRows(); }
    void takesABroadcastAddressAndRefusesAPeer() {
        TAPSCOPE_KERNEL_OF_ROW;
        kernel->addDevice("tap4");
        auto wanted = address("10.9.0.1/24");
        wanted.broadcast = *IpAddress::parse("10.9.0.0");
        QVERIFY(addAddress(named("tap4"), wanted));
        QCOMPARE(deviceInfo(named("tap4"))->addresses.front(), wanted);
        auto withPeer = address("10.7.0.1/32");
        withPeer.peer = *IpAddress::parse("10.7.0.2");
        QCOMPARE(addAddress(named("tap4"), withPeer).error().kind, ErrorKind::Unsupported);
    }

    void saysWhenTheKernelHasNoIpv6_data() { addSystemRows(); }
    void saysWhenTheKernelHasNoIpv6() {
        TAPSCOPE_KERNEL_OF_ROW;
        kernel->hasInet6 = false;
        kernel->addDevice("tap4");
        const auto added = addAddress(named("tap4"), address("fd09::1/64"));
        QVERIFY2(text(added.error()).contains("built without IPv6"), qPrintable(text(added.error())));
    }

    void persistenceOfADeviceNobodyHasOpen_data() { addSystemRows(); }
    void persistenceOfADeviceNobodyHasOpen() {
        TAPSCOPE_KERNEL_OF_ROW;
        kernel->addDevice("tap4");
        QVERIFY(setPersistence(named("tap4"), Persistence::Kept));
        QVERIFY(kernel->devices().contains("tap4"));
        kernel->heldNodes = {"tap4"};
        QCOMPARE(setPersistence(named("tap4"), Persistence::Dropped).error().kind, ErrorKind::Busy);
        kernel->heldNodes = {};
        QVERIFY(setPersistence(named("tap4"), Persistence::Dropped)); // it disappears at once, as on Linux
        QVERIFY(!kernel->devices().contains("tap4"));
    }

    void destroysTapsAndNothingElse_data() { addSystemRows(); }
    void destroysTapsAndNothingElse() {
        TAPSCOPE_KERNEL_OF_ROW;
        kernel->addDevice("tap4");
        kernel->addDevice("em0");
        QVERIFY(destroy(named("tap4")));
        QCOMPARE(destroy(named("tap4")).error().kind, ErrorKind::NotFound);
        QCOMPARE(destroy(named("em0")).error().kind, ErrorKind::Invalid);
        QVERIFY(kernel->devices().contains("em0"));
    }

    void doesNotHangInFreeBsdsDestroy() {
        KernelOfTest kernel(BsdSystem::FreeBsd);
        kernel->addDevice("tap4").isOpen = true;
        kernel->heldNodes = {"tap4"};
        const auto destroyed = destroy(named("tap4"));
        QCOMPARE(destroyed.error().kind, ErrorKind::Busy);
        QVERIFY2(text(destroyed.error()).contains("pid 4711"), qPrintable(text(destroyed.error())));
        QVERIFY(kernel->devices().contains("tap4"));
    }

    void saysWhyTheSystemRefused_data() {
        QTest::addColumn<BsdSystem>("system");
        QTest::addColumn<int>("code");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("said");
        for (const auto& [name, system] : {std::pair{"FreeBSD", BsdSystem::FreeBsd}, {"OpenBSD", BsdSystem::OpenBsd}}) {
            QTest::addRow("%s EPERM", name) << system << EPERM << ErrorKind::NotPermitted << "Run it as root";
            QTest::addRow("%s ENXIO", name) << system << ENXIO << ErrorKind::NotFound << "there is no such device";
            QTest::addRow("%s ENOBUFS", name) << system << ENOBUFS << ErrorKind::NoSpace << "";
        }
    }
    void saysWhyTheSystemRefused() {
        QFETCH(int, code);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, said);
        TAPSCOPE_KERNEL_OF_ROW;
        kernel->addDevice("tap4");
        kernel->failCall(2, code); // the first is the socket
        const auto set = setState(named("tap4"), LinkState::Up);
        QVERIFY(!set);
        QCOMPARE(set.error().kind, kind);
        QCOMPARE(set.error().code, code);
        QVERIFY2(text(set.error()).contains(said), qPrintable(text(set.error())));
        QVERIFY(text(set.error()).startsWith("Cannot switch on tap4:"));
    }

    void watchesWhatOthersDo_data() { addSystemRows(); }
    void watchesWhatOthersDo() {
        TAPSCOPE_KERNEL_OF_ROW;
        kernel->addDevice("tap1");
        auto watcher = DeviceWatcher::start();
        QVERIFY(watcher);
        QCOMPARE((*watcher)->devices().size(), std::size_t{1});
        QVERIFY(!*(*watcher)->process());
        kernel->addDevice("tap2");
        QVERIFY(*(*watcher)->process());
        QCOMPARE((*watcher)->devices().size(), std::size_t{2});
        QVERIFY(setMtu(named("tap2"), 1400));
        QVERIFY(*(*watcher)->process());
        QCOMPARE((*watcher)->devices().back().mtu, std::uint32_t{1400});
        QVERIFY(destroy(named("tap2")));
        kernel->failCall(1, ENOBUFS); // messages were lost
        QVERIFY(*(*watcher)->process());
        QCOMPARE((*watcher)->devices().size(), std::size_t{1});
        kernel->failCall(1, EBADF);
        QVERIFY(!(*watcher)->process());
    }

    void leaksNothingWhicheverCallFails_data() { addSystemRows(); }
    void leaksNothingWhicheverCallFails() {
        QFETCH(BsdSystem, system);
        const auto name = named("tap4");
        const std::vector<std::function<void()>> operations = {
            [&] { static_cast<void>(listDevices()); },
            [&] { static_cast<void>(deviceInfo(name)); },
            [&] { static_cast<void>(setState(name, LinkState::Up)); },
            [&] { static_cast<void>(setMtu(name, 1400)); },
            [&] { static_cast<void>(setMac(name, *MacAddress::parse("02:42:0a:09:00:01"))); },
            [&] { static_cast<void>(addAddress(name, address("10.9.0.1/24"))); },
            [&] { static_cast<void>(addAddress(name, address("fd09::1/64"))); },
            [&] { static_cast<void>(removeAddress(name, address("10.9.0.1/24"))); },
            [&] { static_cast<void>(setPersistence(name, Persistence::Dropped)); },
            [&] { static_cast<void>(destroy(name)); },
            [&] { static_cast<void>(DeviceWatcher::start()); },
            [&] { static_cast<void>(usersOf(name)); },
        };
        for (const auto& operation : operations) {
            bool failed = true;
            for (int failing = 1; failed; ++failing) {
                KernelOfTest kernel(system); // checks for leaks when it is destroyed
                kernel->addDevice("tap4");
                kernel->failCall(failing, EIO);
                operation();
                failed = kernel->failureHappened();
            }
        }
    }
};

QTEST_APPLESS_MAIN(BsdInterfaceTest)
#include "bsd_interface_test.moc"
