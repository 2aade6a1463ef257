#include "../source/told_sink.h"

#include <capture/source_catalog.h>
#include <file/pcapng_writer.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <array>
#include <stdexcept>

using namespace tapscope;
using namespace tapscope::test;

namespace {

/// A port of which one function throws.
class ThrowingPort final : public Port {
public:
    explicit ThrowingPort(std::string function) : function_(std::move(function)) {}

    [[nodiscard]] const PortFacts& facts() const noexcept override { return facts_; }
    void watches(std::vector<Watch>&) override { maybe("watches"); }
    [[nodiscard]] std::optional<Clock::time_point> due() override {
        maybe("due");
        return std::nullopt;
    }
    [[nodiscard]] Result<std::size_t> receive(PortSink&, std::size_t) override {
        maybe("receive");
        return 0U;
    }
    void drain(PortSink&, Clock::time_point) override { maybe("drain"); }
    [[nodiscard]] Sent send(std::span<const Frame> frames) override {
        maybe("send");
        return {.frames = frames.size()};
    }
    [[nodiscard]] DropCounts losses() override {
        maybe("losses");
        return {};
    }

private:
    void maybe(const char* function) const {
        if (function_ == function)
            throw std::runtime_error("it broke");
    }

    std::string function_;
    PortFacts facts_{.name = "thrown0"};
};

/// A plugin's source.
class FakeSource : public SourceFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "played"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Played"; }
    [[nodiscard]] std::string_view summary() const noexcept override { return "plays"; }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override {
        static const SettingsSchema schema({{.key = "speed", .title = "Speed", .type = SettingType::Integer}});
        return schema;
    }
    [[nodiscard]] Result<std::vector<SourceItem>> list(const std::shared_ptr<const DeviceSupply>&,
                                                       const std::stop_token&) const override {
        throw std::runtime_error("it broke");
    }
    [[nodiscard]] Result<SettingsSchema> schemaOf(const std::string& name, const std::stop_token&) const override {
        if (name == "throw where it is asked")
            throw 42; // NOLINT(hicpp-exception-baseclass)
        return schema();
    }
    [[nodiscard]] Result<std::unique_ptr<Port>> open(const SourceRequest& request,
                                                     const std::stop_token&) const override {
        if (request.name == "throw")
            throw std::runtime_error("it broke");
        if (request.name == "throw a number")
            throw 42; // NOLINT(hicpp-exception-baseclass)
        if (request.name == "null")
            return nullptr;
        if (request.name.starts_with("port "))
            return std::make_unique<ThrowingPort>(request.name.substr(5));
        return failure(ErrorKind::Busy, "open", request.name,
                       "speed " + std::to_string(request.settings.integer("speed")));
    }
};

} // namespace

/// Which source opens the name that a user gives.
class SourcesTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    [[nodiscard]] QString file(const char* name) const { return folder_.filePath(name); }

    [[nodiscard]] static Result<std::unique_ptr<Port>> open(const SourceCatalog& catalog, const WantedPort& wanted) {
        const auto id = SourceCatalog::idIn(wanted.name);
        return catalog.open(wanted,
                            {.name = id.empty() ? wanted.name : wanted.name.substr(id.size() + 1),
                             .filter = wanted.filter,
                             .snapLength = wanted.snapLength,
                             .settings = {},
                             .devices = {}},
                            {});
    }
    [[nodiscard]] static QStringList allOf(const WantedPort& wanted) {
        auto port = open(SourceCatalog(), wanted);
        if (!port)
            return {QString::fromStdString(port.error().text())};
        ToldSink sink;
        const Error end = receiveAll(**port, sink);
        if (end.kind != ErrorKind::Ended)
            sink.told << QString::fromStdString(end.reason);
        return sink.told;
    }

private slots:
    void initTestCase() {
        pcapng::Buffer blocks;
        pcapng::appendSectionHeader(blocks);
        pcapng::appendInterface(blocks, {.name = "far0"});
        for (const std::string_view text : {"long one", "short"})
            pcapng::appendFrame(blocks, {.bytes = std::as_bytes(std::span(text)),
                                         .originalLength = static_cast<std::uint32_t>(text.size())});
        QFile whole(file("two.pcapng"));
        QVERIFY(whole.open(QFile::WriteOnly));
        QVERIFY(whole.write(reinterpret_cast<const char*>(blocks.data()), static_cast<qint64>(blocks.size())) > 0);
        QFile cut(file("cut.pcapng"));
        QVERIFY(cut.open(QFile::WriteOnly));
        QVERIFY(cut.write(reinterpret_cast<const char*>(blocks.data()), static_cast<qint64>(blocks.size()) - 4) > 0);
    }

    void anIdIsInFrontOfANameOrNot_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("isDevice");
        QTest::newRow("a device") << "tap0" << "" << true;
        QTest::newRow("of a namespace") << "blue/tap0" << "" << true;
        QTest::newRow("of a process") << "pid:4711/tap0" << "" << true;
        QTest::newRow("another machine") << "ssh://me@host/tap0" << "ssh" << false;
        QTest::newRow("an id alone") << "played:" << "played" << false;
        QTest::newRow("a path") << "/tmp/ab:c" << "" << false;
        QTest::newRow("a path from here") << "./a:b" << "" << false;
        QTest::newRow("the standard input") << "-" << "" << false;
        QTest::newRow("not an id") << "Tap 0:1" << "" << true;
    }
    void anIdIsInFrontOfANameOrNot() {
        QFETCH(const QString, name);
        QFETCH(const QString, id);
        QFETCH(const bool, isDevice);
        const std::string text = name.toStdString();
        QCOMPARE(std::string(SourceCatalog::idIn(text)), id.toStdString());
        QCOMPARE(SourceCatalog::isDevice(text), isDevice);
    }

    void aFileIsReadToItsEnd() {
        QCOMPARE(allOf({.name = file("two.pcapng").toStdString()}),
                 (QStringList{"interface 0 far0", "frame long one", "frame short"}));
        QCOMPARE(allOf({.name = "file:" + file("two.pcapng").toStdString()}),
                 (QStringList{"interface 0 far0", "frame long one", "frame short"}));
    }
    void aFileThatIsCutGivesWhatItHas() {
        const auto told = allOf({.name = file("cut.pcapng").toStdString()});
        QCOMPARE(told.size(), qsizetype{3});
        QCOMPARE(told[1], QString("frame long one"));
        QVERIFY2(!told[2].startsWith("frame"), qPrintable(told[2]));
    }
    void aFileThatIsNotThereIsSaid() {
        const auto port = open(SourceCatalog(), {.name = file("none.pcapng").toStdString()});
        QVERIFY(!port);
        QCOMPARE(port.error().kind, ErrorKind::NotFound);
    }

    void aSourceThatDoesNotFilterIsFiltered() {
        QCOMPARE(allOf({.name = file("two.pcapng").toStdString(), .filter = "greater 6", .snapLength = 4}),
                 (QStringList{"interface 0 far0", "frame long"}));
        const auto told = allOf({.name = file("two.pcapng").toStdString(), .filter = "gibberish("});
        QCOMPARE(told.size(), qsizetype{2});
        QVERIFY2(told[1].contains("syntax"), qPrintable(told[1]));
    }

    void aPipeIsAStream() {
        const QString pipe = file("pipe");
        QCOMPARE(mkfifo(pipe.toLocal8Bit().constData(), 0600), 0);
        auto port = open(SourceCatalog(), {.name = pipe.toStdString()});
        QVERIFY(port.has_value());
        ToldSink sink;
        QCOMPARE((*port)->receive(sink, 1).value(), std::size_t{0}); // there is no writer yet
        QFile source(file("two.pcapng")), writer(pipe);
        QVERIFY(source.open(QFile::ReadOnly) && writer.open(QFile::WriteOnly));
        writer.write(source.readAll());
        writer.close();
        QCOMPARE(receiveAll(**port, sink).kind, ErrorKind::Ended);
        QCOMPARE(sink.told, (QStringList{"interface 0 far0", "frame long one", "frame short"}));
    }

    void aPluginIsFoundByItsId_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("error");
        QTest::newRow("with a setting") << "played:one" << "speed" << "speed 7";
        QTest::newRow("with one that it does not have") << "played:one" << "sped" << "speed";
        QTest::newRow("that throws") << "played:throw" << "speed" << "it broke";
        QTest::newRow("that throws a number") << "played:throw a number" << "speed" << "its source failed";
        QTest::newRow("that gives nothing") << "played:null" << "speed" << "returned no port";
        QTest::newRow("that is not there") << "plaid:one" << "speed" << "there is no source plaid";
    }
    void aPluginIsFoundByItsId() {
        QFETCH(const QString, name);
        QFETCH(const QString, key);
        QFETCH(const QString, error);
        const FakeSource played;
        const auto port =
            open(SourceCatalog({&played}), {.name = name.toStdString(), .settings = {{key.toStdString(), {"7"}}}});
        QVERIFY(!port);
        QVERIFY2(port.error().text().contains(error.toStdString()), port.error().text().c_str());
    }

    /// As the engine calls it: whichever function throws, the port ends with an error that names it.
    void aPortThatThrowsEndsAlone_data() {
        QTest::addColumn<QString>("function");
        QTest::addColumn<QString>("error");
        for (const char* function : {"watches", "due", "receive", "drain", "losses"})
            QTest::newRow(function) << function << "Cannot read played:port " + QString(function) + ": it broke";
        QTest::newRow("send") << "send" << "Cannot send to played:port send: it broke";
    }
    void aPortThatThrowsEndsAlone() {
        QFETCH(const QString, function);
        QFETCH(const QString, error);
        const FakeSource played;
        const auto port = open(SourceCatalog({&played}), {.name = "played:port " + function.toStdString()});
        QVERIFY(port);
        ToldSink sink;
        std::vector<Watch> watches;
        (*port)->watches(watches);
        static_cast<void>((*port)->due());
        static_cast<void>((*port)->losses());
        static_cast<void>((*port)->send(std::array{Frame{}}));
        (*port)->drain(sink, Port::Clock::now());
        const auto received = (*port)->receive(sink, 1);
        QVERIFY(!received);
        QVERIFY2(received.error().text().starts_with(error.toStdString()), received.error().text().c_str());
        QVERIFY((*port)->due() <= Port::Clock::now()); // the engine calls receive() at once
        (*port)->drain(sink, Port::Clock::now());      // throws no more
        QCOMPARE(sink.told, QStringList());
    }

    void aPluginThatThrowsWhenItIsAskedIsNamed() {
        const FakeSource played;
        const auto items = SourceCatalog::itemsOf(played, nullptr, {});
        QVERIFY(!items);
        QVERIFY2(items.error().text().starts_with("Cannot list what can be opened by played: it broke"),
                 items.error().text().c_str());
        const auto schema = SourceCatalog::schemaOf(played, "throw where it is asked", {});
        QVERIFY(!schema);
        QVERIFY2(schema.error().text().starts_with(
                     "Cannot ask for the settings of played:throw where it is asked: its source failed"),
                 schema.error().text().c_str());
    }
};

QTEST_GUILESS_MAIN(SourcesTest)
#include "sources_test.moc"
