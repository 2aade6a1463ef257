#include <decode/assembly.h>

#include <QTest>

#include <string>
#include <string_view>

using namespace tapscope;

namespace {

Bytes bytesOf(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

std::string textOf(const std::shared_ptr<const Assembly>& whole) {
    return whole ? std::string(reinterpret_cast<const char*>(whole->bytes.data()), whole->bytes.size()) : "none";
}

struct Piece {
    std::uint32_t offset;
    const char* text;
};

} // namespace

/// What is reassembled and what is not: the limits hold for any input.
class AssemblyTest : public QObject {
    Q_OBJECT

private slots:
    void partsMakeTheSameWholeInAnyOrder_data() {
        QTest::addColumn<std::vector<Piece>>("pieces");
        QTest::addColumn<bool>("overlaps");
        QTest::addColumn<bool>("conflicts");
        using Pieces = std::vector<Piece>;
        QTest::newRow("in order") << Pieces{{0, "abc"}, {3, "def"}, {6, "ghi"}} << false << false;
        QTest::newRow("backwards") << Pieces{{6, "ghi"}, {3, "def"}, {0, "abc"}} << false << false;
        QTest::newRow("hole filled last") << Pieces{{0, "abc"}, {6, "ghi"}, {3, "def"}} << false << false;
        QTest::newRow("twice") << Pieces{{0, "abc"}, {0, "abc"}, {3, "defghi"}} << true << false;
        QTest::newRow("overlapping alike") << Pieces{{0, "abcd"}, {2, "cdefghi"}} << true << false;
        QTest::newRow("what begins first counts") << Pieces{{2, "XYefghi"}, {0, "abcd"}} << true << true;
        QTest::newRow("inside another") << Pieces{{0, "abcdefghi"}, {4, "XX"}} << true << true;
        QTest::newRow("beyond the end") << Pieces{{0, "abcdef"}, {6, "ghijkl"}} << false << false;
    }
    void partsMakeTheSameWholeInAnyOrder() {
        QFETCH(const std::vector<Piece>, pieces);
        AssemblyStore store({});
        const auto id = store.open();
        FrameNumber frame = 0;
        for (const Piece& piece : pieces) {
            QVERIFY(store.add(id, ++frame, piece.offset, bytesOf(piece.text)));
        }
        QVERIFY(store.contiguous(id) >= 9);
        QVERIFY(store.find(id) == nullptr);
        QVERIFY(store.complete(id, 9, frame));
        const auto whole = store.find(id);
        QCOMPARE(textOf(whole), "abcdefghi");
        QCOMPARE(whole->completedIn, frame);
        QCOMPARE(whole->parts.size(), pieces.size());
        QTEST(whole->overlaps, "overlaps");
        QTEST(whole->conflicts, "conflicts");
        QVERIFY(!store.isOpen(id));
    }

    void theOldestAreGivenUpWhenTooManyWait() {
        AssemblyStore store({});
        const auto first = store.open();
        QVERIFY(store.add(first, 1, 0, bytesOf("a")));
        for (std::size_t i = 0; i < AssemblyStore::maximumWaiting; ++i)
            QVERIFY(store.open() != 0);
        QVERIFY(!store.isOpen(first));
        QVERIFY(!store.add(first, 2, 1, bytesOf("b")));
        QVERIFY(!store.complete(first, 1, 2));
        QVERIFY(store.find(first) == nullptr);
    }

    void theOldestAreGivenUpWhenTheirBytesAreTooMany() {
        const std::string kilobyte(1024, 'x');
        AssemblyStore store({.waiting = 16 * 1024});
        const auto first = store.open();
        QVERIFY(store.add(first, 1, 8, bytesOf(kilobyte)));
        AssemblyStore::Id last = 0;
        for (FrameNumber frame = 2; frame < 100; ++frame)
            QVERIFY(store.add(last = store.open(), frame, 8, bytesOf(kilobyte)));
        QVERIFY(!store.isOpen(first));
        QVERIFY(store.isOpen(last));
    }

    void oneThatGrowsTooLongIsGivenUpAlone() {
        const std::string kilobyte(1024, 'x');
        AssemblyStore store({.one = 4096});
        const auto other = store.open(), id = store.open();
        std::uint32_t at = 0;
        while (store.add(id, 1, at, bytesOf(kilobyte)))
            at += 1024;
        QCOMPARE(at, 3072U);
        QVERIFY(!store.isOpen(id));
        QVERIFY(store.isOpen(other));
        // The same applies to one with very many very small parts.
        const auto tiny = store.open();
        std::size_t parts = 0;
        AssemblyStore large({});
        const auto many = large.open();
        while (large.add(many, 1, static_cast<std::uint32_t>(2 * parts), bytesOf("x")))
            ++parts;
        QCOMPARE(parts, AssemblyStore::maximumParts);
        QVERIFY(store.isOpen(tiny));
    }

    void reassemblyStopsAtTheMemoryLimit() {
        const std::string kilobyte(1024, 'x');
        AssemblyStore store({.whole = 10 * 1024});
        int kept = 0;
        for (FrameNumber frame = 1; frame <= 100; ++frame) {
            const auto id = store.open();
            if (id == 0)
                break;
            QVERIFY(store.add(id, frame, 0, bytesOf(kilobyte)));
            kept += store.complete(id, 1024, frame) ? 1 : 0;
        }
        QVERIFY(kept > 5 && kept < 10);
        QCOMPARE(store.open(), AssemblyStore::Id{0}); // small ones are refused, too: only the order of frames decides
        QVERIFY(store.find(1) != nullptr);
        QVERIFY(store.find(0) == nullptr);
        QVERIFY(store.find(1000) == nullptr);
    }

    void whatIsForgottenMakesRoom() {
        const std::string kilobyte(1024, 'x');
        AssemblyStore store({.whole = 10 * 1024});
        const auto keep = [&](FrameNumber frame) {
            const auto id = store.open();
            const bool isKept =
                id != 0 && store.add(id, frame, 0, bytesOf(kilobyte)) && store.complete(id, 1024, frame);
            return isKept ? id : 0;
        };
        FrameNumber frame = 1;
        while (keep(frame) != 0)
            ++frame;
        const auto first = store.find(1);
        QVERIFY(first && store.find(2));
        store.forgetBefore(1);
        QCOMPARE(keep(frame), AssemblyStore::Id{0});
        store.forgetBefore(2);
        QVERIFY(!store.find(1));
        QVERIFY(store.find(2));
        QCOMPARE(textOf(first), kilobyte); // whoever has it may go on reading it
        const auto late = keep(frame);
        QVERIFY(late != 0 && store.find(late));
        QCOMPARE(keep(frame), AssemblyStore::Id{0}); // there was room for one
        for (int rounds = 0; rounds < 100; ++rounds) {
            store.forgetBefore(++frame);
            QVERIFY(keep(frame) != 0);
        }
    }

    /// Its size says so, and small ones are refused, too, also those that were open before.
    void oneWithoutRoomEndsReassembly() {
        const std::string kilobyte(1024, 'x');
        AssemblyStore store({.whole = 2000});
        const auto small = store.open(), first = store.open(), second = store.open();
        QVERIFY(store.add(small, 1, 0, bytesOf("x")));
        QVERIFY(store.add(first, 2, 0, bytesOf(kilobyte)));
        QVERIFY(store.add(second, 3, 0, bytesOf(kilobyte)));
        QVERIFY(store.complete(first, 1024, 2));
        QVERIFY(!store.complete(second, 1024, 3));
        QVERIFY(!store.complete(small, 1, 4));
        QCOMPARE(store.open(), AssemblyStore::Id{0});
    }
};

QTEST_GUILESS_MAIN(AssemblyTest)
#include "assembly_test.moc"
