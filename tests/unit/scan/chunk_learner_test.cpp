#include "chunk_learner.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <vector>

using namespace tapscope;
using namespace tapscope::cli;

namespace {

/// A protocol that learns a number for each frame.
class Numbered final : public Decoder {
public:
    /// That of each frame; small, so that equal facts are kept once.
    [[nodiscard]] static std::uint32_t numberOf(FrameNumber frame) noexcept {
        return static_cast<std::uint32_t>(frame % 251);
    }
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override {
        static constexpr std::array fields = {
            FieldInfo{.name = "numbered.number", .title = "Number", .fromHistory = true}};
        static constexpr std::array hooks = {Hook{"linktype", 1}};
        static const ProtocolInfo info{.abbreviation = "numbered",
                                       .title = "Numbered",
                                       .column = "NUMBERED",
                                       .fields = fields,
                                       .hooks = hooks,
                                       .learns = true};
        return info;
    }
    void decode(ByteReader& bytes, Dissection& d) const override {
        bytes.skip(bytes.remaining());
        if (d.isLearning())
            d.remember(numberOf(d.frame().number));
        if (const auto number = d.recall<std::uint32_t>())
            d.add(0, {}, *number);
    }
};

/// Frames from `first` on.
FrameChunk chunkOf(FrameNumber first, FrameNumber count) {
    static constexpr std::array<std::byte, 1> bytes{};
    FrameChunk chunk;
    for (FrameNumber number = first; number < first + count; ++number)
        chunk.frames.push_back({.number = number, .bytes = bytes, .originalLength = bytes.size()});
    return chunk;
}

} // namespace

/// What tapscope-cli learns about the chunks of a capture, and for how long.
class ChunkLearnerTest : public QObject {
    Q_OBJECT

    Numbered numbered_;
    DecoderRegistry registry_;

    /// Whether what was learned about a frame is known.
    bool isKnown(const Frame& frame, const HistoryView& view) {
        Dissection dissection;
        Dissector(registry_).dissect(frame, DissectionPlan::tree(registry_), dissection, {.history = view});
        return std::ranges::any_of(dissection.fields(), [&](const FieldValue& field) {
            return registry_.field(field.field).name == "numbered.number" &&
                   field.number == Numbered::numberOf(frame.number);
        });
    }

private slots:
    void initTestCase() { QVERIFY(registry_.add(numbered_)); }

    /// A capture of any length is learned in the same memory.
    void factsOfEarlierChunksMakeRoom() {
        constexpr FrameNumber most = FactPage::frames * History::maximumUnpackedPages; // without forgetting
        constexpr FrameNumber perChunk = FactPage::frames + 7;
        ChunkLearner learner(registry_, {}, ChunkLearner::Examined::Soon);
        for (FrameNumber first = 1; first <= most + perChunk; first += perChunk) {
            const FrameChunk chunk = chunkOf(first, perChunk);
            learner.learn(chunk);
            const HistoryView view = learner.viewOf(chunk);
            QVERIFY2(isKnown(chunk.frames.front(), view), qPrintable(QString::number(first)));
            QVERIFY2(isKnown(chunk.frames.back(), view), qPrintable(QString::number(first)));
        }
    }

    void factsOfAChunkAreNotPacked() {
        ChunkLearner learner(registry_, {}, ChunkLearner::Examined::Soon);
        const FrameChunk chunk = chunkOf(1, 2 * FactPage::frames + 1);
        History& history = learner.startPass(chunk);
        Dissection dissection;
        for (const Frame& frame : chunk.frames)
            Dissector(registry_).dissect(frame, learner.plan(), dissection, {.learning = &history});
        QVERIFY(isKnown(chunk.frames.front(), &history) && isKnown(chunk.frames.back(), &history));
        QCOMPARE(history.factMemory(), std::size_t{0});
    }

    void aChunkThatIsExaminedLateKeepsItsFacts() {
        ChunkLearner learner(registry_, {}, ChunkLearner::Examined::Soon);
        std::vector<FrameChunk> chunks;
        for (FrameNumber i = 0; i < 3; ++i) {
            chunks.push_back(chunkOf(1 + i * FactPage::frames, FactPage::frames));
            learner.learn(chunks.back());
        }
        const HistoryView first = learner.viewOf(chunks[0]), last = learner.viewOf(chunks[2]);
        QVERIFY(isKnown(chunks[0].frames.front(), first) && isKnown(chunks[0].frames.back(), first));
        QVERIFY(isKnown(chunks[2].frames.front(), last) && isKnown(chunks[2].frames.back(), last));
        QVERIFY(!isKnown(chunks[0].frames.front(), last)); // it was forgotten
    }

    void chunksThatAreExaminedAfterwardsAreAllKnown() {
        ChunkLearner learner(registry_, {}, ChunkLearner::Examined::Afterwards);
        std::vector<FrameChunk> chunks;
        for (FrameNumber i = 0; i < 3; ++i) {
            chunks.push_back(chunkOf(1 + i * FactPage::frames, FactPage::frames));
            learner.learn(chunks.back());
        }
        for (const FrameChunk& chunk : chunks) {
            const HistoryView view = learner.viewOf(chunk);
            QVERIFY(isKnown(chunk.frames.front(), view) && isKnown(chunk.frames.back(), view));
        }
    }
};

QTEST_APPLESS_MAIN(ChunkLearnerTest)
#include "chunk_learner_test.moc"
