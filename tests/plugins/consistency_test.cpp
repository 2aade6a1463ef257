#include <decode/dissector.h>
#include <filter/field_filter.h>
#include <plugin/plugin_host.h>
#include <support/capture_frames.h>

#include <QDirIterator>
#include <QTest>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

using namespace tapscope;
using namespace tapscope::test;

/// All ways of showing a frame have to agree about it.
///
/// TAPSCOPE_CAPTURES adds a folder of captures.
class ConsistencyTest : public QObject {
    Q_OBJECT

    const PluginHost host_{QStringList{TAPSCOPE_PLUGIN_DIR}};
    const DecoderRegistry& registry_ = host_.decoders();
    const Dissector dissector_{registry_};

    struct Learned {
        std::unique_ptr<CaptureFrames> file;
        History history;

        [[nodiscard]] const std::vector<Frame>& frames() const { return file->frames; }
    };

    [[nodiscard]] std::unique_ptr<Learned> learned(const QString& path) const {
        auto capture = std::make_unique<Learned>();
        capture->file = readCapture(path);
        if (!capture->file)
            return nullptr;
        const auto plan = DissectionPlan::learning(registry_);
        Dissection dissection;
        for (const Frame& frame : capture->frames())
            dissector_.dissect(frame, plan, dissection, {.learning = &capture->history});
        return capture;
    }

    /// The numbers of the frames that pass a filter.
    [[nodiscard]] std::set<FrameNumber> passing(const Learned& capture, std::string_view text) const {
        std::set<FrameNumber> passed;
        const auto filter = FieldFilter::compile(text, registry_);
        if (!filter)
            return {~FrameNumber{0}};
        const auto plan = DissectionPlan::fields(registry_, filter->fields());
        Dissection dissection;
        FilterScratch scratch;
        for (const Frame& frame : capture.frames()) {
            dissector_.dissect(frame, plan, dissection,
                               plan.needsHistory() ? FrameFacts{.history = &capture.history} : FrameFacts{});
            if (filter->matches(dissection, scratch))
                passed.insert(frame.number);
        }
        return passed;
    }

    static QString listOf(const std::set<FrameNumber>& frames) {
        QStringList numbers;
        for (const FrameNumber each : frames)
            numbers << QString::number(each);
        return numbers.join(' ');
    }

    static void everyCapture() {
        QTest::addColumn<QString>("path");
        QStringList paths = ownCaptures();
        if (const QString more = qEnvironmentVariable("TAPSCOPE_CAPTURES"); !more.isEmpty()) {
            QDirIterator others(more, {"*.pcap", "*.pcapng", "*.cap"}, QDir::Files, QDirIterator::Subdirectories);
            while (others.hasNext())
                paths << others.next();
        }
        for (const QString& path : paths)
            QTest::newRow(qPrintable(path.section('/', -2))) << path;
    }

private slots:
    void everyOctetBelongsToAField_data() { everyCapture(); }
    void everyOctetBelongsToAField() {
        QFETCH(const QString, path);
        const auto capture = learned(path);
        QVERIFY(capture);
        const auto plan = DissectionPlan::tree(registry_);
        Dissection dissection;
        for (const Frame& frame : capture->frames()) {
            dissector_.dissect(frame, plan, dissection, {.history = &capture->history});
            std::vector<bool> told(frame.bytes.size(), false);
            for (const FieldValue& value : dissection.fields()) {
                const FieldInfo& field = registry_.field(value.field);
                if (field.type == FieldType::Protocol && field.name != "_ws.undecoded")
                    continue; // a layer itself does not show its octets
                const std::size_t end = std::min<std::size_t>(value.range.offset + value.range.length, told.size());
                for (std::size_t i = value.range.offset; value.buffer == 0 && i < end; ++i)
                    told[i] = true;
            }
            const auto hole = std::ranges::find(told, false);
            QVERIFY2(
                hole == told.end(),
                qPrintable(QString("frame %1: nothing tells of octet %2").arg(frame.number).arg(hole - told.begin())));
        }
    }

    void aFilterFindsTheProtocolsThatTheListShows_data() { everyCapture(); }
    void aFilterFindsTheProtocolsThatTheListShows() {
        QFETCH(const QString, path);
        const auto capture = learned(path);
        QVERIFY(capture);
        const auto plan = DissectionPlan::columns(registry_);
        Dissection dissection;
        std::map<std::string_view, std::set<FrameNumber>> shown;
        for (const Frame& frame : capture->frames()) {
            dissector_.dissect(frame, plan, dissection, {.history = &capture->history});
            for (const Layer& layer : dissection.layers())
                shown[layer.name].insert(frame.number);
        }
        QStringList differences;
        for (const auto& [name, frames] : shown) {
            const ProtocolId id = registry_.findProtocol(name);
            if (id == noProtocol) {
                differences << QString("%1 is no protocol that a filter knows").arg(name.data());
                continue;
            }
            if (const auto passed = passing(*capture, name); passed != frames)
                differences << QString("%1: listed in %2, passed %3").arg(name.data(), listOf(frames), listOf(passed));
        }
        QVERIFY2(differences.isEmpty(), qPrintable(differences.join('\n')));
    }

    void aFilterFindsTheFieldsThatTheTreeShows_data() { everyCapture(); }
    void aFilterFindsTheFieldsThatTheTreeShows() {
        QFETCH(const QString, path);
        const auto capture = learned(path);
        QVERIFY(capture);
        const auto plan = DissectionPlan::tree(registry_);
        Dissection dissection;
        std::map<std::string_view, std::set<FrameNumber>> shown;
        for (const Frame& frame : capture->frames()) {
            dissector_.dissect(frame, plan, dissection, {.history = &capture->history});
            for (const FieldValue& value : dissection.fields())
                shown[registry_.field(value.field).name].insert(frame.number);
        }
        QStringList differences;
        for (const auto& [name, frames] : shown) {
            if (const auto passed = passing(*capture, name); passed != frames)
                differences << QString("%1: shown in %2, passed %3").arg(name.data(), listOf(frames), listOf(passed));
        }
        QVERIFY2(differences.isEmpty(), qPrintable(differences.join('\n')));
    }
};

QTEST_GUILESS_MAIN(ConsistencyTest)
#include "consistency_test.moc"
