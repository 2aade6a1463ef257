#include "script_decoding.h"

#include <filter/field_filter.h>
#include <support/commands.h>

#include <QDir>
#include <QTest>

#include <atomic>
#include <latch>
#include <thread>

using namespace tapscope;
using namespace tapscope::test;

/// Decoders that users write in Lua: the manual's examples as a user runs them, and how scripts decode.
class ScriptsTest : public QObject {
    Q_OBJECT

private slots:
    void theManualsExamplesSayWhatTheManualSays_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("output");
        const QStringList gauge{"read", captures + "script-gauge.pcap", "--script", examples + "gauge.lua"};
        const QStringList tunnel{"read", captures + "script-tinytun.pcap", "--script", examples + "tinytun.lua"};
        const QStringList both = tunnel + QStringList{"--script", examples + "gauge.lua"};
        const QStringList info{"-T", "fields", "-e", "_ws.col.Protocol", "-e", "_ws.col.Info"};
        QTest::newRow("columns") << gauge + info
                                 << "GAUGE\thello from roof, seq=1, 21.50 °C\n"
                                    "GAUGE\treading from roof, seq=2, -3.25 °C\n"
                                    "GAUGE\treading from boiler, seq=3, 98.75 °C [ALARM]\n"
                                    "GAUGE\tgoodbye from roof, seq=4, 0.00 °C\n"
                                    "GAUGE\treading from , seq=5, 0.00 °C[Malformed Packet]\n";
        QTest::newRow("fields") << gauge +
                                       QStringList{"-T", "fields",    "-e", "gauge.version",     "-e", "gauge.alarm",
                                                   "-e", "gauge.raw", "-e", "gauge.temperature", "-e", "gauge.name",
                                                   "-c", "3"}
                                << "1\t0\t2150\t21.5\troof\n"
                                   "1\t0\t-325\t-3.25\troof\n"
                                   "1\t1\t9875\t98.75\tboiler\n";
        QTest::newRow("a filter on a derived field")
            << gauge + QStringList{"-Y", "gauge.temperature < 0", "--count"} << "1\n";
        QTest::newRow("a filter on a value's name")
            << gauge + QStringList{"-Y", "gauge.kind == \"reading\"", "--count"} << "3\n";
        QTest::newRow("a filter on the protocol and text")
            << gauge + QStringList{"-Y", "gauge && gauge.name contains \"oil\"", "--count"} << "1\n";
        QTest::newRow("payload") << tunnel + QStringList{"-T", "fields",          "-e", "frame.protocols",
                                                         "-e", "tinytun.session", "-c", "2"}
                                 << "eth:ethertype:ip:udp:tinytun:eth:ethertype:ip:udp:data\t0xcafe0001\n"
                                    "eth:ethertype:ip:udp:tinytun:eth:ethertype:ip:udp:data\t0xcafe0001\n";
        QTest::newRow("a script in a script's payload")
            << both + QStringList{"-T", "fields", "-e", "ip.src", "-e", "gauge.name", "-e", "_ws.col.Info", "-c", "1"}
            << "10.9.0.1,10.8.0.1\tcave\treading from cave, seq=7, 21.50 °C\n";
        QTest::newRow("options") << tunnel +
                                        QStringList{
                                            "-T", "fields",       "-e", "tinytun.option.kind",  "-e", "tinytun.key_id",
                                            "-e", "tinytun.peer", "-e", "tinytun.option.value", "-c", "1"}
                                 << "1,2,3,9\t7\t192.0.2.9\t0102\n";
        QTest::newRow("a statistic") << QStringList{"stats",    captures + "script-gauge.pcap", "gauge,tree", "--csv",
                                                    "--script", examples + "gauge.lua"}
                                     << "Value,Count,Percent\r\n"
                                        "Messages,5,100\r\n"
                                        "Kind,5,100\r\n"
                                        "reading (1),3,60\r\n"
                                        "hello (2),1,20\r\n"
                                        "goodbye (3),1,20\r\n"
                                        "Alarm,5,100\r\n"
                                        "0,4,80\r\n"
                                        "1,1,20\r\n"
                                        "Name,5,100\r\n"
                                        "roof,3,60\r\n"
                                        "boiler,1,20\r\n"
                                        ",1,20\r\n";
        QTest::newRow("what is not whole")
            << tunnel + QStringList{"-Y", "_ws.malformed", "-T", "fields", "-e", "frame.number"} << "4\n5\n";
    }
    void theManualsExamplesSayWhatTheManualSays() {
        QFETCH(QStringList, words);
        QFETCH(QString, output);
        const auto ran = run(QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli"), words);
        QCOMPARE(QString::fromUtf8(ran.err), QString());
        QCOMPARE(QString::fromUtf8(ran.out), output);
        QCOMPARE(ran.status, 0);
    }

    void theManualQuotesTheExamplesAsTheyAre() {
        QFile manual(TAPSCOPE_SOURCE_DIR "/docs/scripted-decoders.md");
        QVERIFY(manual.open(QIODevice::ReadOnly));
        const QByteArray text = manual.readAll();
        for (const auto* name : {"gauge.lua", "tinytun.lua"}) {
            QFile example(examples + name);
            QVERIFY(example.open(QIODevice::ReadOnly));
            QVERIFY2(text.contains("```lua\n" + example.readAll() + "```"), name);
        }
    }

    void optionsStandUnderTheirLineInTheTree() {
        const PluginHost host({TAPSCOPE_PLUGIN_DIR}, files({examples + "tinytun.lua"}));
        const QString tree = decode(host.decoders(), "script-tinytun.pcap").trees.value(0);
        QVERIFY2(tree.contains("Tiny Tunnel, Session: 0xcafe0001\n"), qPrintable(tree));
        QVERIFY2(tree.contains("    Option: key id\n        Kind: key id (1)\n        Length: 4 bytes\n"
                               "        Key id: 7 (0x00000007)\n"),
                 qPrintable(tree));
        QVERIFY2(tree.contains("Sent at: Nov 14, 2023 22:13:20.250000"), qPrintable(tree));
    }

    void scriptsOfTheUsersFolderAreReadByThemselves() {
        QTemporaryDir home;
        QVERIFY(QDir(home.path()).mkpath("tapscope/scripts"));
        QVERIFY(QFile::copy(examples + "gauge.lua", home.filePath("tapscope/scripts/gauge.lua")));
        qputenv("XDG_DATA_HOME", home.path().toUtf8());
        const auto ran = run(QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli"),
                             {"read", captures + "script-gauge.pcap", "-Y", "gauge", "--count"});
        const auto listed = run(QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli"), {"plugins"});
        qunsetenv("XDG_DATA_HOME");
        QCOMPARE(ran.out, QByteArray("5\n"));
        QVERIFY(listed.out.contains("gauge                script"));
    }

    void everyTypeOfFieldIsReadAndShown() {
        ScriptFolder folder;
        const QString path = folder.write("types.lua", R"(
protocol {
    id = "types", title = "Types", hooks = { ["udp.port"] = 47002 },
    fields = {
        { "types.magic", "Magic", base = "hex" },
        { "types.signed", "Signed", "signed" },
        { "types.boolean", "Boolean", "boolean" },
        { "types.mac", "MAC", "mac" },
        { "types.ipv4", "IPv4", "ipv4" },
        { "types.ipv6", "IPv6", "ipv6" },
        { "types.bytes", "Bytes", "bytes" },
        { "types.text", "Text", "text" },
        { "types.double", "Double", "double" },
        { "types.wait", "Wait", "relative_time", resolution = "ms" },
        { "types.le", "Little-endian", base = "hex" },
        { "types.high", "High bits", mask = 0xf0 },
        { "types.label", "Label", "label" },
    },
    dissect = function(buffer, tree, frame)
        if frame.number > 1 then return end
        local size = #buffer
        tree:add("types.magic", buffer, 2)
        assert(tree:add("types.signed", buffer, 1) == 0)
        assert(type(tree:add("types.boolean", buffer)) == "boolean")
        assert(#tree:add("types.mac", buffer) == 17)
        tree:add("types.ipv4", buffer)
        tree:add("types.ipv6", buffer)
        assert(#tree:add("types.bytes", buffer, 3) == 3)
        tree:put("types.text", "made", 42, 2)
        tree:put("types.double", 0.5)
        tree:put("types.wait", 1.25)
        tree:put("types.high", 7)
        tree:put("types.signed", -3)
        tree:put("types.boolean", true)
        tree:put("types.ipv4", "\192\0\2\1")
        tree:put("types.mac", "\2\0\0\0\0\1")
        tree:put("types.label", "A line")
        tree:add_le("types.le", buffer, 4)
        tree:mark("warning")
        tree:column(frame.source_port == 40001 and "TYPES1" or "TYPES2")
        tree:info(frame.source .. " " .. frame.number .. " " .. size)
    end,
})");
        const PluginHost host({TAPSCOPE_PLUGIN_DIR}, files({path}));
        const Said said = decode(host.decoders(), "script-tinytun.pcap");
        QCOMPARE(host.scripts().at(0).refusal, QString());
        QCOMPARE(said.columns[0], QString("TYPES1|10.9.0.1 1 91"));
        for (const char* line :
             {"Magic: 0x7474", "Signed: 0", "Boolean: Set", "MAC: ca:fe:00:01:01:04", "IPv4: 0.0.0.7",
              "IPv6: 208:6:a24:18", "Bytes: 090201", "Text: made", "Double: 0.5", "Wait: 1.25", "High bits: 7",
              "Signed: -3", "IPv4: 192.0.2.1", "MAC: 02:00:00:00:00:01", "\n    A line\n", "Little-endian: 0x0a420202"})
            QVERIFY2(said.trees[0].contains(line), qPrintable(line + QString(" in\n") + said.trees[0]));
    }

    void aScriptGoesBeforeTheBuiltInDecoderOfAPort() {
        ScriptFolder folder;
        const QString path = folder.write("own.lua", own("tree:info('mine')").replace("47002", "{ 47002, 53 }"));
        const PluginHost plain({TAPSCOPE_PLUGIN_DIR});
        const PluginHost host({TAPSCOPE_PLUGIN_DIR}, files({path}));
        QVERIFY(decode(plain.decoders(), "app-dns.pcap").columns[0].startsWith("DNS|"));
        QCOMPARE(decode(host.decoders(), "app-dns.pcap").columns[0], QString("OWN|mine"));
    }

    void aChangedScriptIsReadAnewAndTheEarlierOneGoesOn() {
        ScriptFolder folder;
        folder.write("own.lua", own("tree:info('first')"));
        PluginHost host({TAPSCOPE_PLUGIN_DIR}, {.folders = {folder.path()}, .files = {}});
        const DecoderRegistry& earlier = host.decoders();
        QCOMPARE(decode(earlier, "script-tinytun.pcap").columns[0], QString("OWN|first"));

        folder.write("own.lua", own("tree:info('second')").replace("'own.text'", "'own.words'"));
        host.reloadScripts();
        QCOMPARE(decode(host.decoders(), "script-tinytun.pcap").columns[0], QString("OWN|second"));
        QVERIFY(host.decoders().find("own.text").empty() && !host.decoders().find("own.words").empty());
        QVERIFY(FieldFilter::compile("own.words", host.decoders()));
        QVERIFY(!FieldFilter::compile("own.text", host.decoders()));
        QCOMPARE(decode(earlier, "script-tinytun.pcap").columns[0], QString("OWN|first"));

        folder.write("own.lua", "oops");
        host.reloadScripts();
        QVERIFY(host.scripts().at(0).refusal.startsWith("own.lua:1:"));
        QVERIFY(decode(host.decoders(), "script-tinytun.pcap").columns[0].startsWith("UDP"));

        QVERIFY(QFile::remove(folder.path() + "/own.lua"));
        folder.write("other.lua", own("tree:info('third')").replace("own", "other"));
        host.reloadScripts();
        QCOMPARE(host.scripts().size(), std::size_t{1});
        QCOMPARE(decode(host.decoders(), "script-tinytun.pcap").columns[0], QString("OWN|third"));
    }

    void threadsDecodeAtTheSameTimeAndSayTheSame() {
        const PluginHost host({TAPSCOPE_PLUGIN_DIR}, files({examples + "gauge.lua", examples + "tinytun.lua"}));
        const Said expected = decode(host.decoders(), "script-tinytun.pcap");
        constexpr int threads = 4;
        std::latch start(threads);
        std::atomic<int> differing = 0;
        {
            std::vector<std::jthread> all;
            for (int i = 0; i < threads; ++i)
                all.emplace_back([&] {
                    start.arrive_and_wait();
                    for (int round = 0; round < 50; ++round) {
                        const Said said = decode(host.decoders(), "script-tinytun.pcap");
                        if (said.columns != expected.columns || said.trees != expected.trees)
                            ++differing;
                    }
                });
        }
        QCOMPARE(differing.load(), 0);
        QCOMPARE(host.scripts().at(0).refusal + host.scripts().at(1).refusal, QString());
    }
};

QTEST_GUILESS_MAIN(ScriptsTest)
#include "scripts_test.moc"
