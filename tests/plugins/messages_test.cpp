#include "message_script.h"

#include <decode/dissector.h>
#include <decode/field_text.h>
#include <plugin/plugin_host.h>

#include <QDir>
#include <QTest>

#include <algorithm>
#include <array>

using namespace tapscope;
using namespace tapscope::test;

namespace {

/// A message as a packet of LINKTYPE_RAW, from 10.9.0.1 (the client) to 10.9.0.2 or back.
class Carrier {
public:
    explicit Carrier(const ScriptedConversation& conversation) : conversation_(conversation) {}

    Frame frame(bool isClient, Bytes payload) {
        packet_.clear();
        const bool isTcp = conversation_.transport == "tcp";
        const bool isUdp = conversation_.transport == "udp";
        const std::size_t header = isTcp ? 20 : isUdp ? 8 : 0;
        const std::size_t size = 20 + header + payload.size();
        put({0x45, 0, size >> 8, size & 255, 0, 1, 0x40, 0, 64, isTcp ? 6U : isUdp ? 17U : conversation_.port, 0, 0});
        put({10, 9, 0, isClient ? 1U : 2U, 10, 9, 0, isClient ? 2U : 1U});
        const std::size_t ours = 40000, theirs = conversation_.port;
        const auto [from, to] = isClient ? std::pair(ours, theirs) : std::pair(theirs, ours);
        if (isTcp || isUdp)
            put({from >> 8, from & 255, to >> 8, to & 255});
        if (isUdp)
            put({(size - 20) >> 8, (size - 20) & 255, 0, 0});
        if (isTcp) {
            putNumber(sequence_[isClient ? 0 : 1]);
            putNumber(sequence_[isClient ? 1 : 0]);
            put({0x50, 0x18, 16, 0, 0, 0, 0, 0});
            sequence_[isClient ? 0 : 1] += payload.size();
        }
        packet_.insert(packet_.end(), payload.begin(), payload.end());
        return {.number = ++count_,
                .bytes = packet_,
                .originalLength = static_cast<std::uint32_t>(packet_.size()),
                .linkType = LinkType::Raw};
    }

private:
    void put(std::initializer_list<std::size_t> octets) {
        for (const std::size_t octet : octets)
            packet_.push_back(static_cast<std::byte>(octet));
    }
    void putNumber(std::size_t number) {
        put({number >> 24 & 255, number >> 16 & 255, number >> 8 & 255, number & 255});
    }

    const ScriptedConversation& conversation_;
    std::vector<std::byte> packet_;
    std::array<std::size_t, 2> sequence_{1000, 5000};
    FrameNumber count_ = 0;
};

} // namespace

/// The decoders of application protocols with the messages in messages/ (see message_script.h): octets and values, both
/// written by hand from the specifications.
class MessagesTest : public QObject {
    Q_OBJECT

    const PluginHost host_{QStringList{TAPSCOPE_PLUGIN_DIR}};
    const DecoderRegistry& registry_ = host_.decoders();
    const Dissector dissector_{registry_};
    const DissectionPlan learning_ = DissectionPlan::learning(registry_);
    const DissectionPlan tree_ = DissectionPlan::tree(registry_);

    void dissect(const Frame& frame, History& history, Dissection& dissection) const {
        dissector_.dissect(frame, learning_, dissection, {.learning = &history});
        dissector_.dissect(frame, tree_, dissection, {.history = &history});
    }

    [[nodiscard]] QString valueOf(const std::string& name, const Dissection& dissection) const {
        if (name == "_ws.col.Protocol")
            return QString::fromUtf8(dissection.protocolColumn());
        if (name == "_ws.col.Info")
            return QString::fromUtf8(dissection.infoColumn()).trimmed();
        std::string text;
        bool isFirst = true;
        for (const FieldValue& value : dissection.fields()) {
            if (registry_.field(value.field).name != name)
                continue;
            if (!isFirst)
                text += ',';
            isFirst = false;
            appendValue(text, registry_, dissection, value);
        }
        return QString::fromStdString(text);
    }

    enum class Columns : std::uint8_t { All, WithoutInfo };
    void compare(const ScriptedMessage& message, const Dissection& dissection, const QString& where,
                 Columns columns = Columns::All) const {
        for (const auto& [name, value] : message.expected) {
            if (columns == Columns::WithoutInfo && name == "_ws.col.Info")
                continue;
            QVERIFY2(name.starts_with("_ws.col.") || !registry_.find(name).empty(), name.c_str());
            QCOMPARE(QString("%1 %2: %3").arg(where, name.c_str(), valueOf(name, dissection)),
                     QString("%1 %2: %3").arg(where, name.c_str(), QString::fromStdString(value)));
        }
    }

    void everyScript() {
        QTest::addColumn<QString>("path");
        const QDir folder(QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/plugins/messages"));
        for (const QString& name : folder.entryList({"*.txt"}, QDir::Files, QDir::Name))
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }

private slots:
    void messagesHaveTheseValues_data() { everyScript(); }
    void messagesHaveTheseValues() {
        QFETCH(const QString, path);
        const auto script = readScript(path);
        QVERIFY2(script.error.empty(), script.error.c_str());
        QVERIFY(!script.conversations.empty());
        for (const ScriptedConversation& conversation : script.conversations) {
            History history;
            Dissection dissection;
            Carrier carrier(conversation);
            for (const ScriptedMessage& message : conversation.messages) {
                dissect(carrier.frame(message.isClient, message.octets), history, dissection);
                compare(message, dissection, QString("line %1").arg(message.line));
                QVERIFY2(dissection.isMalformed() == message.isDamaged,
                         qPrintable(QString("line %1: damaged or not").arg(message.line)));
            }
        }
    }

    void messagesInTwoSegmentsHaveTheSameValues_data() { everyScript(); }
    void messagesInTwoSegmentsHaveTheSameValues() {
        QFETCH(const QString, path);
        const auto script = readScript(path);
        for (const ScriptedConversation& conversation : script.conversations) {
            if (conversation.transport != "tcp")
                continue;
            History history{ReassemblyLimits{}};
            Dissection dissection;
            Carrier carrier(conversation);
            bool isFirst = true; // the protocol may be recognised by it
            for (const ScriptedMessage& message : conversation.messages) {
                const Bytes octets = message.octets;
                const bool isCut = !isFirst && !message.isDamaged && !message.isWhole && octets.size() > 1;
                isFirst = false;
                const std::size_t cut = isCut ? 1 : octets.size();
                for (const Bytes part : {octets.first(cut), octets.subspan(cut)}) {
                    if (!part.empty())
                        dissect(carrier.frame(message.isClient, part), history, dissection);
                }
                // If the second segment ends several messages, Info describes the last one.
                compare(message, dissection, QString("line %1, in two segments,").arg(message.line),
                        Columns::WithoutInfo);
            }
        }
    }

    /// Without reassembly, a segment within a message is left to TCP, and the next message is found after it.
    void segmentsWithinAMessageAreNotRead() {
        const std::string query("\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x01x\x00\x00\x01\x00\x01", 19);
        const std::string first = std::string("\x00\x40", 2) + query; // 64 octets, of which 19 are present
        const std::string middle(30, 'm');
        const std::string last = std::string(15, 'l') + std::string("\x00\x13\x56", 3) + query.substr(1);
        const ScriptedConversation conversation{.transport = "tcp", .port = 53, .messages = {}};
        struct Expected {
            std::string octets;
            QString protocol, info, id;
        };
        const std::array expected{
            Expected{first, "DNS", "Standard query 0x1234 A x", "0x1234"},
            Expected{middle, "TCP", "[Continuation to #1] 40000 → 53 [PSH, ACK] Seq=22 Ack=1 Win=4096 Len=30", ""},
            Expected{last, "DNS", "[Continuation to #1] Standard query 0x5634 A x", "0x5634"},
            Expected{middle, "DNS", {}, "0x6d6d"}};
        History history;
        Dissection dissection;
        Carrier carrier(conversation);
        for (const Expected& each : expected) {
            dissect(carrier.frame(true, std::as_bytes(std::span(each.octets))), history, dissection);
            QCOMPARE(valueOf("_ws.col.Protocol", dissection), each.protocol);
            if (!each.info.isNull()) // null: the decoding of garbage does not matter
                QCOMPARE(valueOf("_ws.col.Info", dissection), each.info);
            QCOMPARE(valueOf("dns.id", dissection), each.id);
        }
    }

    void aBodyInChunksHasTheRangeOfItsChunks() {
        const std::string head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        const std::string chunks = "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n";
        const std::string message = head + chunks;
        const ScriptedConversation conversation{.transport = "tcp", .port = 80, .messages = {}};
        History history;
        Dissection dissection;
        Carrier carrier(conversation);
        const Frame frame = carrier.frame(false, std::as_bytes(std::span(message)));
        dissect(frame, history, dissection);
        const std::size_t start = frame.bytes.size() - message.size();
        QStringList bodies, ends, undecoded;
        for (const FieldValue& value : dissection.fields()) {
            const QString range = QString("%1+%2").arg(value.range.offset - start).arg(value.range.length);
            const std::string_view name = registry_.field(value.field).name;
            if (name == "http.file_data")
                bodies << range;
            else if (name == "http.headers_end")
                ends << range;
            else if (name == "_ws.undecoded")
                undecoded << range;
        }
        QCOMPARE(bodies, QStringList{QString("%1+%2").arg(head.size()).arg(chunks.size())});
        QCOMPARE(ends, QStringList{QString("%1+2").arg(head.size() - 2)});
        QCOMPARE(undecoded, QStringList());
        QCOMPARE(valueOf("http.file_data", dissection), QString("68656c6c6f21"));
    }

    /// A message that ends at any position is marked as cut, and is not read beyond its end.
    void messagesThatEndTooEarlyAreRead_data() { everyScript(); }
    void messagesThatEndTooEarlyAreRead() {
        QFETCH(const QString, path);
        const auto script = readScript(path);
        Dissection dissection;
        for (const ScriptedConversation& conversation : script.conversations) {
            for (const ScriptedMessage& message : conversation.messages) {
                const Bytes octets = message.octets;
                for (std::size_t size = 1; size < octets.size(); ++size) {
                    const std::vector<std::byte> part(octets.begin(),
                                                      octets.begin() + static_cast<std::ptrdiff_t>(size));
                    Carrier carrier(conversation);
                    const Frame frame = carrier.frame(message.isClient, part);
                    dissector_.dissect(frame, tree_, dissection);
                    for (const FieldValue& value : dissection.fields())
                        QVERIFY(value.range.offset + value.range.length <= frame.bytes.size());
                }
            }
        }
        QVERIFY(registry_.failedDecoders().empty());
    }
};

QTEST_GUILESS_MAIN(MessagesTest)
#include "messages_test.moc"
