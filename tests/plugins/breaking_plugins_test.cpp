#include <decode/dissector.h>
#include <plugin/plugin_crash.h>
#include <plugin/plugin_host.h>
#include <plugin/plugin_switches.h>
#include <plugin/trusted_path.h>
#include <stats/statistics_count.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace tapscope;

namespace {

/// A DNS query to port 53, which DNS decodes unless the breaking plugin takes it.
const QByteArray query =
    QByteArray::fromHex("020000000002 020000000001 0800"
                        "4500 003d 0001 0000 4011 0000 0a090001 0a090002"
                        "9c40 0035 0029 0000"
                        "1234 0100 0001 0000 0000 0000 03777777 076578616d706c65 03636f6d 00 0001 0001");

} // namespace

/// Plugins that break in each call of the contract: everything else still works. The table in ARCHITECTURE.md names
/// these tests.
class BreakingPluginsTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    static PluginHost host(const PluginChoice& choice = {}) {
        return PluginHost({BREAKING_PLUGIN_DIR, TAPSCOPE_PLUGIN_DIR}, {}, choice);
    }
    static const PluginRecord& record(const PluginHost& host, const QString& id = QStringLiteral("breaking")) {
        for (const auto& each : host.records()) {
            if (each.id == id)
                return each;
        }
        qFatal("it was not found");
    }
    static QByteArray layersOf(const PluginHost& host) {
        const Dissector dissector(host.decoders());
        const auto plan = DissectionPlan::tree(host.decoders());
        Dissection dissection;
        const auto bytes = std::as_bytes(std::span(query.constData(), static_cast<std::size_t>(query.size())));
        dissector.dissect({.number = 1, .bytes = bytes, .originalLength = static_cast<std::uint32_t>(bytes.size())},
                          plan, dissection);
        QByteArray names;
        for (const Layer& layer : dissection.layers())
            names += QByteArray(layer.name.data(), static_cast<qsizetype>(layer.name.size())) + ' ';
        return names.trimmed();
    }
    static bool isLeftOut(const PluginHost& host) {
        return host.decoders().failedDecoders() == std::vector<std::string_view>{"breaking"};
    }

private slots:
    void initTestCase() { QVERIFY(query.size() == 14 + 61); }
    void init() { qunsetenv("TAPSCOPE_TEST_BREAKS"); }
    void cleanup() { qunsetenv("TAPSCOPE_TEST_BREAKS"); }

    /// The function that threw is left out, not the layer that called it.
    void callsThatThrowLeaveTheCarrierAlone_data() {
        QTest::addColumn<QByteArray>("breaks");
        QTest::addColumn<bool>("isAsked");
        for (const char* how : {"accepts throws", "accepts throws a number"})
            QTest::newRow(how) << QByteArray(how) << true;
        QTest::newRow("nothing") << QByteArray() << false;
    }
    void callsThatThrowLeaveTheCarrierAlone() {
        QFETCH(QByteArray, breaks);
        QFETCH(bool, isAsked);
        qputenv("TAPSCOPE_TEST_BREAKS", breaks);
        const PluginHost plugins = host();
        QCOMPARE(layersOf(plugins), QByteArray("frame eth ethertype ip udp dns"));
        QCOMPARE(isLeftOut(plugins), isAsked);
        QCOMPARE(layersOf(plugins), QByteArray("frame eth ethertype ip udp dns"));
    }

    /// A heuristic is asked if no decoder has the port.
    void aHeuristicThatThrowsLeavesTheCarrierAlone() {
        qputenv("TAPSCOPE_TEST_BREAKS", "recognises throws");
        const PluginHost plugins({BREAKING_PLUGIN_DIR, TAPSCOPE_PLUGIN_DIR}, {}, {.without = {"decode-dns"}});
        const QByteArray layers = layersOf(plugins);
        QVERIFY2(layers.startsWith("frame eth ethertype ip udp"), layers);
        QVERIFY(isLeftOut(plugins));
    }

    void decodersThatNameWhatIsNotThereAreLeftOut_data() {
        QTest::addColumn<QByteArray>("breaks");
        for (const char* how : {"decode throws", "decode throws a number", "decode adds a field that is not there",
                                "decode names a table that is not there"})
            QTest::newRow(how) << QByteArray(how);
    }
    void decodersThatNameWhatIsNotThereAreLeftOut() {
        QFETCH(QByteArray, breaks);
        qputenv("TAPSCOPE_TEST_BREAKS", breaks);
        const PluginHost plugins = host();
        QCOMPARE(layersOf(plugins), QByteArray("frame eth ethertype ip udp breaking"));
        QVERIFY(isLeftOut(plugins));
        QCOMPARE(layersOf(plugins), QByteArray("frame eth ethertype ip udp dns"));
    }

    /// A refused plugin is refused with all its parts.
    void nothingIsHalfLoaded_data() {
        QTest::addColumn<QByteArray>("breaks");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* breaks, const char* reason) {
            QTest::newRow(breaks) << QByteArray(breaks) << QString::fromLatin1(reason);
        };
        row("decoders throws", "it failed while it was loaded: on purpose");
        row("injectors throws a number", "it failed while it was loaded");
        row("inspectors throws", "it failed while it was loaded: on purpose");
        row("inspectors has null", "it lists a part that does not exist");
        row("scriptLanguages throws", "it failed while it was loaded: on purpose");
        row("scriptLanguages has null", "it lists a part that does not exist");
        row("isAvailable throws", "it failed while it was loaded: on purpose");
        row("decoders has null", "it lists a part that does not exist");
        row("injectors has null", "it lists a part that does not exist");
        row("exporters has null", "it lists a part that does not exist");
        row("exporters throws", "it failed while it was loaded: on purpose");
        row("sources throws", "it failed while it was loaded: on purpose");
        row("sources has null", "it lists a part that does not exist");
        row("statistics throws", "it failed while it was loaded: on purpose");
        row("statistics has null", "it lists a part that does not exist");
        row("decoders has one twice", "the decoder breaking is already provided by itself");
    }
    void nothingIsHalfLoaded() {
        QFETCH(QByteArray, breaks);
        QFETCH(QString, reason);
        qputenv("TAPSCOPE_TEST_BREAKS", breaks);
        const PluginHost plugins = host();
        QCOMPARE(record(plugins).refusal, reason);
        QVERIFY(plugins.warnings().join('\n').contains(reason));
        QCOMPARE(plugins.decoders().findProtocol("breaking"), noProtocol);
        for (const Inspector* inspector : plugins.inspectors())
            QVERIFY(inspector->id() != "breaking");
        QCOMPARE(layersOf(plugins), QByteArray("frame eth ethertype ip udp dns"));
    }

    /// Only the statistic that breaks is left out; the others have the same results as without it.
    void aStatisticThatBreaksIsLeftOut_data() {
        QTest::addColumn<QByteArray>("breaks");
        QTest::addColumn<QByteArray>("reason"); // empty: it is counted
        const auto row = [](const char* breaks, const char* reason) {
            QTest::newRow(breaks) << QByteArray(breaks) << QByteArray(reason);
        };
        row("nothing", "");
        for (const char* call : {"make", "fields", "begin", "take", "merge", "result"})
            QTest::addRow("%s throws", call) << QByteArray(call) + " throws" << QByteArray("it failed (on purpose)");
        row("take throws a number", "it failed");
        row("make gives null", "it returned no statistic");
        row("begin gives null", "it returned no counter");
        row("fields names one that is not there", "it names a field that does not exist");
        row("result has a row without a value", "a row of its table has 0 values for 1 columns");
        row("result has a row without a parent", "a row of its table has no parent");
        row("result has an arrow without a host", "an arrow of a diagram has no host");
    }
    void aStatisticThatBreaksIsLeftOut() {
        QFETCH(QByteArray, breaks);
        QFETCH(QByteArray, reason);
        const PluginHost plugins = host();
        qputenv("TAPSCOPE_TEST_BREAKS", breaks);
        const StatisticKinds kinds(plugins.statistics());
        std::vector<ChosenStatistic> chosen;
        chosen.push_back(*kinds.choose("plen,tree", plugins.decoders()));
        if (auto breaking = kinds.choose("breaking", plugins.decoders()); breaking)
            chosen.push_back(std::move(*breaking));
        else
            QVERIFY2(breaking.error().text().contains(reason.toStdString()), breaking.error().text().c_str());
        const auto plan = std::make_shared<const StatisticsPlan>(chosen, nullptr, plugins.decoders());
        StatisticsCount count(plan);
        StatisticsCount more(plan);
        const Dissector dissector(plugins.decoders());
        Dissection dissection;
        const auto bytes = std::as_bytes(std::span(query.constData(), static_cast<std::size_t>(query.size())));
        for (FrameNumber number = 1; number <= 2; ++number) {
            dissector.dissect(
                {.number = number, .bytes = bytes, .originalLength = static_cast<std::uint32_t>(bytes.size())},
                plan->dissection(), dissection);
            (number == 1 ? count : more).take(dissection, std::chrono::nanoseconds(0));
        }
        count.merge(more);
        QCOMPARE(std::get<std::uint64_t>(count.result(0).tables.front().rows.front().values[1]), std::uint64_t{2});
        const auto failures = [&] {
            QByteArrayList all;
            for (const auto& [id, why] : kinds.failures())
                all << QByteArray(id.data(), static_cast<qsizetype>(id.size())) + ": " + QByteArray::fromStdString(why);
            return all;
        };
        if (chosen.size() > 1) {
            const StatisticResult result = count.result(1);
            QCOMPARE(result.tables.empty(), !reason.isEmpty());
            if (reason.isEmpty())
                QCOMPARE(std::get<std::uint64_t>(result.tables.front().rows.front().values[0]), std::uint64_t{2});
            else
                QCOMPARE(result.notes.front(), "This statistic is left out: " + reason.toStdString() + ".");
        }
        QCOMPARE(failures(), reason.isEmpty() ? QByteArrayList() : QByteArrayList{"breaking: " + reason});
        qunsetenv("TAPSCOPE_TEST_BREAKS");
        QCOMPARE(kinds.choose("breaking", plugins.decoders()).has_value(), reason.isEmpty()); // it stays left out
        QCOMPARE(plugins.pluginOfStatistic("breaking"), QString("breaking"));
    }

    void aScriptLanguageThatBreaksLeavesOutTheScript_data() {
        QTest::addColumn<QByteArray>("breaks");
        QTest::addColumn<QString>("reason");
        QTest::newRow("an exception") << QByteArray("read throws") << "on purpose";
        QTest::newRow("a number") << QByteArray("read throws a number")
                                  << "the script language failed while reading it";
        QTest::newRow("no script") << QByteArray("read gives null") << "the script language returned no script";
        QTest::newRow("a script that throws") << QByteArray("script's decoders throws") << "on purpose";
        QTest::newRow("a decoder that does not exist")
            << QByteArray("script's decoders has null") << "the script lists a part that does not exist";
    }
    void aScriptLanguageThatBreaksLeavesOutTheScript() {
        QFETCH(QByteArray, breaks);
        QFETCH(QString, reason);
        qputenv("TAPSCOPE_TEST_BREAKS", breaks);
        QFile script(folder_.filePath("own.breaking"));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.close();
        const PluginHost plugins({BREAKING_PLUGIN_DIR}, {.folders = {folder_.path()}, .files = {}});
        QCOMPARE(plugins.scripts().size(), std::size_t{1});
        QCOMPARE(plugins.scripts().front().refusal, reason);
    }

    void replacedDecodersAreReported() {
        const PluginHost plugins = host();
        QCOMPARE(record(plugins).refusal, QString());
        QVERIFY2(record(plugins).notes.join('\n').contains("it has precedence over dns at udp.port 53"),
                 qPrintable(record(plugins).notes.join('\n')));
        QVERIFY(plugins.warnings().join('\n').contains("breaking"));
    }

    void pluginsAreSwitchedOff() {
        const PluginHost none({BREAKING_PLUGIN_DIR, TAPSCOPE_PLUGIN_DIR}, {}, {.none = true, .without = {}});
        QVERIFY(none.records().empty());
        QCOMPARE(layersOf(none), QByteArray("frame data"));
        const PluginHost without = host({.without = {QStringLiteral("breaking")}});
        QVERIFY(record(without).isOff);
        QCOMPARE(without.decoders().findProtocol("breaking"), noProtocol);
        QVERIFY(without.warnings().isEmpty());
        QVERIFY2(host({.without = {QStringLiteral("braeking")}})
                     .warnings()
                     .contains(QStringLiteral("braeking is to be left out: there is no plugin with this id. "
                                              "Did you mean breaking?")),
                 "a window says it, too");
        const PluginSwitches switches(folder_.filePath("switches/plugins"));
        QVERIFY(switches.set("breaking", PluginSwitches::State::Off));
        QVERIFY(record(host({.switches = switches.file()})).isOff);
        QVERIFY(switches.set("breaking", PluginSwitches::State::On));
        QVERIFY(record(host({.switches = switches.file()})).refusal.isEmpty());
    }

    void worldWritableFilesAreNotLoaded() {
        const QString library = folder_.filePath("open/breaking_plugin.so");
        QVERIFY(QDir(folder_.path()).mkpath("open"));
        QVERIFY(QFile::copy(QStringLiteral(BREAKING_PLUGIN_DIR "/breaking_plugin.so"), library));
        const auto refusal = [&] { return PluginHost({folder_.filePath("open")}).records().front().refusal; };
        QCOMPARE(refusal(), QString());
        QCOMPARE(::chmod(QFile::encodeName(library).constData(), 0757), 0);
        QVERIFY2(refusal().contains("all users may write to " + library), qPrintable(refusal()));
        QCOMPARE(::chmod(QFile::encodeName(library).constData(), 0755), 0);
        QCOMPARE(::chmod(QFile::encodeName(folder_.filePath("open")).constData(), 01777), 0);
        QVERIFY2(refusal().contains("all users may write to " + folder_.filePath("open")), qPrintable(refusal()));
        QCOMPARE(::chmod(QFile::encodeName(folder_.filePath("open")).constData(), 0755), 0);
    }

    /// In a separate process, which is a second instance of this program.
    void aCrashIsNamedAndThePluginLeftOutAtTheNextStart() {
        const PluginSwitches switches(folder_.filePath("crash/plugins"));
        QProcess crashing;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("TAPSCOPE_TEST_BREAKS", "decode crashes");
        environment.insert("TAPSCOPE_TEST_CRASH", switches.file());
        crashing.setProcessEnvironment(environment);
        crashing.start(QCoreApplication::applicationFilePath(), {});
        QVERIFY(crashing.waitForFinished(60'000));
        QCOMPARE(crashing.exitStatus(), QProcess::CrashExit);
        const QByteArray said = crashing.readAllStandardError();
        QVERIFY2(said.contains("the plugin breaking crashed (SIGSEGV)"), said);
        const PluginHost next = host({.switches = switches.file()});
        QVERIFY2(record(next).refusal.contains("it crashed the program (SIGSEGV)"), qPrintable(record(next).refusal));
        QVERIFY(next.warnings().join('\n').contains("breaking"));
        QCOMPARE(layersOf(next), QByteArray("frame eth ethertype ip udp dns"));
        QVERIFY(switches.set("breaking", PluginSwitches::State::On));
        QCOMPARE(record(host({.switches = switches.file()})).refusal, QString());
    }

public:
    static void crash(const QString& switches) {
        reportPluginCrashes(switches);
        const PluginHost plugins = host({.switches = switches});
        layersOf(plugins);
    }
};

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    if (const QString switches = qEnvironmentVariable("TAPSCOPE_TEST_CRASH"); !switches.isEmpty()) {
        BreakingPluginsTest::crash(switches);
        return 0;
    }
    BreakingPluginsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "breaking_plugins_test.moc"
