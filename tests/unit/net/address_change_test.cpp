#include <net/address_change.h>

#include <QStringList>
#include <QTest>

#include <algorithm>

using namespace tapscope;

namespace {

InterfaceAddress address(const char* prefix, const char* label = "") {
    return {.prefix = *IpPrefix::parse(prefix), .label = label};
}

/// One device, with the kernel's rule for IPv4: the first address of a network is its primary one, and when that is
/// removed, the others of the network go with it.
class OneDevice final : public DeviceControl {
public:
    std::vector<InterfaceAddress> addresses;
    QStringList done;       ///< "+" and "-" with the addresses, in order
    QString refused;        ///< one of these, which fails
    bool isRemoved = false; ///< nothing can be asked any more

    Result<std::vector<DeviceInfo>> list() override { return std::unexpected(unused()); }
    Result<DeviceInfo> info(const InterfaceName& name) override {
        if (isRemoved)
            return std::unexpected(unused());
        DeviceInfo info(name);
        info.addresses = addresses;
        return info;
    }
    Result<std::unique_ptr<DeviceWatcher>> watch() override { return std::unexpected(unused()); }
    Result<LinkType> linkType(const InterfaceName&) override { return std::unexpected(unused()); }
    Result<TapDevice> create(const std::optional<InterfaceName>&, const TapOptions&) override {
        return std::unexpected(unused());
    }
    Result<VethPair> createPair(const std::optional<VethPair>&) override { return std::unexpected(unused()); }
    Result<InterfaceName> createBridge(const std::optional<InterfaceName>&) override {
        return std::unexpected(unused());
    }
    Result<TapDevice> open(const InterfaceName&) override { return std::unexpected(unused()); }
    Result<void> destroy(const InterfaceName&) override { return std::unexpected(unused()); }
    Result<void> change(const InterfaceName&, const DeviceChange& change) override {
        const auto* const added = std::get_if<AddAddress>(&change);
        const InterfaceAddress changed = added != nullptr ? added->address : std::get<RemoveAddress>(change).address;
        const QString action = (added != nullptr ? "+" : "-") + QString::fromStdString(addressText(changed));
        if (action == refused)
            return std::unexpected(unused());
        done << action;
        const auto has = std::ranges::find_if(
            addresses, [&](const auto& each) { return each.prefix == changed.prefix && each.peer == changed.peer; });
        if (added != nullptr) {
            if (has != addresses.end())
                return std::unexpected(unused());
            addresses.push_back(changed);
            return {};
        }
        if (has == addresses.end())
            return std::unexpected(unused());
        const auto isBeside = [&](const InterfaceAddress& each) {
            return each.prefix.length == changed.prefix.length && networkOf(each) == networkOf(changed);
        };
        if (std::ranges::find_if(addresses, isBeside) == has)
            std::erase_if(addresses, isBeside);
        else
            addresses.erase(has);
        return {};
    }
    Result<void> moveToNamespace(const InterfaceName&, const NetworkNamespace&) override {
        return std::unexpected(unused());
    }
    Result<PacketPort> openPacketPort(const InterfaceName&, const PortRequest&) override {
        return std::unexpected(unused());
    }

    [[nodiscard]] QStringList texts() const {
        QStringList all;
        for (const auto& each : addresses)
            all << QString::fromStdString(addressText(each));
        return all;
    }

private:
    static Error unused() { return {.kind = ErrorKind::Unsupported, .reason = "not here"}; }
    /// Of prefixes of 24 bits, which the test uses.
    static std::array<std::uint8_t, 3> networkOf(const InterfaceAddress& of) {
        const auto& octets = of.prefix.address.octets;
        return {octets[0], octets[1], octets[2]};
    }
};

const InterfaceName device = *InterfaceName::parse("tap0");

} // namespace

/// Changing one address of a device.
class AddressChangeTest : public QObject {
    Q_OBJECT

private slots:
    void theNewAddressIsThereBeforeTheOldOneGoes() {
        OneDevice control;
        control.addresses = {address("10.9.0.1/24")};
        QVERIFY(replaceAddress(control, device, address("10.9.0.1/24"), address("10.9.1.1/24")));
        QCOMPARE(control.done, QStringList({"+10.9.1.1/24", "-10.9.0.1/24"}));
        QCOMPARE(control.texts(), QStringList{"10.9.1.1/24"});
    }

    void theOldAddressStaysIfTheNewOneIsRefused() {
        OneDevice control;
        control.addresses = {address("10.9.0.1/24"), address("10.9.0.2/24")};
        control.refused = "+10.9.1.1/24";
        QVERIFY(!replaceAddress(control, device, address("10.9.0.1/24"), address("10.9.1.1/24")));
        QCOMPARE(control.texts(), QStringList({"10.9.0.1/24", "10.9.0.2/24"}));
    }

    void theNewAddressGoesIfTheOldOneDoesNot() {
        OneDevice control;
        control.addresses = {address("10.9.0.1/24")};
        control.refused = "-10.9.0.1/24";
        QVERIFY(!replaceAddress(control, device, address("10.9.0.1/24"), address("10.9.1.1/24")));
        QCOMPARE(control.texts(), QStringList{"10.9.0.1/24"});
    }

    void aPrimaryAddressIsReplacedAtItsPlace() {
        OneDevice control;
        control.addresses = {address("10.9.0.1/24"), address("10.9.0.2/24"), address("10.9.0.3/24")};
        QVERIFY(replaceAddress(control, device, address("10.9.0.1/24"), address("10.9.0.9/24")));
        QCOMPARE(control.texts(), QStringList({"10.9.0.9/24", "10.9.0.2/24", "10.9.0.3/24"}));
    }

    void aSecondaryAddressIsReplacedAndTheOthersStay() {
        OneDevice control;
        control.addresses = {address("10.9.0.1/24"), address("10.9.0.2/24"), address("10.9.0.3/24")};
        QVERIFY(replaceAddress(control, device, address("10.9.0.2/24"), address("10.9.0.9/24")));
        QStringList texts = control.texts();
        QCOMPARE(texts.takeFirst(), QString("10.9.0.1/24"));
        texts.sort();
        QCOMPARE(texts, QStringList({"10.9.0.3/24", "10.9.0.9/24"}));
    }

    void onlyALabelIsChangedInPlace() {
        OneDevice control;
        control.addresses = {address("10.9.0.1/24"), address("10.9.0.2/24")};
        QVERIFY(replaceAddress(control, device, address("10.9.0.1/24"), address("10.9.0.1/24", "tap0:web")));
        QCOMPARE(control.done.first(), QString("-10.9.0.1/24"));
        const auto found = std::ranges::find(control.addresses, std::string("tap0:web"), &InterfaceAddress::label);
        QVERIFY(found != control.addresses.end() && found->prefix == *IpPrefix::parse("10.9.0.1/24"));
        QCOMPARE(control.addresses.size(), 2U);
    }

    void theOldLabelComesBackIfTheNewOneIsRefused() {
        OneDevice control;
        control.addresses = {address("10.9.0.1/24", "tap0:old")};
        control.refused = "+10.9.0.1/24"; // neither can be added
        QVERIFY(!replaceAddress(control, device, address("10.9.0.1/24"), address("10.9.0.1/24", "tap0:web")));
        QCOMPARE(control.done, QStringList{"-10.9.0.1/24"});
    }

    void theSameAddressIsLeftAlone() {
        OneDevice control;
        control.addresses = {address("10.9.0.1/24", "tap0:web")};
        QVERIFY(
            replaceAddress(control, device, address("10.9.0.1/24", "tap0:web"), address("10.9.0.1/24", "tap0:web")));
        QVERIFY(control.done.isEmpty());
    }

    void removingAPrimaryAddressKeepsTheOthersInTheirOrder() {
        OneDevice control;
        control.addresses = {address("10.9.0.1/24"), address("10.9.0.2/24"), address("10.9.1.1/24"),
                             address("10.9.0.3/24")};
        QVERIFY(removeAddressAlone(control, device, address("10.9.0.1/24")));
        QCOMPARE(control.texts(), QStringList({"10.9.1.1/24", "10.9.0.2/24", "10.9.0.3/24"}));
    }

    void anAddressThatIsLostIsNamed() {
        OneDevice control;
        control.addresses = {address("10.9.0.1/24"), address("10.9.0.2/24")};
        control.refused = "+10.9.0.2/24";
        const auto removed = removeAddressAlone(control, device, address("10.9.0.1/24"));
        QVERIFY(!removed && removed.error().hint.contains("10.9.0.2/24"));
    }

    void thePeerMayBeLeftOut() {
        OneDevice control;
        auto toPeer = address("10.9.0.1/32");
        toPeer.peer = *IpAddress::parse("10.9.0.7");
        control.addresses = {toPeer};
        QVERIFY(removeAddressAlone(control, device, address("10.9.0.1/32")));
        QVERIFY(control.addresses.empty());
    }

    void aDeviceThatIsGoneIsAnError() {
        OneDevice control;
        control.isRemoved = true;
        QVERIFY(!replaceAddress(control, device, address("10.9.0.1/24"), address("10.9.0.2/24")));
        QVERIFY(!removeAddressAlone(control, device, address("10.9.0.1/24")));
        QVERIFY(control.done.isEmpty());
    }
};

QTEST_GUILESS_MAIN(AddressChangeTest)
#include "address_change_test.moc"
