#include <decode/field_text.h>
#include <plugin/plugin_host.h>
#include <store/file_store.h>
#include <support/commands.h>

#include <QTest>

#include <analysis/dissected_frame.h>
#include <analysis/name_scan.h>
#include <names/name_harvest.h>

using namespace tapscope;

/// Names from the frames of a capture, compared with tshark.
class CapturedNamesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PluginHost> plugins_;

    static std::shared_ptr<FileStore> storeOf(const char* capture) {
        auto store = FileStore::open(QString(TAPSCOPE_SOURCE_DIR "/tests/captures/%1").arg(capture).toStdString());
        if (!store || !(*store)->index())
            qFatal("cannot read %s", capture);
        return *store;
    }
    ShownCapture shown(const char* capture) { return {.store = storeOf(capture), .registry = &plugins_->decoders()}; }

private slots:
    void initTestCase() { plugins_ = std::make_unique<PluginHost>(QStringList{TAPSCOPE_PLUGIN_DIR}); }

    void answersOfDnsNameHosts() {
        const ShownCapture capture = shown("app-dns.pcap");
        HostNames names;
        QVERIFY(addNamesOfFrames(names, capture, 1, capture.store->count(), {}));
        const auto out = test::run("tshark", {"-r", TAPSCOPE_SOURCE_DIR "/tests/captures/app-dns.pcap", "-Y",
                                              "dns.a && dns.count.answers == 1", "-T", "fields", "-E", "occurrence=f",
                                              "-e", "dns.a", "-e", "dns.resp.name"})
                             .out;
        int compared = 0;
        for (const QString& line : QString::fromUtf8(out).split('\n', Qt::SkipEmptyParts)) {
            const QStringList parts = line.split('\t');
            const auto address = IpAddress::parse(parts[0].toStdString());
            QVERIFY2(address.has_value(), qPrintable(line));
            if (names.of(columnAddress(*address)).empty())
                QVERIFY2(*address == IpAddress{.family = address->family}, qPrintable(line));
            else
                ++compared;
        }
        QVERIFY(compared > 0);
        QVERIFY(names.size() > 0);
    }

    void theTreeHasNamesBesideAddresses() {
        const ShownCapture capture = shown("app-dns.pcap");
        HostNames hosts;
        FrameReader reader(capture.store); // owns the bytes
        const auto frame = reader.read(1);
        QVERIFY(frame);
        const auto plan = DissectionPlan::tree(*capture.registry);
        const auto plain = DissectedFrame(*frame, plan, *capture.registry, {}, nullptr).tree();
        const auto start = plain.find("Source Address: ");
        QVERIFY(start != std::string::npos);
        const std::string address = plain.substr(start + 16, plain.find('\n', start) - start - 16);
        hosts.add(IpAddress::parse(address).value(), "pinger.example");
        const auto names = std::make_shared<const NameBook>(
            NameSwitches{.hosts = true}, NameBook::Tables{.hosts = std::make_shared<const HostNames>(hosts)});
        const auto named = DissectedFrame(*frame, plan, *capture.registry, {}, nullptr, names).tree();
        QVERIFY2(named.find("Source Address: pinger.example (" + address + ")\n") != std::string::npos, named.c_str());
        QVERIFY2(named.find("Src: pinger.example (" + address + "), Dst: ") != std::string::npos, named.c_str());
        QCOMPARE(named.find("pinger.example (pinger.example"), std::string::npos);
    }
};

QTEST_GUILESS_MAIN(CapturedNamesTest)
#include "captured_names_test.moc"
