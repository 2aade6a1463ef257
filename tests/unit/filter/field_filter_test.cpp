#include <decode/dissector.h>
#include <filter/capture_filter.h>
#include <filter/field_filter.h>
#include <filter/filter_completion.h>
#include <plugin/plugin_host.h>
#include <store/file_store.h>
#include <store/frame_reader.h>

#include <QFile>
#include <QTest>

using namespace tapscope;

/// The language of field filters. The results in the table are tshark's; filter_witness_test checks that.
class FieldFilterTest : public QObject {
    Q_OBJECT

    const PluginHost host_{QStringList{TAPSCOPE_PLUGIN_DIR}};
    std::shared_ptr<FileStore> store_;

    [[nodiscard]] QByteArray framesThatPass(const QString& text) const {
        const auto filter = FieldFilter::compile(text.toStdString(), host_.decoders());
        if (!filter)
            return QByteArray::fromStdString(filter.error().message);
        const auto plan = DissectionPlan::fields(host_.decoders(), filter->fields());
        const Dissector dissector(host_.decoders());
        FrameReader reader(store_);
        Dissection dissection;
        FilterScratch scratch;
        QByteArrayList numbers;
        for (FrameNumber number = 1; number <= store_->count(); ++number) {
            const auto frame = reader.read(number);
            if (!frame)
                return QByteArray::fromStdString(frame.error().text());
            dissector.dissect(*frame, plan, dissection,
                              {.interfaceName = store_->interface(frame->interfaceId).name,
                               .previousTime = store_->entry(number == 1 ? 1 : number - 1).timestamp(),
                               .firstTime = store_->entry(1).timestamp()});
            if (filter->matches(dissection, scratch))
                numbers << QByteArray::number(static_cast<qulonglong>(number));
        }
        return numbers.join(',');
    }

private slots:
    void initTestCase() {
        auto store = FileStore::open(TAPSCOPE_SOURCE_DIR "/tests/captures/mixed.pcapng");
        QVERIFY(store && (*store)->index());
        store_ = *store;
    }

    void passesTheFramesThatTsharkPasses_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QByteArray>("frames");
        QFile table(TAPSCOPE_SOURCE_DIR "/tests/unit/filter/filters.tsv");
        QVERIFY(table.open(QIODevice::ReadOnly));
        int rows = 0;
        for (const auto& line : table.readAll().trimmed().split('\n')) {
            const auto words = line.split('\t');
            QCOMPARE(words.size(), 2);
            QTest::newRow(words[0]) << QString::fromUtf8(words[0]) << words[1];
            ++rows;
        }
        QVERIFY(rows >= 150);
    }
    void passesTheFramesThatTsharkPasses() {
        QFETCH(QString, filter);
        QFETCH(QByteArray, frames);
        QCOMPARE(framesThatPass(filter), frames);
    }

    void knowsMoreThanTshark_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("same");
        QTest::newRow("xor") << "arp xor vlan" << "(arp and not vlan) or (vlan and not arp)";
        QTest::newRow("^^") << "tcp ^^ ip" << "(tcp and not ip) or (ip and not tcp)";
        QTest::newRow("parentheses round a calculation") << "(ip.ttl + 1) * 2 == 130" << "{ip.ttl + 1} * 2 == 130";
        QTest::newRow("a constant first") << "10 < ip.ttl < 60" << "ip.ttl > 10 and ip.ttl < 60";
        QTest::newRow("true in small letters") << "tcp.flags.syn == true" << "tcp.flags.syn == 1";
        QTest::newRow("direction") << "frame.direction == \"Inbound\"" << "eth.dst == 02:00:00:00:00:0a";
        QTest::newRow("direction by word") << "frame.direction == outbound" << "eth.dst != 02:00:00:00:00:0a";
        QTest::newRow("nothing is marked") << "not frame.marked == 1" << "frame";
        QTest::newRow("layers from the inside")
            << "ip.src#[-1] == 10.1.0.1" << "ip.src#1 == 10.1.0.1 and not ip#2 or ip.src#2 == 10.1.0.1";
        QTest::newRow("no text at all") << "  " << "frame";
    }
    void knowsMoreThanTshark() {
        QFETCH(QString, filter);
        QFETCH(QString, same);
        const QByteArray frames = framesThatPass(filter);
        QCOMPARE(frames, framesThatPass(same));
        QVERIFY(!frames.isEmpty() && frames.front() >= '0' && frames.front() <= '9');
    }

    void saysWhatIsWrongAndWhere_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("offset");
        QTest::addColumn<QString>("said");
        QTest::newRow("unknown field") << "ip.tll == 1" << 0 << "\"ip.tll\" is not a field or protocol";
        QTest::newRow("unknown protocol") << "ip && nosuch" << 6 << "\"nosuch\" is not a field or protocol";
        QTest::newRow("no value") << "ip.ttl == " << 10 << "value is missing";
        QTest::newRow("bad value") << "ip && ip.ttl == many" << 16 << "\"many\" is not a number";
        QTest::newRow("a number in quotes") << "ip.ttl == \"64\"" << 10 << "without quotes";
        QTest::newRow("bad address") << "ip.src == 10.9.0.300" << 10 << "is not a valid IPv4 address";
        QTest::newRow("an address in quotes") << "ip.src == \"10.9.0.3\"" << 10 << "without quotes";
        QTest::newRow("bad prefix") << "ip.src == 10.9.0.3/33" << 10
                                    << "is not a valid IPv4 address with a prefix length";
        QTest::newRow("bad bytes") << "eth.src == 0g:00" << 11 << "is not a valid MAC address";
        QTest::newRow("bad name") << "arp.opcode == nosuch" << 14 << "neither a number nor a known name";
        QTest::newRow("bad time") << "frame.time > \"yesterday\"" << 13 << "is not a time such as";
        QTest::newRow("types") << "ip.src == arp" << 10 << "cannot be compared with an IPv4 address";
        QTest::newRow("no end") << "(icmp" << 5 << "a ) is missing";
        QTest::newRow("too much") << "icmp )" << 5 << "does not belong here";
        QTest::newRow("two fields") << "ip ip" << 3 << "does not belong here";
        QTest::newRow("open quote") << "frame.protocols contains \"x" << 25 << "closing quote";
        QTest::newRow("backslash at the end") << "frame contains \"a\\" << 15 << "closing quote";
        QTest::newRow("bad escape") << "frame contains \"a\\q\"" << 17 << "\\q is not an escape";
        QTest::newRow("long character") << "ip.ttl == 'ab'" << 10 << "one byte";
        QTest::newRow("nothing after and") << "icmp and" << 8 << "missing";
        QTest::newRow("and after and") << "icmp and and arp" << 9 << "missing before \"and\"";
        QTest::newRow("constants") << "\"a\" == \"a\"" << 0 << "both sides are constants";
        QTest::newRow("a value as a test") << "ip and len(ip)" << 7 << "compare it with something";
        QTest::newRow("a test as a value") << "(ip and arp) == 1" << 1 << "is a test";
        QTest::newRow("no function") << "size(ip) == 1" << 0 << "there is no function size(); there are len()";
        QTest::newRow("no argument") << "len() == 1" << 0 << "takes one field";
        QTest::newRow("lower of a number") << "lower(ip.ttl) == \"x\"" << 6 << "lower() does not take a number";
        QTest::newRow("slice of a number") << "ip.ttl[0] == 40" << 0 << "no bytes to slice";
        QTest::newRow("bad slice") << "eth.src[3-1] == 40" << 8 << "is not a range";
        QTest::newRow("search in a number") << "ip.ttl contains 4" << 0 << "only text and bytes can be searched";
        QTest::newRow("unquoted expression") << "udp matches fox" << 12 << "double quotes";
        QTest::newRow("bad expression") << "udp matches \"(\"" << 12 << "regular expression is wrong";
        QTest::newRow("empty list") << "tcp.port in {}" << 13 << "missing";
        QTest::newRow("no list") << "tcp.port in 80" << 12 << "a { is missing";
        QTest::newRow("open range") << "tcp.port in {1..}" << 16 << "missing";
        QTest::newRow("any alone") << "any ip" << 6 << "a comparison must follow";
        QTest::newRow("sign of text") << "ip.src == -10.1.0.1" << 10 << "has no sign";
        QTest::newRow("sum of addresses") << "ip.src + 1.1.1.1 == 1.1.1.1" << 0 << "cannot be done";
        QTest::newRow("deep") << QString(1'000, '(') << 128 << "nested too deeply";
        QTest::newRow("deep calculation")
            << "ip.ttl" + QString("+1").repeated(1'000).replace("+", " + ") << 0 << "deeply";
        QTest::newRow("long") << QString(70'000, ' ') << 0 << "longer than 64 KiB";
        QTest::newRow("one =") << "ip.ttl = 64" << 7 << "a comparison is written \"==\"";
        QTest::newRow("odd sign") << "ip $ arp" << 3 << "\"$\" has no meaning here";
    }
    void saysWhatIsWrongAndWhere() {
        QFETCH(QString, filter);
        QFETCH(int, offset);
        QFETCH(QString, said);
        const auto compiled = FieldFilter::compile(filter.toStdString(), host_.decoders());
        QVERIFY(!compiled);
        QVERIFY2(QString::fromStdString(compiled.error().message).contains(said), compiled.error().message.c_str());
        if (offset != 0 || said.contains("\""))
            QCOMPARE(static_cast<int>(compiled.error().offset), offset);
        QVERIFY(compiled.error().offset + compiled.error().length <= static_cast<std::size_t>(filter.toUtf8().size()));
    }

    void warnsOfWhatIsPerhapsNotMeant_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("said");
        QTest::newRow("any differs") << "ip.addr !== 10.1.0.1" << "!= requires that all differ";
        QTest::newRow("old sign") << "ip.src ~= 10.1.0.1" << "!==";
        QTest::newRow("mixed") << "ip or arp and vlan" << "parentheses";
        QTest::newRow("bare text") << "frame.interface_name == tap0" << "quotes";
        QTest::newRow("plain") << "ip.addr != 10.1.0.1 and (arp or vlan)" << "";
        QTest::newRow("chain") << "arp or 10 < ip.ttl < 60" << "";
    }
    void warnsOfWhatIsPerhapsNotMeant() {
        QFETCH(QString, filter);
        QFETCH(QString, said);
        const auto compiled = FieldFilter::compile(filter.toStdString(), host_.decoders());
        QVERIFY(compiled);
        QCOMPARE(compiled->warnings().empty(), said.isEmpty());
        if (!said.isEmpty())
            QVERIFY(QString::fromStdString(compiled->warnings().front().message).contains(said));
    }

    void matchTakesBoundedTimeWhateverTheExpression() {
        const auto start = std::chrono::steady_clock::now();
        QCOMPARE(framesThatPass("frame matches \"(.*)*(.*)*(.*)*(.*)*x{40}$\""), QByteArray());
        QVERIFY(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
    }

    void asksOnlyForTheFieldsItNeeds() {
        const auto compiled = FieldFilter::compile("ip.ttl == 1 or ip.ttl == 2 and tcp.port == 80", host_.decoders());
        QVERIFY(compiled);
        QCOMPARE(compiled->fields().size(), std::size_t{3}); // ip.ttl, tcp.srcport, tcp.dstport
        const auto plan = DissectionPlan::fields(host_.decoders(), compiled->fields());
        QVERIFY(plan.isUseful(host_.decoders().findProtocol("tcp")));
        QVERIFY(!plan.isUseful(host_.decoders().findProtocol("arp")));
    }

    void completesFieldsAndValues_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("start");
        QTest::addColumn<QString>("candidate");
        QTest::newRow("field") << "ip.sr" << 0 << "ip.src";
        QTest::newRow("protocol") << "not ic" << 4 << "icmp";
        QTest::newRow("behind and") << "ip && eth.ty" << 6 << "eth.type";
        QTest::newRow("in a function") << "len(frame.com" << 4 << "frame.comment";
        QTest::newRow("value") << "arp.opcode == re" << 14 << "request";
        QTest::newRow("value with a blank") << "ip.proto == \"ipv6 h" << 12 << "\"IPv6 Hop-by-Hop Option\"";
        QTest::newRow("boolean") << "tcp.flags.syn == T" << 17 << "True";
        QTest::newRow("in a list") << "arp.opcode in {request, rep" << 24 << "reply";
        QTest::newRow("nothing known") << "zzz" << 0 << "";
        QTest::newRow("in text") << "frame.comment contains \"ip.s" << 23 << "";
    }
    void completesFieldsAndValues() {
        QFETCH(QString, text);
        QFETCH(int, start);
        QFETCH(QString, candidate);
        const auto completion =
            completeFilter(text.toStdString(), static_cast<std::size_t>(text.size()), host_.decoders());
        QCOMPARE(static_cast<int>(completion.start), start);
        QCOMPARE(static_cast<int>(completion.start + completion.length), static_cast<int>(text.size()));
        if (candidate.isEmpty())
            QVERIFY(completion.candidates.empty());
        else
            QVERIFY2(std::ranges::find(completion.candidates, candidate.toStdString(), &FilterCandidate::text) !=
                         completion.candidates.end(),
                     completion.candidates.empty() ? "none" : completion.candidates.front().text.c_str());
    }

    void completionsAreDescribed_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("candidate");
        QTest::addColumn<QString>("description");
        QTest::newRow("field") << "ip.tt" << "ip.ttl" << "Time to Live";
        QTest::newRow("fields of one name") << "ip.add" << "ip.addr" << "Source Address, Destination Address";
        QTest::newRow("protocol") << "arp" << "arp.opcode" << "Opcode";
        QTest::newRow("value") << "arp.opcode == re" << "reply" << "2";
    }
    void completionsAreDescribed() {
        QFETCH(QString, text);
        QFETCH(QString, candidate);
        QFETCH(QString, description);
        const auto completion =
            completeFilter(text.toStdString(), static_cast<std::size_t>(text.size()), host_.decoders());
        const auto found = std::ranges::find(completion.candidates, candidate.toStdString(), &FilterCandidate::text);
        QVERIFY(found != completion.candidates.end());
        QCOMPARE(QString::fromStdString(found->description), description);
    }

    void captureFiltersSayWhatLibpcapSays() {
        QVERIFY(CaptureFilter::compile("tcp port 80 or arp", LinkType::Ethernet));
        const auto wrong = CaptureFilter::compile("tcp prt 80", LinkType::Ethernet);
        QVERIFY(!wrong);
        QVERIFY2(wrong.error().text().find("syntax error") != std::string::npos, wrong.error().text().c_str());
    }
};

QTEST_GUILESS_MAIN(FieldFilterTest)
#include "field_filter_test.moc"
