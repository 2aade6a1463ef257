#include <base/ip_address.h>
#include <decode/field_text.h>
#include <plugin/plugin_host.h>
#include <store/file_store.h>

#include <QTest>

#include <analysis/frame_dissector.h>
#include <analysis/frame_order.h>
#include <analysis/order_value.h>
#include <print/field_column.h>

#include <numeric>

using namespace tapscope;

namespace {

using By = OrderKey::By;

/// A frame's value as a reader would compare it: decoded by itself, as text.
struct Seen {
    bool hasValue = false;
    double number = 0;
    std::string text;

    auto operator<=>(const Seen&) const = default;
};

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// IPv4 addresses before IPv6 ones before MAC addresses, then octet by octet.
Seen seenAddress(std::string_view text) {
    if (text.empty())
        return {};
    if (const auto address = IpAddress::parse(text))
        return {true, address->family == IpAddress::Family::V4 ? 1.0 : 2.0,
                std::string(reinterpret_cast<const char*>(address->octets.data()), address->size())};
    return {true, 3, lower(std::string(text))}; // "02:…": as many digits in each
}

} // namespace

/// Sorting gives the same order as comparing the decoded frames one by one.
class FrameOrderTest : public QObject {
    Q_OBJECT

    PluginHost plugins_{QStringList{TAPSCOPE_PLUGIN_DIR}};

    ShownCapture open(const char* name) {
        auto store = FileStore::open(std::filesystem::path(TAPSCOPE_SOURCE_DIR "/tests/captures") / name);
        if (!store || !(*store)->index())
            qFatal("%s cannot be opened", name);
        ShownCapture capture{.store = *store, .registry = &plugins_.decoders()};
        capture.learner = std::make_shared<HistoryLearner>(capture.store, *capture.registry);
        return capture;
    }
    OrderKey fields(std::string_view name) {
        auto column = findColumn(name, plugins_.decoders());
        if (!column)
            qFatal("there is no such field");
        return {.by = By::Fields, .fields = column->ids};
    }
    Seen look(const ShownCapture& capture, const OrderKey& key, FrameNumber number) {
        const auto plan = DissectionPlan::tree(*capture.registry);
        FrameDissector dissector(capture, plan);
        FrameReader reader(capture.store);
        const auto frame = reader.read(number);
        const Dissection& d = dissector.dissect(*frame);
        switch (key.by) {
        case By::Number:
            return {true, static_cast<double>(number), {}};
        case By::Time:
            return {true, static_cast<double>(frame->time.time_since_epoch().count() / 1000), {}};
        case By::Length:
            return {true, static_cast<double>(frame->originalLength), {}};
        case By::Source:
            return seenAddress(ColumnText(d.sourceColumn()).view());
        case By::Destination:
            return seenAddress(ColumnText(d.destinationColumn()).view());
        case By::Protocol:
            return {true, 0, lower(std::string(d.protocolColumn()))};
        case By::Info:
            return {!d.infoColumn().empty(), 0, lower(std::string(d.infoColumn()))};
        default:
            break;
        }
        for (const FieldValue& value : d.fields()) {
            if (std::ranges::find(key.fields, value.field) == key.fields.end())
                continue;
            std::string text;
            appendValue(text, *capture.registry, d, value);
            switch (capture.registry->field(value.field).type) {
            case FieldType::Protocol: // the protocol is present
                return {true, 0, {}};
            case FieldType::Unsigned:
            case FieldType::Boolean:
                return {true, static_cast<double>(value.number), {}};
            case FieldType::Signed:
            case FieldType::RelativeTime:
                return {true, static_cast<double>(static_cast<std::int64_t>(value.number)), {}};
            case FieldType::Ipv4:
            case FieldType::Ipv6:
            case FieldType::Mac:
                return seenAddress(text);
            default:
                return {true, 0, lower(text)};
            }
        }
        return {};
    }

private slots:
    void sortsAsOneWouldByHand_data() {
        QTest::addColumn<QByteArray>("capture");
        QTest::addColumn<int>("by");
        QTest::addColumn<QByteArray>("field");
        const auto row = [](const char* capture, By by, const char* field = "") {
            QTest::addRow("%s %d %s", capture, static_cast<int>(by), field)
                << QByteArray(capture) << static_cast<int>(by) << QByteArray(field);
        };
        for (const char* capture : {"mixed.pcapng", "app-dns.pcap", "link-tunnels.pcap"}) {
            for (const By by : {By::Number, By::Time, By::Length, By::Source, By::Destination, By::Protocol, By::Info})
                row(capture, by);
        }
        for (const char* field : {"ip.ttl", "ip.src", "ip.addr", "eth.src", "tcp.srcport || udp.srcport", "tcp.seq",
                                  "frame.time_relative", "dns.qry.name", "ip.flags.df", "tcp.stream", "icmp"})
            row("mixed.pcapng", By::Fields, field);
        row("link-ip.pcap", By::Fields, "ipv6.src");
        row("link-ip.pcap", By::Fields, "ip.src || ipv6.src");
    }
    void sortsAsOneWouldByHand() {
        QFETCH(QByteArray, capture);
        QFETCH(int, by);
        QFETCH(QByteArray, field);
        const ShownCapture shown = open(capture.constData());
        const OrderKey key = field.isEmpty() ? OrderKey{.by = static_cast<By>(by)} : fields(field.toStdString());
        const FrameNumber last = shown.store->count();
        const auto order = orderFrames(shown, key, {.first = 1, .last = last});
        QVERIFY(order);
        QCOMPARE(order->places.size(), static_cast<std::size_t>(last));
        std::vector<Seen> seen;
        for (FrameNumber number = 1; number <= last; ++number)
            seen.push_back(look(shown, key, number));
        std::vector<std::uint32_t> expected(static_cast<std::size_t>(last));
        std::iota(expected.begin(), expected.end(), 0U);
        std::ranges::stable_sort(expected, [&](std::uint32_t a, std::uint32_t b) {
            if (seen[a].hasValue != seen[b].hasValue)
                return seen[a].hasValue;
            return seen[a].hasValue && seen[a] < seen[b];
        });
        QCOMPARE(order->places, expected);
        QCOMPARE(order->valued, static_cast<std::size_t>(std::ranges::count(seen, true, &Seen::hasValue)));
    }

    void sortsTheFramesThatAreChosen() {
        const ShownCapture shown = open("mixed.pcapng");
        const std::vector<FrameNumber> chosen = {2, 3, 9, 12, 14, 20};
        const auto order = orderFrames(shown, {.by = By::Length}, {.chosen = chosen});
        QVERIFY(order);
        // 42, 74, 74, 128, 123, 75 bytes
        QCOMPARE(order->places, (std::vector<std::uint32_t>{0, 1, 2, 5, 4, 3}));
    }

    void anEmptyListIsSorted() {
        const auto order = orderFrames(open("mixed.pcapng"), {.by = By::Info}, {.first = 1, .last = 0});
        QVERIFY(order);
        QVERIFY(order->places.empty());
    }

    void isCancelled() {
        std::stop_source stop;
        stop.request_stop();
        const auto order =
            orderFrames(open("mixed.pcapng"), {.by = By::Info}, {.first = 1, .last = 20}, stop.get_token());
        QVERIFY(!order);
        QCOMPARE(order.error().kind, ErrorKind::Cancelled);
    }

    void valuesCompareAsTheyMean() {
        const auto bytes = [](auto value) {
            std::string out;
            appendOrdered(out, value);
            return out;
        };
        QVERIFY(bytes(std::uint64_t{9}) < bytes(std::uint64_t{10}));
        QVERIFY(bytes(std::uint64_t{255}) < bytes(std::uint64_t{256}));
        QVERIFY(bytes(std::string_view("arp")) < bytes(std::string_view("MDNS")));
        QCOMPARE(bytes(std::string_view("MDNS")), bytes(std::string_view("mdns")));
        QCOMPARE(bytes(std::string_view(std::string(10'000, 'x'))).size(), std::size_t{4096});
    }
};

QTEST_GUILESS_MAIN(FrameOrderTest)
#include "frame_order_test.moc"
