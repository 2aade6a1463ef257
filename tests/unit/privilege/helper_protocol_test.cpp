#include <privilege/helper_protocol.h>

#include <QTest>

using namespace tapscope;

Q_DECLARE_METATYPE(tapscope::Request)
Q_DECLARE_METATYPE(tapscope::Reply)

namespace {

InterfaceName named(const char* text) {
    return *InterfaceName::parse(text);
}

std::vector<std::byte> bytesOf(std::initializer_list<int> octets) {
    std::vector<std::byte> bytes;
    for (const int octet : octets)
        bytes.push_back(static_cast<std::byte>(octet));
    return bytes;
}

} // namespace

Q_DECLARE_METATYPE(std::vector<std::byte>)

/// The messages between a client and tapscope-helper.
class HelperProtocolTest : public QObject {
    Q_OBJECT

private slots:
    void aRequestComesOutAsItWentIn_data() {
        QTest::addColumn<Request>("request");
        const auto row = [](const char* what, Request request) { QTest::newRow(what) << std::move(request); };
        const auto change = [&](const char* what, DeviceChange wanted) {
            row(what, ChangeDevice{named("tap0"), std::move(wanted)});
        };
        row("greeting", Hello{});
        row("create unique", CreateDevice{});
        row("create named", CreateDevice{named("a"),
                                         {.existing = TapOptions::Existing::Open,
                                          .persistence = Persistence::Kept,
                                          .multiQueue = true,
                                          .owner = 1000,
                                          .group = 0xffff'fffe}});
        row("open", OpenDevice{named("fifteen-letters")});
        row("destroy", DestroyDevice{named("tap0")});
        change("state", LinkState::Up);
        change("MTU", Mtu{65521});
        change("MAC", MacAddress{{2, 0x42, 10, 9, 0, 1}});
        change("queue", TransmitQueueLength{1000});
        change("add IPv4", AddAddress{{*IpPrefix::parse("10.9.0.1/24"), *IpAddress::parse("10.9.0.255"), {}}});
        change("add IPv6", AddAddress{{*IpPrefix::parse("fd09::1/128"), {}, *IpAddress::parse("fd09::2")}});
        change("remove", RemoveAddress{{.prefix = *IpPrefix::parse("10.9.0.1/32")}});
        change("persistence", Persistence::Dropped);
        change("owner", Owner{1000});
        change("no owner", Owner{});
        change("group", Group{100});
        change("no group", Group{});
        change("alias", Alias{"of the web server"});
        change("bridge", Bridge{named("br0")});
        change("no bridge", Bridge{});
        change("promiscuous", PromiscuousMode::On);
        change("carrier", Carrier::Off);
        change("virtio header", VnetHeader::On);
        change("packet info", PacketInfo::On);
        change("device group", DeviceGroup{7});
        change("another name", AddAlternativeName{std::string(127, 'x')});
        change("no other name", RemoveAlternativeName{"guest-web-0"});
        change("add with all", AddAddress{{.prefix = *IpPrefix::parse("10.9.0.1/24"),
                                           .label = "tap0:web",
                                           .scope = 253,
                                           .validSeconds = 3600,
                                           .preferredSeconds = 60}});
        row("bridge", CreateBridge{named("br0")});
        row("first free bridge", CreateBridge{});
        row("port", OpenPort{named("tap0"), {.filter = {{0x28, 0, 0, 12}, {6, 0, 0, 262144}}, .bufferSize = 1U << 30}});
        row("longest port", OpenPort{named("fifteen-letters"), {.filter = std::vector<FilterInstruction>(4096)}});
        row("route socket", OpenRouteSocket{OpenRouteSocket::Use::Notifications});
    }
    void aRequestComesOutAsItWentIn() {
        QFETCH(Request, request);
        const auto message = encode(request);
        QVERIFY(message.size() <= largestRequest);
        const auto parsed = parseRequest(message);
        QVERIFY2(parsed, parsed ? "" : parsed.error().text().c_str());
        QCOMPARE(parsed->index(), request.index());
        QCOMPARE(encode(*parsed), message); // there is one encoding: equal octets are equal requests
    }

    void truncatedAndOverlongRequestsAreRefused_data() { aRequestComesOutAsItWentIn_data(); }
    void truncatedAndOverlongRequestsAreRefused() {
        QFETCH(Request, request);
        auto message = encode(request);
        // Of a filter's thousands of instructions, only the first and the last ones are tried.
        for (std::size_t length = 0; length < message.size();
             length += length == 100 && message.size() > 1000 ? message.size() - 200 : 1)
            QVERIFY2(!parseRequest(Bytes(message).first(length)), std::to_string(length).c_str());
        message.push_back(std::byte{0});
        const auto refused = parseRequest(message);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Damaged);
    }

    void valuesOutOfRangeAreRefused_data() {
        QTest::addColumn<std::vector<std::byte>>("message");
        const auto row = [](const char* what, std::initializer_list<int> octets) {
            QTest::newRow(what) << bytesOf(octets);
        };
        row("no such request", {9});
        row("an empty name", {2, 0});
        row("a name with a slash", {2, 3, 'a', '/', 'b'});
        row("a name with a null", {2, 3, 'a', 0, 'b'});
        row("a name of sixteen letters",
            {2, 16, 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a'});
        row("a flag of 2", {1, 2});
        row("no such kind of device", {1, 0, 2, 0, 0, 0, 0, 0, 0, 0});
        row("no such change", {4, 1, 'a', std::variant_size_v<DeviceChange>, 0});
        row("no such promiscuous mode", {4, 1, 'a', 11, 2});
        row("no such state", {4, 1, 'a', 0, 2});
        row("a prefix of 33", {4, 1, 'a', 4, 0, 10, 9, 0, 1, 33, 0, 0});
        row("a peer of another family",
            {4, 1, 'a', 4, 0, 10, 9, 0, 1, 32, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        row("no such family", {4, 1, 'a', 4, 2, 10, 9, 0, 1, 24, 0, 0});
        row("a filter without instructions", {5, 1, 'a', 0, 0, 0, 1, 1, 0, 0});
        row("a filter of 4097", {5, 1, 'a', 0, 0, 0, 1, 1, 0x10, 0x01});
        row("a ring of 2 GiB", {5, 1, 'a', 0x80, 0, 0, 0, 1, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0});
        row("no such use", {6, 2});
    }
    void valuesOutOfRangeAreRefused() {
        QFETCH(std::vector<std::byte>, message);
        QVERIFY(!parseRequest(message));
    }

    void aReplyComesOutAsItWentIn_data() {
        QTest::addColumn<Reply>("reply");
        QTest::newRow("welcome") << Reply(Welcome{.process = 4711});
        QTest::newRow("done") << Reply(Done{});
        QTest::newRow("opened") << Reply(DeviceOpened{named("tap0")});
        QTest::newRow("port") << Reply(PortOpened{64});
        QTest::newRow("bridge") << Reply(BridgeCreated{named("br0")});
        QTest::newRow("refused") << Reply(Error{ErrorKind::Busy, EBUSY, "open", "tap0", "Device or resource busy", ""});
    }
    void aReplyComesOutAsItWentIn() {
        QFETCH(Reply, reply);
        const auto message = encode(reply);
        const auto parsed = parseReply(message);
        QVERIFY(parsed);
        QCOMPARE(parsed->index(), reply.index());
        QCOMPARE(encode(*parsed), message);
        for (std::size_t length = 0; length < message.size(); ++length)
            QVERIFY(!parseReply(Bytes(message).first(length)));
    }

    void anErrorKeepsAllThatItSays() {
        const Error error{ErrorKind::NotPermitted, EPERM, "open", "tap0", "no", std::string(5000, 'x')};
        const auto parsed = parseReply(encode(Reply(error)));
        QVERIFY(parsed);
        const auto& read = std::get<Error>(*parsed);
        QCOMPARE(read.kind, error.kind);
        QCOMPARE(read.code, EPERM);
        QCOMPARE(read.action + read.object + read.reason, std::string("opentap0no"));
        QCOMPARE(read.hint.size(), std::size_t{1024}); // the longest text that a message carries
    }
};

QTEST_GUILESS_MAIN(HelperProtocolTest)
#include "helper_protocol_test.moc"
