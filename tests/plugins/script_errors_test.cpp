#include "script_decoding.h"

#include <support/commands.h>

#include <QRegularExpression>
#include <QTest>

#include <thread>
#include <vector>

using namespace tapscope;
using namespace tapscope::test;

/// Scripts that are wrong or hostile: they are left out with the reason, and reach nothing but their frame.
class ScriptErrorsTest : public QObject {
    Q_OBJECT

private slots:
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
        const auto ran = run(QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli"),
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

    void aScriptThatFailsGivesItsPortBack() {
        ScriptFolder folder;
        const QString path = folder.write("own.lua", own("error('not today')").replace("47002", "{ 53, 47001 }"));
        const PluginHost host({TAPSCOPE_PLUGIN_DIR}, files({path, examples + "gauge.lua"}));
        const Said dns = decode(host.decoders(), "app-dns.pcap");
        QVERIFY(dns.columns[0].startsWith("OWN|"));
        QVERIFY2(dns.columns[1].startsWith("DNS|"), qPrintable(dns.columns[1]));
        QVERIFY(decode(host.decoders(), "script-gauge.pcap").columns[0].startsWith("GAUGE|"));
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

QTEST_GUILESS_MAIN(ScriptErrorsTest)
#include "script_errors_test.moc"
