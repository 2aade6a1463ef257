#include <QTest>

#include <wiring/wiring_edges.h>

using namespace tapscope;

namespace {

WiredDevice device(const char* name, std::uint32_t index, WiredKind kind = WiredKind::Other) {
    WiredDevice made{DeviceInfo(*InterfaceName::parse(name))};
    made.info.index = index;
    made.kind = kind;
    return made;
}

QStringList edges(const std::vector<WiringArea>& areas, const NetworkIds& ids = {}) {
    QStringList all;
    for (const auto& edge : edgesOf(areas, ids)) {
        const auto name = [&](const WiredAt& at) {
            return QString::number(at.area) + ":" +
                   QString::fromStdString(areas[at.area].devices[at.device].info.name.text());
        };
        all << name(edge.from) + " " + QString::fromUtf8(edgeWord(edge.kind)) + " " + (edge.to ? name(*edge.to) : "?");
    }
    return all;
}

} // namespace

class WiringEdgesTest : public QObject {
    Q_OBJECT

private slots:
    void upperAndLowerDevicesAreConnected() {
        WiringArea area;
        area.devices = {device("br0", 1, WiredKind::Bridge), device("eth0", 2, WiredKind::Physical),
                        device("eth0.5", 3, WiredKind::Vlan), device("vx0", 4, WiredKind::Vxlan)};
        area.devices[1].masterIndex = 1;
        area.devices[2].lowerIndex = 2;
        area.devices[3].underlayIndex = 2;
        QCOMPARE(edges({area}), (QStringList{"0:eth0 port 0:br0", "0:eth0.5 lower 0:eth0", "0:vx0 tunnel 0:eth0"}));
    }

    void pairsAcrossNamespaces() {
        std::vector<WiringArea> areas(3);
        areas[0].devices = {device("a0", 7, WiredKind::Veth)};
        areas[1].devices = {device("lo", 1, WiredKind::Loopback), device("b0", 7, WiredKind::Veth)};
        areas[2].devices = {device("c0", 7, WiredKind::Veth)};
        areas[0].devices[0].lowerIndex = 7;
        areas[0].devices[0].lowerNetwork = 3;
        areas[1].devices[1].lowerIndex = 7;
        areas[1].devices[1].lowerNetwork = 0;
        areas[2].devices[0].lowerIndex = 7; // its peer is in a namespace that cannot be seen
        areas[2].devices[0].lowerNetwork = 0;
        QCOMPARE(edges(areas, {{{0, 3}, 1}, {{1, 0}, 0}}), (QStringList{"0:a0 pair 1:b0", "2:c0 pair ?"}));
    }

    void aPairThatOnlyOneEndReportsIsKept() {
        std::vector<WiringArea> areas(2);
        areas[0].devices = {device("new0", 4, WiredKind::Bridge)}; // index 4 has another device by now
        areas[1].devices = {device("b0", 7, WiredKind::Veth)};
        areas[1].devices[0].lowerIndex = 4;
        areas[1].devices[0].lowerNetwork = 0;
        QCOMPARE(edges(areas, {{{1, 0}, 0}}), (QStringList{"1:b0 pair 0:new0"}));
    }

    void relationsAreWordsForPeople() {
        Wiring wiring;
        wiring.areas.resize(1);
        wiring.areas[0].devices = {device("eth0", 2, WiredKind::Physical), device("eth0.5", 3, WiredKind::Vlan)};
        wiring.areas[0].devices[1].lowerIndex = 2;
        wiring.areas[0].devices[1].tag = 5;
        wiring.edges = edgesOf(wiring.areas, {});
        QCOMPARE(relationsOf(wiring)[0][1], std::string("id 5, on eth0"));
        QCOMPARE(relationsOf(wiring)[0][0], std::string());
    }
};

QTEST_APPLESS_MAIN(WiringEdgesTest)
#include "wiring_edges_test.moc"
