#include <decode/dissection.h>
#include <plugin/plugin.h>

#include <QObject>

#include <source/source.h>
#include <source/threaded_port.h>
#include <statistic/statistic.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>

namespace {

/// The call that breaks, and how it breaks, as the test requested ("accepts throws", "decode crashes", "lists null").
std::string asked() {
    const char* text = std::getenv("TAPSCOPE_TEST_BREAKS");
    return text == nullptr ? std::string() : text;
}

/// Announces that it was called, and does not return until the test lets it: through two eventfds of the test, which
/// count.
void wait() {
    const auto descriptor = [](const char* name) {
        const char* text = std::getenv(name);
        return text == nullptr ? -1 : std::atoi(text); // NOLINT(cert-err34-c): the test made it
    };
    std::uint64_t count = 1;
    if (::write(descriptor("TAPSCOPE_TEST_ENTERED"), &count, sizeof count) != sizeof count ||
        ::read(descriptor("TAPSCOPE_TEST_GATE"), &count, sizeof count) != sizeof count)
        std::abort();
}

/// Breaks if the test requested it for this call.
void maybe(const char* call) {
    const std::string wanted = asked();
    if (wanted == std::string(call) + " throws")
        throw std::runtime_error("on purpose");
    if (wanted == std::string(call) + " throws a number")
        throw 42; // NOLINT(hicpp-exception-baseclass)
    if (wanted == std::string(call) + " crashes")
        std::raise(SIGSEGV);
    while (wanted == std::string(call) + " hangs") {
    }
    if (wanted == std::string(call) + " waits")
        wait();
}

/// Code of the library that runs when the program ends normally.
const struct LastWords {
    LastWords() = default;
    LastWords(const LastWords&) = delete;
    LastWords& operator=(const LastWords&) = delete;
    ~LastWords() { maybe("ending"); }
} lastWords;

constexpr std::array hooks = {tapscope::Hook{"udp.port", 53}, tapscope::Hook{"udp.port", 40001},
                              tapscope::Hook{"tcp.port", 80}};
constexpr std::array<std::string_view, 1> heuristics = {"udp.port"};
constexpr std::array fields = {tapscope::FieldInfo{.name = "breaking.number", .title = "Number"}};
const tapscope::ProtocolInfo info = {.abbreviation = "breaking",
                                     .title = "Breaks",
                                     .column = "BREAKS",
                                     .fields = fields,
                                     .hooks = hooks,
                                     .heuristics = heuristics};

class BreakingDecoder final : public tapscope::Decoder {
public:
    [[nodiscard]] const tapscope::ProtocolInfo& protocol() const noexcept override { return info; }
    void decode(tapscope::ByteReader& bytes, tapscope::Dissection& d) const override {
        maybe("decode");
        if (asked() == "decode adds a field that is not there")
            d.add(60000, {0, 1}, 1);
        if (asked() == "decode names a table that is not there")
            d.next(7, 1, bytes);
    }
    [[nodiscard]] bool accepts(tapscope::Bytes, Claim) const override {
        maybe("accepts");
        return asked().starts_with("decode") || asked().starts_with("messageIn");
    }
    [[nodiscard]] tapscope::StreamMessage messageIn(tapscope::Bytes, tapscope::Dissection&) const override {
        maybe("messageIn");
        return {};
    }
    [[nodiscard]] bool recognises(tapscope::Bytes, const tapscope::Dissection&) const override {
        maybe("recognises");
        return false;
    }
};

class BreakingInspector final : public tapscope::Inspector {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "breaking"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Breaking"; }
    [[nodiscard]] bool isAvailable() const override {
        maybe("isAvailable");
        return true;
    }
    [[nodiscard]] tapscope::Result<std::vector<tapscope::InspectedLine>>
    inspect(const tapscope::Frame&, const tapscope::InspectedCapture&, const std::stop_token&) const override {
        maybe("inspect");
        return {};
    }
};

class BreakingScript final : public tapscope::Script {
public:
    [[nodiscard]] std::vector<const tapscope::Decoder*> decoders() const override {
        maybe("script's decoders");
        return {nullptr};
    }
    [[nodiscard]] std::string failure() const override { return {}; }
};

class BreakingLanguage final : public tapscope::ScriptLanguage {
public:
    [[nodiscard]] std::string_view suffix() const noexcept override { return ".breaking"; }
    [[nodiscard]] tapscope::Result<std::unique_ptr<tapscope::Script>>
    read(const std::filesystem::path&) const override {
        maybe("read");
        if (asked() == "read gives null")
            return nullptr;
        if (asked().starts_with("script's"))
            return std::make_unique<BreakingScript>();
        return tapscope::failure(tapscope::ErrorKind::Invalid, "read", "it", "it is no script");
    }
};

/// Runs on the engine's own thread, which it blocks when it hangs.
class BreakingInjector final : public tapscope::Injector {
public:
    [[nodiscard]] Placement placement() const noexcept override { return Placement::Inline; }
    [[nodiscard]] std::optional<Clock::time_point> due() override {
        maybe("due");
        return Clock::now();
    }
    void run(Clock::time_point, tapscope::FrameOutput&) override { maybe("run"); }
    [[nodiscard]] bool responds() const noexcept override { return true; }
    void onFrames(tapscope::PortId, std::span<const tapscope::Frame>, tapscope::FrameOutput&) override {
        maybe("onFrames");
    }
};

class BreakingInjectorFactory final : public tapscope::InjectorFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "breaking"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Breaking"; }
    [[nodiscard]] std::string_view summary() const noexcept override { return "breaks"; }
    [[nodiscard]] const tapscope::SettingsSchema& schema() const noexcept override { return schema_; }
    [[nodiscard]] tapscope::Result<std::unique_ptr<tapscope::Injector>>
    create(const tapscope::Settings&, const tapscope::InjectionTarget&) const override {
        maybe("create");
        if (asked() == "create gives null")
            return nullptr;
        return std::make_unique<BreakingInjector>();
    }

private:
    tapscope::SettingsSchema schema_;
};

class BreakingExporter final : public tapscope::Exporter {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "breaking"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Breaking"; }
    [[nodiscard]] std::string_view fileSuffix() const noexcept override { return "breaking"; }
    [[nodiscard]] const tapscope::SettingsSchema& schema() const noexcept override { return schema_; }
    [[nodiscard]] tapscope::Result<void> write(const tapscope::FrameChoice&, const tapscope::DecoderRegistry&,
                                               const tapscope::Settings&, QIODevice&,
                                               const tapscope::ExportProgress&) const override {
        maybe("write");
        return {};
    }

private:
    tapscope::SettingsSchema schema_;
};

const tapscope::PortFacts portFacts{.name = "broken"};

/// Is called on the engine's own thread, which it blocks when it hangs.
class BreakingPort final : public tapscope::Port {
public:
    BreakingPort() = default;
    BreakingPort(const BreakingPort&) = delete;
    BreakingPort& operator=(const BreakingPort&) = delete;
    ~BreakingPort() override { maybe("close"); }
    [[nodiscard]] const tapscope::PortFacts& facts() const noexcept override { return portFacts; }
    void watches(std::vector<tapscope::Watch>&) override { maybe("watches"); }
    [[nodiscard]] std::optional<Clock::time_point> due() override {
        maybe("port due");
        return std::nullopt;
    }
    [[nodiscard]] tapscope::Result<std::size_t> receive(tapscope::PortSink& sink, std::size_t) override {
        if (!std::exchange(hasGiven_, true)) {
            constexpr std::array bytes{std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4}};
            sink.interface(0, {.name = "broken"});
            sink.frames(std::array{tapscope::Frame{.bytes = bytes, .originalLength = 4}});
            return 1U;
        }
        maybe("receive");
        return 0U;
    }
    void drain(tapscope::PortSink&, Clock::time_point) override { maybe("drain"); }
    [[nodiscard]] tapscope::DropCounts losses() override {
        maybe("losses");
        return {};
    }

private:
    bool hasGiven_ = false;
};

/// Is called on a thread of its own.
class BreakingReader final : public tapscope::BlockingSource {
public:
    [[nodiscard]] tapscope::Result<void> run(tapscope::PortSink& sink, const std::stop_token&) override {
        constexpr std::array bytes{std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4}};
        sink.interface(0, {.name = "broken"});
        sink.frames(std::array{tapscope::Frame{.bytes = bytes, .originalLength = 4}});
        maybe("run the source");
        return {};
    }
};

class BreakingSource final : public tapscope::SourceFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "breaking"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Breaking"; }
    [[nodiscard]] std::string_view summary() const noexcept override { return "breaks"; }
    [[nodiscard]] const tapscope::SettingsSchema& schema() const noexcept override { return schema_; }
    [[nodiscard]] tapscope::Result<std::vector<tapscope::SourceItem>>
    list(const std::shared_ptr<const tapscope::DeviceSupply>&, const std::stop_token&) const override {
        maybe("list");
        return {};
    }
    [[nodiscard]] tapscope::Result<tapscope::SettingsSchema> schemaOf(const std::string&,
                                                                      const std::stop_token&) const override {
        maybe("schemaOf");
        return schema_;
    }
    /// "thread" is read on a thread of its own, and every other name on the engine's.
    [[nodiscard]] tapscope::Result<std::unique_ptr<tapscope::Port>> open(const tapscope::SourceRequest& request,
                                                                         const std::stop_token&) const override {
        maybe("open");
        if (asked() == "open gives null")
            return nullptr;
        if (request.name == "thread")
            return tapscope::threadedPort(portFacts, std::make_unique<BreakingReader>());
        return std::make_unique<BreakingPort>();
    }

private:
    tapscope::SettingsSchema schema_;
};

class BreakingTally final : public tapscope::Tally {
public:
    void take(const tapscope::CountedFrame&) override {
        maybe("take");
        ++frames_;
    }
    void merge(const tapscope::Tally& other) override {
        maybe("merge");
        frames_ += static_cast<const BreakingTally&>(other).frames_;
    }
    [[nodiscard]] tapscope::StatisticResult result() const override {
        maybe("result");
        tapscope::StatisticTable table{.title = "Breaks", .columns = {{"Frames"}}, .rows = {{.values = {frames_}}}};
        if (asked() == "result has a row without a value")
            table.rows.front().values.clear();
        if (asked() == "result has a row without a parent")
            table.rows.front().depth = 1;
        tapscope::StatisticResult all{.title = "Breaks", .tables = {table}};
        if (asked() == "result has an arrow without a host")
            all.diagrams.push_back({.hosts = {"one"}, .arrows = {{.from = 0, .to = 1, .text = {}}}});
        return all;
    }

private:
    std::uint64_t frames_ = 0;
};

class BreakingStatistic final : public tapscope::Statistic {
public:
    [[nodiscard]] std::string title() const override { return "Breaks"; }
    [[nodiscard]] std::vector<tapscope::FieldId> fields() const override {
        maybe("fields");
        return asked() == "fields names one that is not there" ? std::vector<tapscope::FieldId>{0x7fffffff}
                                                               : std::vector<tapscope::FieldId>{};
    }
    [[nodiscard]] std::unique_ptr<tapscope::Tally> begin() const override {
        maybe("begin");
        return asked() == "begin gives null" ? nullptr : std::make_unique<BreakingTally>();
    }
};

class BreakingStatisticKind final : public tapscope::StatisticKind {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "breaking"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Breaking"; }
    [[nodiscard]] tapscope::Result<std::unique_ptr<const tapscope::Statistic>>
    make(std::span<const std::string_view>, const tapscope::DecoderRegistry&) const override {
        maybe("make");
        return asked() == "make gives null" ? nullptr : std::make_unique<const BreakingStatistic>();
    }
};

class BreakingPlugin final : public QObject, public tapscope::Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "breaking_plugin.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const tapscope::Decoder*> decoders() const override {
        maybe("decoders");
        if (asked() == "decoders has null")
            return {&decoder_, nullptr};
        return asked() == "decoders has one twice" ? std::vector<const tapscope::Decoder*>{&decoder_, &decoder_}
                                                   : std::vector<const tapscope::Decoder*>{&decoder_};
    }
    [[nodiscard]] std::vector<const tapscope::InjectorFactory*> injectors() const override {
        maybe("injectors");
        return asked() == "injectors has null" ? std::vector<const tapscope::InjectorFactory*>{nullptr}
                                               : std::vector<const tapscope::InjectorFactory*>{&injector_};
    }
    [[nodiscard]] std::vector<const tapscope::Exporter*> exporters() const override {
        maybe("exporters");
        return asked() == "exporters has null" ? std::vector<const tapscope::Exporter*>{nullptr}
                                               : std::vector<const tapscope::Exporter*>{&exporter_};
    }
    [[nodiscard]] std::vector<const tapscope::SourceFactory*> sources() const override {
        maybe("sources");
        return asked() == "sources has null" ? std::vector<const tapscope::SourceFactory*>{nullptr}
                                             : std::vector<const tapscope::SourceFactory*>{&source_};
    }
    [[nodiscard]] std::vector<const tapscope::Inspector*> inspectors() const override {
        maybe("inspectors");
        return asked() == "inspectors has null" ? std::vector<const tapscope::Inspector*>{nullptr}
                                                : std::vector<const tapscope::Inspector*>{&inspector_};
    }
    [[nodiscard]] std::vector<const tapscope::ScriptLanguage*> scriptLanguages() const override {
        maybe("scriptLanguages");
        return asked() == "scriptLanguages has null" ? std::vector<const tapscope::ScriptLanguage*>{nullptr}
                                                     : std::vector<const tapscope::ScriptLanguage*>{&language_};
    }
    [[nodiscard]] std::vector<const tapscope::StatisticKind*> statistics() const override {
        maybe("statistics");
        return asked() == "statistics has null" ? std::vector<const tapscope::StatisticKind*>{&statistic_, nullptr}
                                                : std::vector<const tapscope::StatisticKind*>{&statistic_};
    }

private:
    BreakingDecoder decoder_;
    BreakingInjectorFactory injector_;
    BreakingExporter exporter_;
    BreakingSource source_;
    BreakingInspector inspector_;
    BreakingLanguage language_;
    BreakingStatisticKind statistic_;
};

} // namespace

#include "breaking_plugin.moc"
