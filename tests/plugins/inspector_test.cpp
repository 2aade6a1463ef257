#include <plugin/plugin_host.h>
#include <store/file_store.h>
#include <store/frame_reader.h>

#include <QTest>

#include <algorithm>

using namespace tapscope;

/// The results of inspectors for a frame of our own captures.
class InspectorTest : public QObject {
    Q_OBJECT

    PluginHost plugins_{QStringList{TAPSCOPE_PLUGIN_DIR}};

    const Inspector& wireshark() {
        for (const Inspector* inspector : plugins_.inspectors()) {
            if (inspector->id() == "wireshark")
                return *inspector;
        }
        qFatal("tshark is not installed");
    }

private slots:
    void wiresharkTellsTheFieldsOfAFrameWithTheirBytes() {
        auto store = FileStore::open(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng");
        QVERIFY(store && (*store)->index());
        FrameReader reader(*store);
        const auto lines = wireshark().inspect(*reader.read(1), {}, {});
        QVERIFY2(lines.has_value(), lines ? "" : lines.error().text().c_str());
        const auto line = [&](std::string_view text) -> const InspectedLine* {
            for (const InspectedLine& each : *lines) {
                if (each.text.find(text) != std::string::npos)
                    return &each;
            }
            return nullptr;
        };
        const InspectedLine* network = line("Internet Protocol Version 4");
        QVERIFY(network != nullptr);
        QCOMPARE(network->parent, InspectedLine::noParent);
        QCOMPARE(network->offset, 14U);
        QCOMPARE(network->length, 20U);
        const InspectedLine* lifetime = line("Time to Live: 64");
        QVERIFY(lifetime != nullptr);
        QCOMPARE(&(*lines)[lifetime->parent], network);
        QCOMPARE(lifetime->offset, 22U);
        QCOMPARE(lifetime->length, 1U);
    }

    void aFrameKeepsItsNumber() {
        auto store = FileStore::open(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng");
        QVERIFY(store && (*store)->index());
        FrameReader reader(*store);
        const auto textsOf = [&](FrameNumber number) {
            QStringList texts;
            const auto lines = wireshark().inspect(*reader.read(number), {.store = *store}, {});
            for (const InspectedLine& line : *lines)
                texts << QString::fromStdString(line.text);
            return texts;
        };
        const QStringList second = textsOf(2);
        QVERIFY2(second.first().startsWith("Frame 2: "), qPrintable(second.first()));
        QVERIFY(second.contains("Frame Number: 2"));
        // Without the earlier frames, the times since them are unknown.
        QVERIFY(second.filter("Time since").isEmpty() && second.filter("Time delta").isEmpty());
        QVERIFY(!second.filter("Arrival Time").isEmpty());
        const QStringList first = textsOf(1);
        QVERIFY(first.first().startsWith("Frame 1: "));
        QVERIFY(!first.filter("Time since reference or first frame").isEmpty());
    }

    void withKeysItSeesTheConversationFromItsBeginning() {
        auto store = FileStore::open(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng");
        QVERIFY(store && (*store)->index());
        FrameReader reader(*store);
        FrameNumber reply = 0; // an ICMP reply, for which tshark shows the request if it has seen that
        for (FrameNumber number = 1; number <= (*store)->count() && reply == 0; ++number) {
            const auto frame = reader.read(number).value();
            constexpr std::size_t typeOffset = 34;
            const bool isIcmp =
                frame.bytes.size() > typeOffset && frame.bytes[12] == std::byte{8} && frame.bytes[23] == std::byte{1};
            reply = isIcmp && frame.bytes[typeOffset] == std::byte{0} ? number : 0;
        }
        QVERIFY(reply > 1);
        const auto tellsTheRequest = [&](const InspectedCapture& capture) {
            const auto lines = wireshark().inspect(*reader.read(reply), capture, {});
            return lines && std::ranges::any_of(*lines, [](const InspectedLine& line) {
                       return line.text.find("Request frame: ") != std::string::npos;
                   });
        };
        QVERIFY(!tellsTheRequest({}));
        QVERIFY(!tellsTheRequest({.store = *store}));
        const DecryptionSecrets key{.type = DecryptionSecrets::tlsKeyLog, .data = "CLIENT_RANDOM 00 00\n"};
        QVERIFY(tellsTheRequest({.store = *store, .notes = {.secrets = {key}}}));
    }

    void stopsWhenAsked() {
        const std::array<std::byte, 60> bytes{};
        std::stop_source stop;
        stop.request_stop();
        const auto lines =
            wireshark().inspect({.number = 1, .bytes = bytes, .originalLength = 60}, {}, stop.get_token());
        QVERIFY(!lines || !lines->empty()); // stopped, or finished before that
        if (!lines)
            QCOMPARE(lines.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(InspectorTest)
#include "inspector_test.moc"
