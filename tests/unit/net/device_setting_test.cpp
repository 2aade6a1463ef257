#include <net/broadcast_address.h>
#include <net/device_setting.h>

#include <QTest>

#include <set>

using namespace tapscope;

namespace {

InterfaceName named(const char* text) {
    return *InterfaceName::parse(text);
}

/// A device that has a value for every setting.
DeviceInfo richDevice() {
    DeviceInfo info(named("tap0"));
    info.isUp = info.hasCarrier = info.isPersistent = info.hasVnetHeader = info.isPromiscuous = true;
    info.mtu = 1400;
    info.transmitQueueLength = 77;
    info.deviceGroup = 7;
    info.mac = *MacAddress::parse("02:42:0a:09:00:01");
    info.alternativeNames = {"guest-0", "guest-1"};
    info.alias = "of the guest";
    info.bridge = named("br0");
    info.owner = 4'000'001;
    info.group = 4'000'002;
    info.addresses = {{.prefix = *IpPrefix::parse("10.9.0.1/24"), .broadcast = *IpAddress::parse("10.9.0.255")},
                      {.prefix = *IpPrefix::parse("10.9.1.1/32"), .peer = *IpAddress::parse("10.9.1.2")},
                      {.prefix = *IpPrefix::parse("10.9.2.1/24"),
                       .broadcast = *IpAddress::parse("10.9.2.7"),
                       .label = "tap0:web",
                       .scope = 253},
                      {.prefix = *IpPrefix::parse("fe80::1/64"), .scope = 253}};
    return info;
}

} // namespace

/// The table of the settings of devices.
class DeviceSettingTest : public QObject {
    Q_OBJECT

private slots:
    /// RFC 3021: a network of two addresses has no broadcast address.
    void smallNetworksHaveNoBroadcastAddress() {
        QCOMPARE(usualBroadcast(*IpPrefix::parse("10.9.0.1/30"))->text(), std::string("10.9.0.3"));
        QVERIFY(!usualBroadcast(*IpPrefix::parse("10.9.0.0/31")));
        QVERIFY(!usualBroadcast(*IpPrefix::parse("10.9.0.0/32")));
        QVERIFY(!usualBroadcast(*IpPrefix::parse("fd09::1/64")));
    }

    void eachKeyAndTitleIsOneSetting() {
        std::set<std::string_view> keys, titles;
        for (const auto& setting : deviceSettings()) {
            QVERIFY(keys.insert(setting.key).second && titles.insert(setting.title).second);
            QVERIFY(!setting.help.empty() && !setting.help.ends_with('.'));
            QCOMPARE(*findDeviceSetting(setting.key), &setting);
        }
        const auto unknown = findDeviceSetting("colour");
        QVERIFY(!unknown && unknown.error().kind == ErrorKind::NotFound);
        QVERIFY(unknown.error().hint.find("txqueuelen") != std::string::npos);
    }

    void settingsReadFromADeviceCanBeSetAgain() {
        const DeviceInfo info = richDevice();
        for (const auto& setting : deviceSettings()) {
            const auto values = setting.read(info);
            QVERIFY2(!values.empty(), setting.key.data());
            for (const auto& value : values) {
                const auto change = setting.change(textOf(setting, value));
                QVERIFY2(change, change ? "" : change.error().text().c_str());
                QVERIFY(setting.covers(*change));
                QCOMPARE(&settingOf(*change), &setting);
                if (setting.isList())
                    QVERIFY(setting.remove(textOf(setting, value)));
            }
        }
    }

    void anAddressComesBackWhole() {
        const DeviceInfo info = richDevice();
        const std::vector<std::string> texts = {"10.9.0.1/24", "10.9.1.1 peer 10.9.1.2/32",
                                                "10.9.2.1/24 broadcast 10.9.2.7 label tap0:web scope link",
                                                "fe80::1/64"};
        for (std::size_t i = 0; i < texts.size(); ++i) {
            QCOMPARE(wholeAddressText(info.addresses[i], info.name), texts[i]);
            const auto parsed = parseInterfaceAddress(texts[i]);
            QVERIFY(parsed && parsed->prefix == info.addresses[i].prefix && parsed->peer == info.addresses[i].peer);
            QCOMPARE(parsed->label, info.addresses[i].label);
        }
    }

    void macAddressesAreReadInTheUsualForms_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"52:54:00:12:34:5a", "52-54-00-12-34-5A", "5254.0012.345a", "52540012345A"})
            QTest::newRow(text) << QByteArray(text);
    }
    void macAddressesAreReadInTheUsualForms() {
        QFETCH(QByteArray, text);
        const auto change = (*findDeviceSetting("mac"))->change(text.toStdString());
        QVERIFY2(change, change ? "" : change.error().text().c_str());
        QCOMPARE(std::get<MacAddress>(*change).text(), std::string("52:54:00:12:34:5a"));
    }

    void wrongTextsAreRefused_data() {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* key, const char* text) {
            QTest::addRow("%s %s", key, text) << QByteArray(key) << QByteArray(text);
        };
        row("up", "yes");
        row("mtu", "");
        row("mtu", "1500 ");
        row("mtu", "-1");
        row("mtu", "4294967296");
        row("mac", "01:00:5e:00:00:01");
        row("mac", "01005e000001");
        row("mac", "5254.0012345.6");
        row("mac", "52540012345g");
        row("mac", "5254.0012.34567");
        row("address", "");
        row("address", "10.9.0.1/33");
        row("address", "10.9.0.1 peer");
        row("address", "10.9.0.1/24 valid_lft 0");
        row("address", "10.9.0.1/24 valid_lft 5 preferred_lft 6");
        row("address", "10.9.0.1/24 label sixteen-letters!");
        row("address", "10.9.0.1/24 broadcast fd09::1");
        row("address", "10.9.0.1/24 scope 256");
        row("owner", "no such user");
        row("bridge", "a/b");
        row("altname", "two words");
        row("altname", "..");
    }
    void wrongTextsAreRefused() {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, text);
        QVERIFY(!(*findDeviceSetting(key.toStdString()))->change(text.toStdString()));
    }

    void optionalSettingsAreUnset() {
        for (const char* key : {"owner", "group", "bridge"}) {
            for (const char* text : {"", "none"})
                QVERIFY((*findDeviceSetting(key))->change(text));
        }
        QVERIFY(std::get<Alias>(*(*findDeviceSetting("alias"))->change("")).text.empty());
    }

    void theOrderOfChangesWorks() {
        std::vector<DeviceChange> changes = {LinkState::Up, AddAddress{}, Mtu{1400}, RemoveAddress{}, LinkState::Down};
        putInOrder(changes);
        QCOMPARE(std::get<LinkState>(changes.front()), LinkState::Down);
        QVERIFY(std::holds_alternative<RemoveAddress>(changes[1]));
        QVERIFY(std::holds_alternative<AddAddress>(changes[2]));
        QCOMPARE(std::get<LinkState>(changes.back()), LinkState::Up);
    }
};

QTEST_GUILESS_MAIN(DeviceSettingTest)
#include "device_setting_test.moc"
