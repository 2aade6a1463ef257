#include <decode/dissector.h>

#include <QTest>

#include <algorithm>
#include <array>
#include <stdexcept>

using namespace tapscope;

namespace {

// A carrier with a kind, a length and flags. Its payload goes to the decoder that has a hook for the kind.
constexpr std::array<ValueName, 2> kinds = {{{1, "leaf"}, {2, "carrier again"}}};
constexpr std::array<FieldInfo, 5> carrierFields = {{
    {.name = "carrier.kind", .title = "Kind", .values = kinds},
    {.name = "carrier.length", .title = "Length"},
    {.name = "carrier.flags", .title = "Flags", .base = Base::Hex},
    {.name = "carrier.flags.high", .title = "High", .mask = 0xf0, .alias = "carrier.half"},
    {.name = "carrier.flags.low", .title = "Low", .mask = 0x0f, .alias = "carrier.half"},
}};
constexpr std::array<Hook, 2> carrierHooks = {{{"linktype", 1}, {"carrier.kind", 2}}};
constexpr std::array<std::string_view, 1> carrierTables = {"carrier.kind"};
constexpr ProtocolInfo carrierInfo{.abbreviation = "carrier",
                                   .title = "Carrier",
                                   .column = "CARRIER",
                                   .fields = carrierFields,
                                   .hooks = carrierHooks,
                                   .tables = carrierTables};

class CarrierDecoder final : public Decoder {
public:
    const ProtocolInfo& protocol() const noexcept override { return carrierInfo; }
    void decode(ByteReader& bytes, Dissection& dissection) const override {
        enum Field : std::uint16_t { Kind, Length, Flags, High, Low };
        const auto kind = dissection.u8(bytes, Kind);
        const auto length = dissection.u8(bytes, Length);
        const auto at = static_cast<std::uint32_t>(bytes.offset());
        const auto flags = dissection.u8(bytes, Flags);
        {
            const auto nest = dissection.nest();
            dissection.addBits({High, Low}, {at, 1}, flags);
        }
        dissection.info("kind {}", kind);
        dissection.next(Dissection::Table{0}, kind, bytes.part(length));
    }
};

constexpr std::array<FieldInfo, 2> leafFields = {{
    {.name = "leaf.number", .title = "Number"},
    {.name = "leaf.word", .title = "Word", .type = FieldType::Text},
}};
constexpr std::array<Hook, 1> leafHooks = {{{"carrier.kind", 1}}};
constexpr ProtocolInfo leafInfo{
    .abbreviation = "leaf", .title = "Leaf", .column = "LEAF", .fields = leafFields, .hooks = leafHooks};

class LeafDecoder final : public Decoder {
public:
    const ProtocolInfo& protocol() const noexcept override { return leafInfo; }
    void decode(ByteReader& bytes, Dissection& dissection) const override {
        enum Field : std::uint16_t { Number, Word };
        dissection.u16(bytes, Number);
        dissection.text(bytes, Word, bytes.remaining());
        dissection.infoAppend(", a leaf");
    }
};

/// A decoder whose field table the test provides.
class TableDecoder final : public Decoder {
public:
    explicit TableDecoder(ProtocolInfo info) : info_(info) {}
    const ProtocolInfo& protocol() const noexcept override { return info_; }
    void decode(ByteReader&, Dissection&) const override {}

private:
    ProtocolInfo info_;
};

/// A decoder that accepts nothing.
class RefusingDecoder final : public Decoder {
public:
    const ProtocolInfo& protocol() const noexcept override {
        static constexpr std::array<Hook, 1> hooks = {{{"carrier.kind", 3}}};
        static constexpr ProtocolInfo info{.abbreviation = "refusing", .title = "Refusing", .hooks = hooks};
        return info;
    }
    void decode(ByteReader&, Dissection&) const override {}
    bool accepts(Bytes, Claim) const override { return false; }
};

std::vector<std::byte> bytesOf(std::initializer_list<int> values) {
    std::vector<std::byte> bytes;
    for (const int value : values)
        bytes.push_back(static_cast<std::byte>(value));
    return bytes;
}

} // namespace

class DissectorTest : public QObject {
    Q_OBJECT

    CarrierDecoder carrier_;
    LeafDecoder leaf_;
    std::unique_ptr<DecoderRegistry> registry_;
    Dissection dissection_;

    void dissect(const std::vector<std::byte>& bytes, const DissectionPlan& plan, std::uint32_t originalLength = 0) {
        const Frame frame{.number = 1,
                          .bytes = bytes,
                          .originalLength =
                              originalLength == 0 ? static_cast<std::uint32_t>(bytes.size()) : originalLength};
        Dissector(*registry_).dissect(frame, plan, dissection_);
    }
    [[nodiscard]] const FieldValue* find(std::string_view name) const {
        for (const auto& value : dissection_.fields()) {
            if (registry_->field(value.field).name == name)
                return &value;
        }
        return nullptr;
    }
    [[nodiscard]] std::vector<std::string_view> layers() const {
        std::vector<std::string_view> names;
        for (const auto& layer : dissection_.layers())
            names.push_back(layer.name);
        return names;
    }
    [[nodiscard]] DissectionPlan planFor(std::string_view name) const {
        return DissectionPlan::fields(*registry_, registry_->find(name));
    }

private slots:
    void init() {
        registry_ = std::make_unique<DecoderRegistry>();
        QVERIFY(registry_->add(carrier_));
        QVERIFY(registry_->add(leaf_));
    }

    void everyFieldKnowsItsBytes() {
        const auto bytes = bytesOf({1, 4, 0xa5, 0x12, 0x34, 'h', 'i'});
        dissect(bytes, DissectionPlan::tree(*registry_));
        const FieldValue* number = find("leaf.number");
        QVERIFY(number != nullptr);
        QCOMPARE(number->number, std::uint64_t{0x1234});
        QCOMPARE(number->range.offset, 3U);
        QCOMPARE(number->range.length, 2U);
        const auto word = dissection_.bytesOf(*find("leaf.word"));
        QCOMPARE(word.size(), std::size_t{2});
        QCOMPARE(std::to_integer<char>(word[0]), 'h');
    }

    void bitFieldsArePickedByTheirMaskAndStandUnderTheirByte() {
        const auto bytes = bytesOf({1, 0, 0xa5});
        dissect(bytes, DissectionPlan::tree(*registry_));
        QCOMPARE(find("carrier.flags.high")->number, std::uint64_t{0xa});
        QCOMPARE(find("carrier.flags.low")->number, std::uint64_t{0x5});
        const auto& parent = dissection_.fields()[find("carrier.flags.low")->parent];
        QCOMPARE(registry_->field(parent.field).name, std::string_view("carrier.flags"));
    }

    void columnsComeFromTheInnermostLayer() {
        const auto bytes = bytesOf({1, 2, 0, 0, 7});
        dissect(bytes, DissectionPlan::columns(*registry_));
        QCOMPARE(dissection_.protocolColumn(), std::string_view("LEAF"));
        QCOMPARE(dissection_.infoColumn(), std::string_view(", a leaf")); // a layer with a column starts the text again
    }

    void refusedBytesAreOfferedToTheNextDecoderOfTheKey() {
        const RefusingDecoder refusing;
        constexpr std::array<Hook, 1> hooks = {{{"carrier.kind", 3}}};
        const TableDecoder later({.abbreviation = "later", .title = "Later", .hooks = hooks});
        QVERIFY(registry_->add(refusing) && registry_->add(later));
        const auto bytes = bytesOf({3, 2, 0, 0, 7});
        dissect(bytes, DissectionPlan::tree(*registry_));
        QCOMPARE(layers().back(), std::string_view("later"));
        QVERIFY(planFor("later").isUseful(registry_->findProtocol("carrier")));
        dissect(bytes, planFor("later"));
        QVERIFY(find("later") != nullptr);
    }

    void bytesWithoutADecoderAreData() {
        const auto bytes = bytesOf({99, 3, 0, 1, 2, 3});
        dissect(bytes, DissectionPlan::tree(*registry_));
        QCOMPARE(layers().back(), std::string_view("data"));
        QVERIFY(!dissection_.isMalformed());
    }

    void aPlanDecodesOnlyWhatCanYieldItsFields() {
        const auto bytes = bytesOf({1, 2, 0, 0, 7});
        const auto outer = planFor("carrier.kind");
        QVERIFY(outer.isUseful(registry_->findProtocol("carrier")));
        QVERIFY(!outer.isUseful(registry_->findProtocol("leaf")));
        dissect(bytes, outer);
        QVERIFY(find("carrier.kind") != nullptr);
        QVERIFY(find("carrier.length") == nullptr);
        QVERIFY(find("leaf.number") == nullptr);
        // The leaf is reached through the carrier, which is decoded for it although none of its own fields is wanted.
        const auto inner = planFor("leaf.number");
        QVERIFY(inner.isUseful(registry_->findProtocol("carrier")));
        dissect(bytes, inner);
        QCOMPARE(find("leaf.number")->number, std::uint64_t{7});
        QVERIFY(find("carrier.kind") == nullptr);
    }

    void anAliasIsAllFieldsThatGoByIt() {
        QCOMPARE(registry_->find("carrier.half").size(), std::size_t{2});
        dissect(bytesOf({1, 0, 0x21}), planFor("carrier.half"));
        QVERIFY(find("carrier.flags.high") != nullptr && find("carrier.flags.low") != nullptr);
    }

    void aFrameThatWasCutIsTruncatedAndOneThatEndsEarlyIsMalformed() {
        const auto bytes = bytesOf({1, 2});
        dissect(bytes, DissectionPlan::tree(*registry_), 60);
        QVERIFY(dissection_.isTruncated() && !dissection_.isMalformed());
        QVERIFY(find("carrier.kind") != nullptr); // the existing fields stay
        QVERIFY(find("carrier.flags") == nullptr);
        dissect(bytes, DissectionPlan::tree(*registry_));
        QVERIFY(dissection_.isMalformed());
    }

    void nestingWithoutEndStopsAtAnEnd() {
        std::vector<std::byte> bytes;
        for (int i = 0; i < 300; ++i)
            std::ranges::copy(bytesOf({2, 255, 0}), std::back_inserter(bytes));
        dissect(bytes, DissectionPlan::tree(*registry_));
        QVERIFY(dissection_.layers().size() <= 64);
    }

    void aDissectionIsReusedWithoutTracesOfTheLastFrame() {
        dissect(bytesOf({1, 2, 0xff, 0, 7}), DissectionPlan::tree(*registry_));
        dissect(bytesOf({99, 0, 0}), DissectionPlan::tree(*registry_));
        QVERIFY(find("leaf.number") == nullptr);
        QCOMPARE(find("carrier.flags")->number, std::uint64_t{0});
        QCOMPARE(dissection_.infoColumn(), std::string_view("kind 99"));
    }

    void namesAreCompletedInOrder() {
        const auto names = registry_->namesBeginningWith("carrier.f");
        QCOMPARE(names, (std::vector<std::string_view>{"carrier.flags", "carrier.flags.high", "carrier.flags.low"}));
    }

    void aNameIsTakenOnce() {
        const auto again = registry_->add(carrier_);
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::NameTaken);
    }

    void aTableThatBreaksItsRulesIsRefusedByName_data() {
        static constexpr std::array<ValueName, 2> unsorted = {{{2, "two"}, {1, "one"}}};
        static constexpr std::array<FieldInfo, 1> unsortedFields = {
            {{.name = "bad.kind", .title = "Kind", .values = unsorted}}};
        static constexpr std::array<FieldInfo, 1> namelessFields = {{{.name = "", .title = "Kind"}}};
        QTest::addColumn<int>("which");
        QTest::newRow("unsorted value names") << 0;
        QTest::newRow("a field without a name") << 1;
        QTest::newRow("no abbreviation") << 2;
        bad_ = {ProtocolInfo{.abbreviation = "bad", .title = "Bad", .column = "BAD", .fields = unsortedFields},
                ProtocolInfo{.abbreviation = "bad", .title = "Bad", .column = "BAD", .fields = namelessFields},
                ProtocolInfo{.abbreviation = "", .title = "Bad", .column = "BAD"}};
    }
    void aTableThatBreaksItsRulesIsRefusedByName() {
        QFETCH(int, which);
        const TableDecoder decoder(bad_[static_cast<std::size_t>(which)]);
        const auto added = registry_->add(decoder);
        QVERIFY(!added);
        QCOMPARE(added.error().kind, ErrorKind::Invalid);
        QCOMPARE(registry_->findProtocol("bad"), noProtocol);
    }

private:
    std::vector<ProtocolInfo> bad_;
};

QTEST_GUILESS_MAIN(DissectorTest)
#include "dissector_test.moc"
