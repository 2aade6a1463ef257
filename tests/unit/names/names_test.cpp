#include <store/file_store.h>
#include <support/rich_capture.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <names/name_blocks.h>
#include <names/name_book.h>

using namespace tapscope;

/// Tables of names and looking them up.
class NamesTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::filesystem::path fileOf(const char* name, const QByteArray& content) {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", name);
        return file.fileName().toStdString();
    }
    static IpAddress ip(const char* text) { return IpAddress::parse(text).value(); }
    static NameBook book(const NameSwitches& switches, NameBook::Tables tables) {
        return NameBook(switches, std::move(tables));
    }
    static std::string nrb(test::NgFile& file, std::uint16_t type, const std::string& value) {
        return file.number(type) + file.number(static_cast<std::uint16_t>(value.size())) + value +
               std::string((4 - value.size() % 4) % 4, '\0');
    }

private slots:
    void vendorsAreKnownByTheLongestPrefix_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("Wireshark's") << QByteArray("manuf")
                                     << QByteArray("# made by hand\n"
                                                   "00:00:0C\tCisco\tCisco Systems, Inc\n"
                                                   "00:1B:C5:00:10:00/36\tOpenRBco\tOpenRB.com, Direct SIA\n"
                                                   "nonsense\nzz:00:00\tX\tY\n00:00:0C/999\tX\tY\n");
        QTest::newRow("the IEEE's") << QByteArray("oui.csv")
                                    << QByteArray("Registry,Assignment,Organization Name,Organization Address\r\n"
                                                  "MA-L,00000C,\"Cisco Systems, Inc\",\"San Jose, \"\"CA\"\"\"\r\n"
                                                  "MA-S,001BC5001,OpenRB.com Direct SIA,Riga\r\n"
                                                  "MA-L,,nobody,nowhere\r\n");
    }
    void vendorsAreKnownByTheLongestPrefix() {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, content);
        VendorTable table;
        QVERIFY(table.read(fileOf(name, content)));
        table.finish();
        QCOMPARE(table.size(), std::size_t{2});
        const auto vendors = std::make_shared<const VendorTable>(std::move(table));
        const NameBook names = book({.vendors = true}, {.vendors = vendors});
        QVERIFY(names.ofText("00:00:0c:01:02:03").starts_with("Cisco"));
        QVERIFY(names.ofText("00:00:0c:01:02:03").ends_with("_01:02:03"));
        QVERIFY(names.ofText("00:1b:c5:00:1f:ff").starts_with("OpenRB"));
        QCOMPARE(names.ofText("00:1b:c5:00:2f:ff"), std::string()); // another prefix of 36 bits
        QCOMPARE(names.ofText("ff:ff:ff:ff:ff:ff"), std::string("Broadcast"));
        QCOMPARE(names.ofText("02:42:0a:09:00:01"), std::string());
        QCOMPARE(book({}, {.vendors = vendors}).ofText("00:00:0c:01:02:03"), std::string()); // not wanted
    }

    void aFileThatCannotBeReadIsAnError() {
        VendorTable table;
        QVERIFY(!table.read(folder_.filePath("absent").toStdString()));
        QVERIFY(!table.read("/dev/zero")); // would never end
        HostNames hosts;
        QVERIFY(!hosts.readFile(folder_.path().toStdString()));
    }

    void hostsAreNamedByAFile() {
        HostNames hosts;
        QVERIFY(hosts.readFile(fileOf("hosts", "10.9.0.1\tserver.example alias # here\n"
                                               "# 10.9.0.2 not.this\n"
                                               "fd09::1 six.example\n"
                                               "10.9.0.1 second.example\n"
                                               "10.9.0.300 bad.example\nlonely\n"
                                               "10.9.0.3 evil\x1b[31m.example\r\n")));
        QCOMPARE(hosts.size(), std::size_t{3});
        const NameBook names = book({.hosts = true}, {.hosts = std::make_shared<const HostNames>(hosts)});
        QCOMPARE(names.ofText("10.9.0.1"), std::string("server.example"));
        QCOMPARE(names.ofText("fd09::1"), std::string("six.example"));
        QCOMPARE(names.of(columnAddress(ip("10.9.0.1"))), std::string("server.example"));
        QCOMPARE(names.ofText("10.9.0.2"), std::string());
        QCOMPARE(names.ofText("not an address"), std::string());
        QVERIFY(names.ofText("10.9.0.3").find('\x1b') == std::string::npos);
    }

    void namesHaveACeiling() {
        HostNames hosts;
        IpAddress address = ip("10.0.0.0");
        for (std::size_t i = 1; i <= HostNames::mostNames + 10; ++i) {
            address.octets[1] = static_cast<std::uint8_t>(i >> 16);
            address.octets[2] = static_cast<std::uint8_t>(i >> 8);
            address.octets[3] = static_cast<std::uint8_t>(i);
            hosts.add(address, "n");
        }
        QCOMPARE(hosts.size(), HostNames::mostNames);
        QCOMPARE(hosts.leftOut(), std::uint64_t{10});
        QVERIFY(!hosts.add(ip("192.0.2.1"), std::string(256, 'x')));
        QVERIFY(!hosts.add(ip("192.0.2.1"), ""));
        QVERIFY(!hosts.add(ip("0.0.0.0"), "nobody"));
    }

    void aNameThatLooksLikeAnAddressIsRefused() {
        HostNames hosts;
        for (const char* name : {"10.9.0.2", "fd09::2", "02:42:0a:09:00:02", "10.9.0.2."})
            QVERIFY2(!hosts.add(ip("10.9.0.1"), name), name);
        QVERIFY(hosts.add(ip("10.9.0.1"), "10.9.0.2.example"));
    }

    void servicesAreNamedByPort() {
        ServiceNames services;
        QVERIFY(services.readFile(fileOf("services", "http\t80/tcp\twww # web\n"
                                                     "domain 53/udp\nbad 99999/tcp\nworse x/tcp\n#ssh 22/tcp\n")));
        QCOMPARE(services.size(), std::size_t{2});
        const NameBook names = book({.services = true}, {.services = std::make_shared<const ServiceNames>(services)});
        QCOMPARE(names.ofPort(ServiceNames::Transport::Tcp, 80), std::string("http"));
        QCOMPARE(names.ofPort(ServiceNames::Transport::Udp, 80), std::string());
        QCOMPARE(names.ofPort(ServiceNames::Transport::Udp, 53), std::string("domain"));
    }

    void blocksOfAFileNameHosts_data() {
        QTest::addColumn<int>("order");
        QTest::newRow("little-endian") << static_cast<int>(std::endian::little);
        QTest::newRow("big-endian") << static_cast<int>(std::endian::big);
    }
    void blocksOfAFileNameHosts() {
        QFETCH(const int, order);
        test::NgFile file(static_cast<std::endian>(order));
        file.section();
        file.interface();
        const std::string v4 = std::string("\x0a\x09\x00\x01", 4) + std::string("one.example\0two.example\0", 24);
        const std::string v6 = std::string("\xfd\x09", 2) + std::string(13, '\0') + "\x01" + std::string("six\0", 4);
        file.block(4, nrb(file, 1, v4) + nrb(file, 7, "unknown") + nrb(file, 2, v6) + nrb(file, 0, ""));
        file.frame(test::sampleFrame(1), 1);
        file.block(4, nrb(file, 1, std::string("\x0a\x09", 2)) + nrb(file, 1, "\x0a\x09\x01\x01no end"));
        file.block(4, file.number(std::uint16_t{1}) + file.number(std::uint16_t{0xffff})); // longer than the block
        const auto path = fileOf("names.pcapng", QByteArray::fromStdString(file.content()));
        const auto store = FileStore::open(path);
        QVERIFY(store && (*store)->index());
        HostNames names;
        QVERIFY(addNamesOfFiles(names, **store, {}));
        QCOMPARE(QString::fromStdString(std::string(names.of(columnAddress(ip("10.9.0.1"))))), QString("one.example"));
        QCOMPARE(QString::fromStdString(std::string(names.of(columnAddress(ip("fd09::1"))))), QString("six"));
        QCOMPARE(names.size(), std::size_t{3});
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(addNamesOfFiles(names, **store, stop.get_token()).error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(NamesTest)
#include "names_test.moc"
