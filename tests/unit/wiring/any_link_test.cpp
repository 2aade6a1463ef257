#include <net/if.h>
#include <net/linux/link_parser.h>

#include <QTest>

#include <libmnl/libmnl.h>
#include <linux/if_arp.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>

#include <array>
#include <functional>

using namespace tapscope;

namespace {

/// RTM_NEWLINK messages as the kernel sends them, for kinds that not every kernel has.
class Answer {
public:
    using Data = std::function<void(nlmsghdr&)>;

    Answer(const char* name, const char* kind, unsigned flags, const Data& outside, const Data& inside) {
        header_ = mnl_nlmsg_put_header(buffer_.data());
        header_->nlmsg_type = RTM_NEWLINK;
        auto* link = static_cast<ifinfomsg*>(mnl_nlmsg_put_extra_header(header_, sizeof(ifinfomsg)));
        link->ifi_index = 5;
        link->ifi_type = ARPHRD_ETHER;
        link->ifi_flags = flags;
        mnl_attr_put_strz(header_, IFLA_IFNAME, name);
        mnl_attr_put_u32(header_, IFLA_MTU, 1500);
        mnl_attr_put_u8(header_, IFLA_OPERSTATE, 6);
        mnl_attr_put_u8(header_, IFLA_CARRIER, 1);
        outside(*header_);
        if (kind == nullptr)
            return;
        nlattr* info = mnl_attr_nest_start(header_, IFLA_LINKINFO);
        mnl_attr_put_strz(header_, IFLA_INFO_KIND, kind);
        nlattr* data = mnl_attr_nest_start(header_, IFLA_INFO_DATA);
        inside(*header_);
        mnl_attr_nest_end(header_, data);
        mnl_attr_nest_end(header_, info);
    }
    [[nodiscard]] nlmsghdr& message() const { return *header_; }

private:
    alignas(nlmsghdr) std::array<char, 1024> buffer_{};
    nlmsghdr* header_ = nullptr;
};

const Answer::Data nothing = [](nlmsghdr&) {};

} // namespace

class AnyLinkTest : public QObject {
    Q_OBJECT

private slots:
    void aVlan() {
        const Answer answer(
            "eth0.42", "vlan", IFF_UP, [](nlmsghdr& message) { mnl_attr_put_u32(&message, IFLA_LINK, 2); },
            [](nlmsghdr& message) {
                mnl_attr_put_u16(&message, IFLA_VLAN_PROTOCOL, 0x0081);
                mnl_attr_put_u16(&message, IFLA_VLAN_ID, 42);
            });
        const auto link = parseAnyLink(answer.message());
        QVERIFY(link && link->kind == "vlan" && !isDevice(*link));
        QCOMPARE(link->tag.value_or(0), std::uint32_t{42});
        QCOMPARE(link->lowerIndex, std::uint32_t{2});
        QVERIFY(!link->lowerNetwork && link->info.isUp && link->info.hasCarrier);
        QCOMPARE(link->operState, std::uint8_t{6});
    }

    void aVlanWhoseLowerDeviceIsElsewhere() {
        const Answer answer(
            "v0", "vlan", 0,
            [](nlmsghdr& message) {
                mnl_attr_put_u32(&message, IFLA_LINK, 5); // its own number, in the other namespace
                mnl_attr_put_u32(&message, IFLA_LINK_NETNSID, 0);
            },
            nothing);
        const auto link = parseAnyLink(answer.message());
        QVERIFY(link);
        QCOMPARE(link->lowerIndex, std::uint32_t{5});
        QCOMPARE(link->lowerNetwork.value_or(-1), 0);
        QVERIFY(!link->tag);
    }

    void hasNoLowerDevice_data() {
        QTest::addColumn<QByteArray>("kind");
        QTest::newRow("dummy") << QByteArray("dummy");
        QTest::newRow("WireGuard") << QByteArray("wireguard");
    }
    void hasNoLowerDevice() {
        QFETCH(QByteArray, kind);
        const Answer answer(
            "x0", kind.constData(), IFF_UP, [](nlmsghdr& message) { mnl_attr_put_u32(&message, IFLA_LINK, 5); },
            nothing);
        const auto link = parseAnyLink(answer.message());
        QVERIFY(link && link->kind == kind.toStdString());
        QCOMPARE(link->lowerIndex, std::uint32_t{0});
    }

    void hardwareAndLoopbackHaveNoKind() {
        const auto card = parseAnyLink(Answer("eth0", nullptr, IFF_UP, nothing, nothing).message());
        QVERIFY(card && card->kind.empty() && !card->isLoopback);
        const auto loopback = parseAnyLink(Answer("lo", nullptr, IFF_UP | IFF_LOOPBACK, nothing, nothing).message());
        QVERIFY(loopback && loopback->isLoopback);
    }

    void aTunnelThatGoesNowhereHasNoOtherEnd() {
        const Answer answer("gre1", "gre", IFF_UP, nothing, [](nlmsghdr& message) {
            mnl_attr_put_u32(&message, 7, 0); // IFLA_GRE_REMOTE
        });
        const auto link = parseAnyLink(answer.message());
        QVERIFY(link && !link->remote);
    }

    void refusesWhatIsMisshapen() {
        Answer named("with space", "vlan", 0, nothing, nothing);
        QVERIFY(!parseAnyLink(named.message()));
        Answer cut("eth0.1", "vlan", 0, nothing, [](nlmsghdr& message) { mnl_attr_put_u8(&message, IFLA_VLAN_ID, 1); });
        const auto link = parseAnyLink(cut.message());
        QVERIFY(link && !link->tag); // an id of one byte is invalid
        --(cut.message().nlmsg_len = static_cast<std::uint32_t>(mnl_nlmsg_size(sizeof(ifinfomsg))));
        QVERIFY(!parseAnyLink(cut.message()));
    }
};

QTEST_APPLESS_MAIN(AnyLinkTest)
#include "any_link_test.moc"
