#include <decode/dissector.h>
#include <plugin/plugin.h>
#include <plugin/plugin_host.h>

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace tapscope;

class PluginHostTest : public QObject {
    Q_OBJECT

    static const PluginRecord* find(const PluginHost& host, const QString& file) {
        for (const auto& record : host.records()) {
            if (record.path.endsWith(file))
                return &record;
        }
        return nullptr;
    }

private slots:
    void loadsAllOfOurs() {
        const PluginHost host({TAPSCOPE_PLUGIN_DIR});
        QVERIFY(host.records().size() >= 17);
        for (const auto& record : host.records())
            QVERIFY2(record.refusal.isEmpty(), qPrintable(record.id + ": " + record.refusal));
        QVERIFY(host.findInjector("echo") && host.findExporter("pcapng"));
        QCOMPARE(host.decoders().find("ip.addr").size(), std::size_t{2});
        QCOMPARE(host.decoders().find("ip.adr").size(), std::size_t{0});
    }

    void rolesAreDeclaredInMetadata() {
        const PluginHost host({TAPSCOPE_PLUGIN_DIR});
        for (const char* role : {"responder", "traffic", "hex-frame"}) {
            const auto* injector = host.injectorFor(role);
            QVERIFY2(injector != nullptr, role);
            QVERIFY(host.hasRole(*injector, role));
            QVERIFY(!host.iconOf(*injector).isEmpty());
        }
        const auto* lossless = host.exporterFor("lossless");
        QVERIFY(lossless != nullptr && host.hasRole(*lossless, "capture"));
        QVERIFY(!host.hasRole(*host.findExporter("csv"), "capture"));
        QVERIFY(host.injectorFor("no such role") == nullptr);
    }

    /// Any plugin can be removed or replaced, because the program asks for roles.
    void theProgramNamesNoPluginByItsId() {
        const PluginHost host({TAPSCOPE_PLUGIN_DIR});
        QStringList ids;
        const auto add = [&](const auto& parts) {
            for (const auto* part : parts)
                ids << QString::fromUtf8(part->id().data(), static_cast<qsizetype>(part->id().size()));
        };
        add(host.injectors());
        add(host.exporters());
        add(host.inspectors());
        QVERIFY(!host.sources().empty());
        add(host.sources());
        for (const auto& record : host.records())
            ids << record.id;
        // Words with other meanings: the ways of printing frames, a name of filters and of JSON, verbs, a protocol, a
        // folder, what users of other programs write after -F.
        const QSet<QString> otherWords{"text",   "json", "ek",        "pdml", "frame", "listen",
                                       "extcap", "tcp",  "wireshark", "pcap", "pcapng"};
        for (const char* folder : {"/app", "/cli"}) {
            QDirIterator files(TAPSCOPE_SOURCE_DIR + QString(folder), {"*.cpp", "*.h"}, QDir::Files,
                               QDirIterator::Subdirectories);
            QVERIFY(files.hasNext());
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString source = QString::fromUtf8(file.readAll());
                for (const QString& id : ids) {
                    const QString asked = QStringLiteral("id\\(\\) == \"%1\"|find(Injector|Exporter)\\(\"%1\"").arg(id);
                    QVERIFY2(!source.contains(QRegularExpression(asked)), qPrintable(file.fileName() + ": " + id));
                    QVERIFY2(otherWords.contains(id) || !source.contains('"' + id + '"'),
                             qPrintable(file.fileName() + ": " + id));
                }
            }
        }
    }

    void refusesAPluginBuiltWithOtherHeaders() {
        const PluginHost host({BAD_PLUGIN_DIR});
        const auto* record = find(host, "wrong_version_plugin.so");
        QVERIFY(record != nullptr);
        QCOMPARE(record->refusal, QString("it was built for another version of TapScope (0123456789abcdef libstdc++ 1 "
                                          "Qt 6.0; this program is %1). "
                                          "Build it again with this version's headers")
                                      .arg(TAPSCOPE_PLUGIN_CONTRACT));
    }

    void refusesWhatIsNoPlugin() {
        QTemporaryDir folder;
        QFile file(folder.filePath("letter.so"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("Dear diary,") > 0);
        file.close();
        const PluginHost host({folder.path()});
        QCOMPARE(host.records().size(), std::size_t{1});
        QVERIFY(!host.records().front().refusal.isEmpty());
    }

    void refusesASecondPluginOfOneId() {
        const PluginHost host({TAPSCOPE_PLUGIN_DIR, TAPSCOPE_PLUGIN_DIR});
        const auto refused =
            std::ranges::count_if(host.records(), [](const auto& each) { return each.refusal.contains("already"); });
        QCOMPARE(static_cast<std::size_t>(refused), host.records().size() / 2);
    }

    void aDecoderThatThrowsIsLeftOutAndTheRestGoesOn() {
        const PluginHost host({TAPSCOPE_PLUGIN_DIR, BAD_PLUGIN_DIR});
        std::vector<std::byte> bytes(60, std::byte{1});
        bytes[12] = std::byte{0x88};
        bytes[13] = std::byte{0xb5};
        const auto plan = DissectionPlan::tree(host.decoders());
        const Dissector dissector(host.decoders());
        Dissection dissection;
        const Frame frame{.number = 1, .bytes = bytes, .originalLength = 60};
        dissector.dissect(frame, plan, dissection);
        QVERIFY(dissection.isMalformed());
        QCOMPARE(host.decoders().failedDecoders(), std::vector<std::string_view>{"throwing"});
        dissector.dissect(frame, plan, dissection);
        QVERIFY(!dissection.isMalformed());
        QCOMPARE(dissection.layers().back().name, std::string_view("data"));
    }

    void cutsAndFlipsOfFramesKeepFieldsInTheFrame() {
        const PluginHost host({TAPSCOPE_PLUGIN_DIR});
        const auto hex =
            QByteArray::fromHex("02420a09000202420a090001080045000054000040004001269a0a0900010a0900020800f7ff00010001"
                                "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899aa"
                                "bbccddeeff0011223344556677");
        const auto plan = DissectionPlan::tree(host.decoders());
        const Dissector dissector(host.decoders());
        Dissection dissection;
        for (qsizetype size = 0; size <= hex.size(); ++size) {
            for (int flipped = 0; flipped < 40; flipped += 3) {
                QByteArray copy = hex.left(size);
                if (flipped < copy.size())
                    copy[flipped] = static_cast<char>(~copy[flipped]);
                const auto bytes = std::as_bytes(std::span(copy.constData(), static_cast<std::size_t>(copy.size())));
                dissector.dissect({.bytes = bytes, .originalLength = static_cast<std::uint32_t>(hex.size())}, plan,
                                  dissection);
                for (const auto& value : dissection.fields()) {
                    if (host.decoders().field(value.field).type != FieldType::Protocol)
                        QVERIFY(std::size_t{value.range.offset} + value.range.length <= bytes.size());
                }
            }
        }
        const auto cut = std::as_bytes(std::span(hex.constData(), 30));
        dissector.dissect({.bytes = cut, .originalLength = 98}, plan, dissection);
        QVERIFY(dissection.isTruncated() && !dissection.isMalformed());
        dissector.dissect({.bytes = cut, .originalLength = 30}, plan, dissection);
        QVERIFY(dissection.isMalformed());
    }
};

QTEST_GUILESS_MAIN(PluginHostTest)
#include "plugin_host_test.moc"
