#include <base/unique_fd.h>

#include <QTest>

#include <fcntl.h>
#include <remote/device_coding.h>
#include <remote/frame_blocks.h>
#include <remote/message_stream.h>
#include <remote/serve_protocol.h>
#include <unistd.h>

#include <array>
#include <csignal>

using namespace tapscope;
using namespace tapscope::serve;

Q_DECLARE_METATYPE(std::vector<std::byte>)

namespace {

std::vector<std::byte> octets(std::initializer_list<int> values) {
    std::vector<std::byte> bytes;
    for (const int value : values)
        bytes.push_back(static_cast<std::byte>(value));
    return bytes;
}

Error someError() {
    return {.kind = ErrorKind::Busy, .code = -1, .action = "open", .object = "tap0", .reason = "it is", .hint = "wait"};
}

DeviceInfo someDevice() {
    DeviceInfo info(InterfaceName::parse("tap0").value());
    info.index = 7;
    info.kind = DeviceKind::Tun;
    info.isUp = info.isPersistent = info.isMultiQueue = true;
    info.openQueues = 3;
    info.mtu = 1400;
    info.maximumMtu = 65521;
    info.mac = MacAddress::parse("02:42:0a:09:00:01").value();
    info.alternativeNames = {"a very long alternative name", "another"};
    info.alias = "line\nand \x1b[31m";
    info.bridge = InterfaceName::parse("br0").value();
    info.owner = 1000;
    InterfaceAddress address = parseInterfaceAddress("192.0.2.1 peer 198.51.100.7/32").value();
    address.label = "tap0:one two";
    address.broadcast = IpAddress::parse("192.0.2.255").value();
    address.scope = 253;
    info.addresses = {address, {.prefix = IpPrefix::parse("fd09::1/64").value(), .validSeconds = 60}};
    info.counters.receivedBytes = ~std::uint64_t{0};
    info.counters.sendDropped = 2;
    return info;
}

struct Pipe {
    UniqueFd reader, writer;
    Pipe() {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC) != 0)
            qFatal("no pipe");
        reader = UniqueFd(ends[0]);
        writer = UniqueFd(ends[1]);
    }
};

} // namespace

/// The messages in the pipe of `tapscope-cli serve`.
class ServeProtocolTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); } // as the programs do

    void messagesAreReadAsTheyWereWritten_data() {
        QTest::addColumn<bool>("isRequest");
        QTest::addColumn<std::vector<std::byte>>("message");
        const SettingTexts words{{"mtu", "1400"}, {"alias", ""}};
        const auto blocks = octets({1, 2, 3});
        const std::vector<Request> requests{
            Hello{},        List{}, Create{words}, Set{"tap0", words}, Destroy{"tap0"}, Open{"tap0", words},
            Frames{blocks}, Close{}};
        for (const auto& request : requests)
            QTest::addRow("request %zu", request.index()) << true << encodeRequest(request);
        const std::vector<Reply> replies{
            Failed{someError()},
            Welcome{7, "tapscope-cli 9"},
            Done{},
            Devices{{words, {}, words}},
            Created{{"veth0", "veth1"}},
            Opened{{.name = "tap0", .linkType = LinkType::Raw, .mtu = 9000, .sends = true}},
            Frames{blocks},
            Losses{{.system = 1, .interface = 2, .device = 3, .stale = 4}},
            Gap{"the disk is full", 17},
            Gap{"it is not known why", std::nullopt},
            Taken{5, 6},
            Closed{},
            PortEnded{someError()}};
        for (const auto& reply : replies)
            QTest::addRow("reply %zu, %zu octets", reply.index(), encodeReply(reply).size())
                << false << encodeReply(reply);
    }
    void messagesAreReadAsTheyWereWritten() {
        QFETCH(const bool, isRequest);
        QFETCH(const std::vector<std::byte>, message);
        const auto again = [&](Bytes octets) -> std::optional<std::vector<std::byte>> {
            if (isRequest) {
                const auto request = parseRequest(octets);
                return request ? std::optional(encodeRequest(*request)) : std::nullopt;
            }
            const auto reply = parseReply(octets);
            return reply ? std::optional(encodeReply(*reply)) : std::nullopt;
        };
        QVERIFY(again(message) == message);
        const bool takesRest = message.size() == 4 && message.back() == std::byte{3}; // Frames
        for (std::size_t size = 0; size < message.size() && !takesRest; ++size)
            QVERIFY2(!again(Bytes(message).first(size)), "a message that is cut short is taken");
        auto longer = message;
        longer.push_back(std::byte{0});
        QCOMPARE(again(longer).has_value(), takesRest);
    }

    void wrongValuesAreRefused_data() {
        QTest::addColumn<std::vector<std::byte>>("message");
        QTest::newRow("no such kind") << octets({200});
        QTest::newRow("a list of more than there is") << octets({2, 0xff, 0xff, 0, 1, 'a'});
        QTest::newRow("a text of more than there is") << octets({4, 0xff, 0xff, 'a'});
    }
    void wrongValuesAreRefused() {
        QFETCH(const std::vector<std::byte>, message);
        const auto request = parseRequest(message);
        QVERIFY(!request && request.error().kind == ErrorKind::Damaged);
        QVERIFY(!parseReply(octets({8, 0, 0, 2}))); // a flag of 2 in a Gap
    }

    void allFactsOfADeviceAreTransferred() {
        const DeviceInfo info = someDevice();
        auto words = wordsOf(info);
        words.push_back({.key = "of-a-newer-program", .value = "x"});
        QVERIFY(deviceOf(words).value() == info);
    }

    void aDamagedDeviceIsRefused_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("a name") << "name" << "much/too:long for a name";
        QTest::newRow("a number") << "mtu" << "-1";
        QTest::newRow("an address") << "address" << "10.0.0.1/24 0";
        QTest::newRow("a switch") << "up" << "perhaps";
    }
    void aDamagedDeviceIsRefused() {
        QFETCH(const QString, key);
        QFETCH(const QString, value);
        auto words = wordsOf(someDevice());
        for (SettingText& word : words) {
            if (word.key == key.toStdString())
                word.value = value.toStdString();
        }
        const auto device = deviceOf(words);
        QVERIFY(!device);
        QVERIFY(!deviceOf({}));
    }

    void aStreamGivesWholeMessages() {
        Pipe pipe;
        MessageStream sender(-1, pipe.writer.get());
        MessageStream receiver(pipe.reader.get(), -1);
        QVERIFY(sender.add(encodeRequest(Destroy{"tap0"})));
        QVERIFY(sender.add(encodeRequest(List{})));
        QVERIFY(sender.flush());
        QCOMPARE(sender.waiting(), std::size_t{0});
        QCOMPARE(*receiver.next(), std::nullopt);
        QVERIFY(*receiver.read() > 0);
        QCOMPARE(std::get<Destroy>(parseRequest(receiver.next()->value()).value()).device, std::string("tap0"));
        QVERIFY(std::holds_alternative<List>(parseRequest(receiver.next()->value()).value()));
        QCOMPARE(*receiver.next(), std::nullopt);
        QCOMPARE(*receiver.read(), std::size_t{0});
        pipe.writer.reset();
        QCOMPARE(receiver.read().error().kind, ErrorKind::Ended);
    }

    void aMessageInPiecesIsPutTogether() {
        Pipe pipe;
        MessageStream receiver(pipe.reader.get(), -1);
        const auto message = octets({0, 0, 0, 1, 1});
        for (const std::byte octet : message) {
            QCOMPARE(*receiver.next(), std::nullopt);
            QCOMPARE(write(pipe.writer.get(), &octet, 1), ssize_t{1});
            QCOMPARE(*receiver.read(), std::size_t{1});
        }
        QVERIFY(std::holds_alternative<List>(parseRequest(receiver.next()->value()).value()));
    }

    void aMessageThatIsTooLongIsNotWaitedFor() {
        Pipe pipe;
        MessageStream receiver(pipe.reader.get(), -1);
        const auto length = octets({0xff, 0xff, 0xff, 0xff});
        QCOMPARE(write(pipe.writer.get(), length.data(), length.size()), ssize_t{4});
        QVERIFY(receiver.read());
        QCOMPARE(receiver.next().error().kind, ErrorKind::Damaged);
    }

    void aFullPipeKeepsTheRest() {
        Pipe pipe;
        MessageStream sender(-1, pipe.writer.get());
        MessageStream receiver(pipe.reader.get(), -1);
        const std::vector<std::byte> large(std::size_t{1} << 20, std::byte{7});
        QVERIFY(sender.add(encodeRequest(Frames{large})));
        QVERIFY(sender.flush());
        QVERIFY(sender.waiting() > 0);
        std::optional<Bytes> message;
        while (!message) {
            QVERIFY(sender.flush());
            QVERIFY(receiver.read());
            message = *receiver.next();
        }
        QCOMPARE(message->size(), large.size() + 1);
        pipe.reader.reset();
        QVERIFY(sender.add(encodeRequest(List{})));
        QCOMPARE(sender.flush().error().kind, ErrorKind::Ended);
    }

    void framesComeWithTheirInterfaces() {
        const auto bytes = octets({1, 2, 3, 4});
        const std::array frames{
            Frame{.bytes = bytes, .originalLength = 9, .direction = Direction::Outbound},
            Frame{.bytes = bytes, .originalLength = 4, .linkType = LinkType::Raw, .interfaceId = 5}};
        BlockWriter writer;
        writer.interface(0, {.name = "eth0"});
        writer.frames(frames);
        BlockReader reader;
        const auto read = reader.read(writer.blocks()).value();
        QCOMPARE(read.size(), std::size_t{2});
        QCOMPARE(read[0].originalLength, 9U);
        QCOMPARE(read[0].direction, Direction::Outbound);
        QVERIFY(read[1].linkType == LinkType::Raw);
        QCOMPARE(reader.interfaces().size(), std::size_t{2});
        QCOMPARE(reader.interfaces()[0].description.name, std::string("eth0"));
        // The stream continues without another header.
        writer.clear();
        writer.frames(std::span(frames).first(1));
        QCOMPARE(reader.read(writer.blocks()).value().size(), std::size_t{1});
        QVERIFY(!reader.read(writer.blocks().first(writer.blocks().size() - 4)));
    }
};

QTEST_APPLESS_MAIN(ServeProtocolTest)
#include "serve_protocol_test.moc"
