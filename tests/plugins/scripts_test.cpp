#include <decode/dissector.h>
#include <decode/tree_text.h>
#include <filter/field_filter.h>
#include <plugin/plugin_host.h>
#include <store/file_store.h>
#include <store/frame_reader.h>
#include <support/commands.h>

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <latch>
#include <thread>

using namespace tapscope;

namespace {

const QString examples = QStringLiteral(TAPSCOPE_SOURCE_DIR "/docs/examples/");
const QString captures = QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/");

/// A folder for the scripts of one test.
class ScriptFolder {
public:
    QString write(const QString& name, const QByteArray& text) {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }
    [[nodiscard]] QString path() const { return folder_.path(); }

private:
    QTemporaryDir folder_;
};

/// A protocol for the gauge's port, named "own", whose dissect has this body.
QByteArray own(const QByteArray& body, const QByteArray& before = {}) {
    return before +
           " protocol { id = 'own', title = 'Own', column = 'OWN', hooks = { ['udp.port'] = 47002 },\n"
           "fields = { { 'own.number', 'Number' }, { 'own.flag', 'Flag', 'boolean' }, { 'own.text', 'Text', 'text' } "
           "},\n"
           "dissect = function(buffer, tree, frame)\n" +
           body + "\nend }\n";
}

} // namespace

/// Decoders that users write in Lua, and their limits.
class ScriptsTest : public QObject {
    Q_OBJECT

    struct Capture {
        std::shared_ptr<FileStore> store;
        explicit Capture(const QString& name) {
            auto opened = FileStore::open((captures + name).toStdString());
            if (!opened || !(*opened)->index())
                qFatal("cannot read %s", qPrintable(name));
            store = *opened;
        }
    };

    /// The decoding of each frame: the Protocol and Info columns, and the tree.
    struct Said {
        QStringList columns, trees;
    };
    static Said decode(const DecoderRegistry& registry, const QString& name) {
        const Capture capture(name);
        const Dissector dissector(registry);
        const auto plan = DissectionPlan::tree(registry);
        FrameReader reader(capture.store);
        Dissection d;
        Said said;
        for (FrameNumber number = 1; number <= capture.store->count(); ++number) {
            const auto frame = reader.read(number);
            if (!frame)
                return {};
            dissector.dissect(*frame, plan, d);
            const auto text = [](std::string_view view) {
                return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
            };
            said.columns << text(d.protocolColumn()) + "|" + text(d.infoColumn());
            std::string tree;
            appendTree(tree, registry, d);
            said.trees << QString::fromStdString(tree);
        }
        return said;
    }
    static ScriptPlaces files(const QStringList& paths) { return {.folders = {}, .files = paths}; }

private slots:
    // ---- the manual's examples, as a user runs them --------------------------------------------------------------
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
        const auto ran = test::run(QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli"), words);
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
        const auto ran = test::run(QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli"),
                                   {"read", captures + "script-gauge.pcap", "-Y", "gauge", "--count"});
        const auto listed = test::run(QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli"), {"plugins"});
        qunsetenv("XDG_DATA_HOME");
        QCOMPARE(ran.out, QByteArray("5\n"));
        QVERIFY(listed.out.contains("gauge                script"));
    }

    // ---- errors ---------------------------------------------------------------------------------------------------
    void anErrorNamesFileAndLineAndLeavesOutThatScriptAlone_data() {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* name, const QByteArray& script, const char* problem) {
            QTest::newRow(name) << script << QString(problem);
        };
        // Errors while the file is read.
        row("syntax", "local x = = 1", "own.lua:1: unexpected symbol near '='");
        row("no protocol", "local x = 1", "own.lua:1: it does not declare a protocol{…}");
        row("an endless file", "while true do end", "own.lua:1: it runs for too many instructions*");
        row("a file that fails", "\nlocal x = nil .. 1", "own.lua:2: attempt to concatenate a nil value");
        row("bytecode", QByteArray("\x1bLua\x54\0", 6), "own.lua:1: it is bytecode, not source text");
        row("nothing to decode with", "protocol { id = 'own', title = 'Own' }",
            "own.lua:1: own has no function dissect");
        row("a name in use", "protocol { id = 'udp', title = 'Own', dissect = function() end }",
            "another decoder has the name udp already");
        row("a counter that is not a field",
            "protocol { id = 'own', title = 'Own', dissect = function() end, counters = { 'own.x' } }",
            "own.lua:1: counters has 'own.x', which is not a field of own");
        row("an unknown type",
            "\n\nprotocol { id = 'own', title = 'Own', dissect = function() end,\n"
            "fields = { { 'own.x', 'X', 'uint8' } } }",
            "own.lua:3: there is no type 'uint8'; there are unsigned,*");
        row("another's field",
            "protocol { id = 'own', title = 'Own', dissect = function() end,"
            "fields = { { 'ip.src', 'X' } } }",
            "own.lua:1: the field 'ip.src' needs a name*that begins with own.");
        row("a misspelt key", "protocol { id = 'own', title = 'Own', hook = {}, dissect = function() end }",
            "own.lua:1: the protocol has no 'hook'");
        row("a key that is not a number",
            "protocol { id = 'own', title = 'Own', hooks = { ['udp.port'] = -1 },"
            "dissect = function() end }",
            "own.lua:1: a key of udp.port is not a whole number from 0 to 4294967295");
        // Errors while it decodes.
        row("an error in a frame", own("local x = nil\nreturn x.y"), "own.lua:5: attempt to index a nil value*");
        row("an error of its own", own("error('not today')"), "own.lua:4: not today");
        row("an error without a message", own("error({})"), "an error without a message");
        row("a loop without end", own("while true do\nend"), "own.lua:?: it runs for too many instructions*");
        row("recursion without end", own("local function f() return 1 + f() end\nf()"), "own.lua:4: *");
        row("one long text", own("local x = string.rep('x', 1 << 30)"),
            "own.lua:4: it needs more than 4 MiB of memory");
        row("a text that doubles", own("local x = 'x'\nwhile true do x = x .. x end"),
            "own.lua:5: it needs more than 4 MiB of memory");
        row("a table that grows", own("local t = {}\nfor i = 1, 1e9 do t[i] = i end"),
            "own.lua:5: it needs more than 4 MiB of memory");
        row("work on long texts", own("local x = string.rep('x', 1 << 20)\nfor i = 1, 1e9 do x:upper() end"),
            "own.lua:5: it *");
        row("nothing, repeated for years", own("local x = string.rep('', 1 << 62)\nerror('it went on')"),
            "own.lua:5: it went on");
        row("a table whose length nobody knows",
            own("local t = { 1, 2, 3, 4, 5, [9] = 9 }\nfor i = 3, 62 do t[1 << i] = 1 end\ntable.insert(t, 1, 2)"),
            "own.lua:6: the table has holes*");
        row("the same, removing",
            own("local t = { 1, 2, 3, 4, 5, [9] = 9 }\nfor i = 3, 62 do t[1 << i] = 1 end\ntable.remove(t, 1)"),
            "own.lua:6: the table has holes*");
        row("work that makes nothing",
            own("local f = string.rep('b', 1 << 20)\nfor i = 1, 1e9 do string.packsize(f) end"), "own.lua:5: it *");
        row("a long table moved again and again",
            own("local t = {}\nfor i = 1, 100000 do t[i] = i end\nfor i = 1, 1e9 do table.insert(t, 1, "
                "table.remove(t)) "
                "end"),
            "own.lua:6: it *");
        row("an error that a terminal would obey", own("error('\\27[31mred\\n\\226\\128\\174')"),
            "own.lua:4: ?033?31mred?n?u202E");
        row("a tree without end", own("for i = 1, 20 do tree:put('own.text', string.rep('x', 1 << 15)) end"),
            "own.lua:4: more than 262144 bytes of text*");
        row("a value of another type", own("tree:put('own.number', 'seven')"),
            "own.lua:4: own.number needs a whole number, not a string");
        row("a number for a flag", own("tree:put('own.flag', 1)"),
            "own.lua:4: own.flag needs true or false, not a number");
        row("an unknown field", own("tree:add('own.nummer', buffer, 2)"), "own.lua:4: own has no field 'own.nummer'");
        row("a number without a size", own("tree:add('own.number', buffer)"),
            "own.lua:4: own.number needs a size in bytes");
        row("a number of nine bytes", own("tree:add('own.number', buffer, 9)"),
            "own.lua:4: own.number cannot have 9 bytes");
        row("a table that was not named", own("tree:next('ethertype', buffer, 1)"),
            "own.lua:4: 'ethertype' is not in the protocol's payload*");
        row("an error under a line", own("tree:put('own.text', 'x')\ntree:under(function()\nerror('deep')\nend)"),
            "own.lua:6: deep");
        row("a counter", own("count = count + 1", "local count = 0"),
            "own.lua:3: this function changes 'count', which is outside of it*");
        row("a global counter", own("count = (count or 0) + 1"),
            "own.lua:4: 'count' is set in a table that was made outside*");
        row("a memory", own("seen[#seen + 1] = frame.number", "local seen = {}"),
            "own.lua:4: 'number' is set in a table that was made outside*");
        row("a hidden memory", own("all.deep.seen.x = 1", "all = { deep = { seen = {} } }"),
            "own.lua:4: 'x' is set in a table that was made outside*");
        row("a library changed", own("string.len = nil"), "own.lua:4: 'len' is set in a table that was made outside*");
        row("a method changed", own("buffer.__index.u8 = nil"),
            "own.lua:4: attempt to index a nil value (field '__index')");
        row("a buffer changed", own("tree.memory = 1"), "own.lua:4: attempt to index a tree value (local 'tree')");
        row("a protocol in a function", own("protocol {}"), "own.lua:4: protocol{…} must be called outside functions");
    }
    void anErrorNamesFileAndLineAndLeavesOutThatScriptAlone() {
        QFETCH(QByteArray, script);
        QFETCH(QString, problem);
        ScriptFolder folder;
        const QString path = folder.write("own.lua", script);
        const PluginHost host({TAPSCOPE_PLUGIN_DIR}, files({path, examples + "gauge.lua"}));
        const Said said = decode(host.decoders(), "script-tinytun.pcap");
        const auto scripts = host.scripts();
        QCOMPARE(scripts.size(), std::size_t{2});
        const auto pattern = QRegularExpression::fromWildcard(problem);
        QVERIFY2(pattern.match(scripts[0].refusal).hasMatch(), qPrintable(scripts[0].refusal));
        QCOMPARE(scripts[1].refusal, QString());
        // The frame in which the script failed says so; later frames are decoded as if the script did not exist.
        if (!said.columns[0].startsWith("UDP"))
            QVERIFY2(said.trees[0].contains(scripts[0].refusal.left(60)), qPrintable(said.trees[0]));
        QCOMPARE(said.columns[4], QString("UDP|40001 → 47002 Len=8"));
        QCOMPARE(decode(host.decoders(), "script-gauge.pcap").columns[0],
                 QString("GAUGE|hello from roof, seq=1, 21.50 °C"));
    }

    void anErrorWhileRecognisingLeavesTheCarrierAlone() {
        ScriptFolder folder;
        const QString path = folder.write(
            "own.lua", "protocol { id = 'own', title = 'Own', heuristics = { 'udp.port' },\n"
                       "recognise = function(buffer)\nreturn buffer:u8() < nil\nend, dissect = function() end }");
        const PluginHost host({TAPSCOPE_PLUGIN_DIR}, files({path}));
        const Said said = decode(host.decoders(), "script-tinytun.pcap");
        QCOMPARE(said.columns[0], QString("UDP|40001 → 47002 Len=91"));
        QCOMPARE(host.scripts()[0].refusal, QString("own.lua:3: attempt to compare number with nil"));
        QVERIFY(host.decoders().failedDecoders().empty());
    }

    void theCommandLineSaysWhichScriptIsLeftOutAndGoesOn() {
        ScriptFolder folder;
        const QString path = folder.write("own.lua", own("error('not today')"));
        const auto ran = test::run(QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli"),
                                   {"read", captures + "script-tinytun.pcap", "--script", path, "-V"});
        QCOMPARE(ran.status, 0);
        QCOMPARE(QString::fromUtf8(ran.err),
                 QString("tapscope-cli: the script %1 is left out: own.lua:4: not today\n").arg(path));
        QVERIFY(ran.out.contains("[Malformed Packet: Own: own.lua:4: not today]"));
    }

    void aScriptCannotReachAnythingButItsFrame_data() {
        QTest::addColumn<QByteArray>("name");
        for (const char* name :
             {"os",          "io",           "debug",         "package",     "coroutine",       "require",
              "dofile",      "loadfile",     "load",          "print",       "collectgarbage",  "pcall",
              "xpcall",      "setmetatable", "getmetatable",  "rawset",      "rawget",          "next",
              "pairs",       "_G",           "warn",          "math.random", "math.randomseed", "string.dump",
              "string.gsub", "string.match", "string.gmatch", "table.sort",  "('').gsub",       "(''):rep(0).match"})
            QTest::newRow(name) << QByteArray(name);
    }
    void aScriptCannotReachAnythingButItsFrame() {
        QFETCH(QByteArray, name);
        ScriptFolder folder;
        const QString path = folder.write("own.lua", own("", "assert(" + name + " == nil, 'there is')"));
        const PluginHost host({TAPSCOPE_PLUGIN_DIR}, files({path}));
        QCOMPARE(host.scripts().at(0).refusal, QString());
    }

    void textsTellNoAddresses() {
        ScriptFolder folder;
        const QString path = folder.write("own.lua", own("tree:info(tostring({}) .. tostring(nil) .. tostring(1.5))"));
        const PluginHost host({TAPSCOPE_PLUGIN_DIR}, files({path}));
        QCOMPARE(decode(host.decoders(), "script-tinytun.pcap").columns[4], QString("OWN|tablenil1.5"));
    }

    void whatIsNotAFileIsRefused() {
        ScriptFolder folder;
        const PluginHost host({TAPSCOPE_PLUGIN_DIR}, files({folder.path(), folder.path() + "/nothing.lua"}));
        QCOMPARE(host.scripts().at(0).refusal, QString("it is not a file"));
        QCOMPARE(host.scripts().at(1).refusal, QString("No such file or directory"));
    }

    // ---- how it decodes ------------------------------------------------------------------------------------------
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

    void aScriptThatFailsGivesItsPortBack() {
        ScriptFolder folder;
        const QString path = folder.write("own.lua", own("error('not today')").replace("47002", "{ 53, 47001 }"));
        const PluginHost host({TAPSCOPE_PLUGIN_DIR}, files({path, examples + "gauge.lua"}));
        const Said dns = decode(host.decoders(), "app-dns.pcap");
        QVERIFY(dns.columns[0].startsWith("OWN|"));
        QVERIFY2(dns.columns[1].startsWith("DNS|"), qPrintable(dns.columns[1]));
        QVERIFY(decode(host.decoders(), "script-gauge.pcap").columns[0].startsWith("GAUGE|"));
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

    void oneErrorOnManyThreadsIsTold() {
        ScriptFolder folder;
        const QString path = folder.write("own.lua", own("error('not today')"));
        const PluginHost host({TAPSCOPE_PLUGIN_DIR}, files({path}));
        {
            std::vector<std::jthread> all;
            for (int i = 0; i < 4; ++i)
                all.emplace_back([&] { decode(host.decoders(), "script-tinytun.pcap"); });
        }
        QCOMPARE(host.scripts().at(0).refusal, QString("own.lua:4: not today"));
    }
};

QTEST_GUILESS_MAIN(ScriptsTest)
#include "scripts_test.moc"
