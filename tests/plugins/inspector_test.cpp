#include <plugin/plugin_host.h>
#include <store/file_store.h>
#include <store/frame_reader.h>

#include <QTest>

using namespace tapscope;

/// What inspectors say of a frame of our own captures.
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
        const auto lines = wireshark().inspect(*reader.read(1), {});
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

    void stopsWhenAsked() {
        const std::array<std::byte, 60> bytes{};
        std::stop_source stop;
        stop.request_stop();
        const auto lines = wireshark().inspect({.number = 1, .bytes = bytes, .originalLength = 60}, stop.get_token());
        QVERIFY(!lines || !lines->empty()); // stopped, or was faster
        if (!lines)
            QCOMPARE(lines.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(InspectorTest)
#include "inspector_test.moc"
