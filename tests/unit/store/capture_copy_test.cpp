#include <file/pcap_writer.h>
#include <file/pcapng_copy.h>
#include <store/capture_copy.h>
#include <store/file_store.h>
#include <store/frame_reader.h>
#include <store/secrets.h>
#include <support/rich_capture.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>

using namespace tapscope;
using test::RichCapture;

namespace {

std::string textOf(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<FrameNumber> oddOnes(int frames) {
    std::vector<FrameNumber> numbers;
    for (int number = 1; number <= frames; number += 2)
        numbers.push_back(static_cast<FrameNumber>(number));
    return numbers;
}

} // namespace

/// Copying a capture keeps everything that belongs to it.
class CaptureCopyTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::shared_ptr<FileStore> storeOf(const std::string& content, const char* name = "in.pcapng") {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content.data(), static_cast<qint64>(content.size())) < 0)
            qFatal("cannot write %s", name);
        file.close();
        auto store = FileStore::open(file.fileName().toStdString());
        if (!store || !(*store)->index())
            qFatal("cannot read %s", name);
        return *store;
    }
    static std::string copied(const CaptureCopy& copy) {
        std::string text;
        const auto done = copy.run([&](Bytes bytes) -> Result<void> {
            text += textOf(bytes);
            return {};
        });
        if (!done)
            qFatal("%s", done.error().text().c_str());
        return text;
    }

private slots:
    void aWholeCaptureIsCopiedOctetForOctet() {
        const RichCapture rich;
        QVERIFY(copied({.store = storeOf(rich.file.content())}) == rich.file.content());
    }

    void chosenFramesKeepAllThatStandsBetweenThem() {
        const RichCapture rich;
        const auto numbers = oddOnes(rich.frames);
        QVERIFY(copied({.store = storeOf(rich.file.content()), .chosen = numbers}) ==
                rich.copyOf([](int number) { return number % 2 == 1; }));
    }

    void sectionsBecomeOne() {
        test::NgFile file(std::endian::big);
        file.section({{1, "first"}, {2, "machine"}});
        file.interface({{2, "big"}, {9, std::string(1, '\x09')}});
        file.frame(test::sampleFrame(1), 1'000'000'001, {{1, "one"}, {2, file.number(2U)}});
        file.setOrder(std::endian::little);
        file.section({{1, "second"}, {2, "machine"}});
        file.interface({{2, "little"}, {9, std::string(1, '\x0c')}});
        file.interface({{2, "other"}});
        file.simpleFrame(test::sampleFrame(2));
        file.frame(test::sampleFrame(3), 1'000'000'000'004, {{2, file.number(1U)}});
        file.frame(test::sampleFrame(4), 2, {}, 1);
        file.setOrder(std::endian::big);
        file.section();
        file.interface({{2, "last"}});
        file.frame(test::sampleFrame(5), 3, {{1, "five"}, {2, file.number(1U)}});
        file.block(5, file.number(0U) + file.number(0U) + file.number(2U) +
                          file.options({{4, file.number(std::uint64_t{77})}}));

        const auto copy = copied({.store = storeOf(file.content())});
        const Bytes start = std::as_bytes(std::span(copy));
        QVERIFY(pcapng::commentsIn({}, start) == (std::vector<std::string>{"first", "second"}));
        const auto store = storeOf(copy, "one.pcapng");
        QCOMPARE(store->count(), FrameNumber(5));
        QCOMPARE(store->interfaceCount(), std::size_t{4});
        FrameReader reader(store);
        const auto nameOf = [&](FrameNumber number) { return store->interface(reader.read(number)->interfaceId).name; };
        const std::vector<std::string> names = {"big", "little", "little", "other", "last"};
        for (FrameNumber number = 1; number <= 5; ++number) {
            QCOMPARE(nameOf(number), names[number - 1]);
            QCOMPARE(textOf(reader.read(number)->bytes), test::sampleFrame(static_cast<std::uint8_t>(number)));
        }
        QCOMPARE(reader.read(1)->time, Timestamp(std::chrono::nanoseconds(1'000'000'001)));
        QCOMPARE(reader.read(3)->time, Timestamp(std::chrono::nanoseconds(1'000'000'000)));
        QCOMPARE(reader.read(1)->direction, Direction::Outbound);
        QCOMPARE(reader.read(3)->direction, Direction::Inbound);
        QCOMPARE(reader.read(5)->direction, Direction::Inbound);
        QVERIFY(reader.comments(5).value() == std::vector<std::string>{"five"});
        QVERIFY(copy.find("\x0a\x0d\x0d\x0a", 4) == std::string::npos); // there is one section header
        const test::NgFile native(std::endian::native);
        QVERIFY(copy.find(native.number(3U) + native.number(0U) + native.number(2U) +
                          native.options({{4, native.number(std::uint64_t{77})}})) != std::string::npos);
    }

    void timesStayWhenSectionsBecomeOne_data() {
        QTest::addColumn<QByteArray>("resolution");
        QTest::addColumn<qint64>("nanoseconds");
        constexpr qint64 ticks = 5'000'000'000'000;
        QTest::newRow("microseconds") << QByteArray(1, 6) << ticks * 1000;
        QTest::newRow("picoseconds") << QByteArray(1, 12) << ticks / 1000;
        QTest::newRow("1/1024 seconds") << QByteArray("\x8a", 1) << ticks / 1024 * 1'000'000'000;
        QTest::newRow("an option of two octets is not one of pcapng, and ignored") << QByteArray(2, 12) << ticks * 1000;
    }
    void timesStayWhenSectionsBecomeOne() {
        QFETCH(const QByteArray, resolution);
        QFETCH(const qint64, nanoseconds);
        test::NgFile file;
        for (FrameNumber number = 1; number <= 2; ++number) {
            file.section();
            file.interface({{9, resolution.toStdString()}});
            file.frame(test::sampleFrame(1), 5'000'000'000'000);
        }
        const auto original = storeOf(file.content());
        const auto copy = storeOf(copied({.store = original}), "one.pcapng");
        QCOMPARE(copy->count(), FrameNumber(2));
        const Timestamp expected{std::chrono::nanoseconds(nanoseconds)};
        QCOMPARE(FrameReader(original).read(2)->time, expected);
        QCOMPARE(FrameReader(copy).read(2)->time, expected);
    }

    /// Blocks that older programs write: the number of their interface has 16 bits, beside a count of drops.
    void obsoletePacketsKeepTheirInterfaces() {
        test::NgFile file;
        file.section();
        file.interface({{2, "first"}});
        file.frame(test::sampleFrame(1), 1);
        file.setOrder(std::endian::big);
        file.section();
        file.interface({{2, "second"}});
        file.interface({{2, "third"}});
        const std::string bytes = test::sampleFrame(2);
        const auto size = static_cast<std::uint32_t>(bytes.size());
        file.block(2, file.number(std::uint16_t{1}) + file.number(std::uint16_t{7}) + file.number(0U) +
                          file.number(5U) + file.number(size) + file.number(size) + test::NgFile::padded(bytes));

        const auto copy = copied({.store = storeOf(file.content())});
        const auto store = storeOf(copy, "one.pcapng");
        QCOMPARE(store->count(), FrameNumber(2));
        FrameReader reader(store);
        QCOMPARE(store->interface(reader.read(2)->interfaceId).name, std::string("third"));
        QCOMPARE(textOf(reader.read(2)->bytes), bytes);
        QCOMPARE(reader.read(2)->time, Timestamp(std::chrono::microseconds(5)));
        const test::NgFile native(std::endian::native);
        QVERIFY(copy.find(native.options({{4, native.number(std::uint64_t{7})}})) != std::string::npos);
    }

    void sectionsStayThatCannotBecomeOne_data() {
        QTest::addColumn<bool>("hasUnknownBlock");
        QTest::newRow("a block of an unknown type in another byte order") << true;
        QTest::newRow("sections of different machines") << false;
    }
    void sectionsStayThatCannotBecomeOne() {
        QFETCH(const bool, hasUnknownBlock);
        test::NgFile file;
        file.section({{2, "machine"}});
        file.interface();
        file.frame(test::sampleFrame(1), 1);
        file.setOrder(std::endian::big);
        file.section({{2, hasUnknownBlock ? "machine" : "another machine"}});
        file.interface();
        if (hasUnknownBlock)
            file.block(4711, file.number(1U));
        file.frame(test::sampleFrame(2), 2);
        QVERIFY(copied({.store = storeOf(file.content())}) == file.content());
    }

    /// The header says in which byte order the section is, whatever the one before it was.
    void commentsOfASectionAreReadInItsByteOrder() {
        for (const auto order : {std::endian::little, std::endian::big}) {
            test::NgFile file(order);
            file.section({{1, "first"}});
            for (const auto before : {FrameLayout::ByteOrder::Little, FrameLayout::ByteOrder::Big})
                QVERIFY(pcapng::commentsIn({.byteOrder = before}, file.bytes()) == std::vector<std::string>{"first"});
        }
    }

    void theLengthOfASectionIsNotCopied() {
        test::NgFile file;
        const std::string known = file.section({}, 100);
        const auto copy = copied({.store = storeOf(file.content())});
        QCOMPARE(copy.size(), known.size());
        QVERIFY(copy == test::NgFile().section());
    }

    void customBlocksAreKeptUnlessTheyForbidIt() {
        test::NgFile file;
        file.section();
        file.interface();
        const std::string mayBeCopied = file.block(0x00000bad, file.number(4711U) + "copy");
        file.block(0x40000bad, file.number(4711U) + "secret");
        file.frame(test::sampleFrame(3), 1);
        const std::vector<FrameNumber> last = {3};
        const auto copy = copied({.store = storeOf(file.content()), .chosen = last});
        QVERIFY(copy.find(mayBeCopied) != std::string::npos);
        QVERIFY(copy.find("secret") == std::string::npos);
        QVERIFY(copied({.store = storeOf(file.content())}) == file.content()); // a whole copy is identical
    }

    void commentsAreAddedInTheByteOrderOfTheirSection() {
        const RichCapture rich;
        CaptureNotes notes;
        notes.file.comments = {"added"};
        notes.frames[1] = {.comments = {"a third one"}};
        notes.frames[2] = {.own = CommentChange::Own::Removed, .comments = {"another"}};
        notes.frames[6] = {.comments = {"in a big-endian section"}};
        notes.frames[4] = {.comments = {"of a simple packet"}};
        const auto store = storeOf(copied({.store = storeOf(rich.file.content()), .notes = notes}), "noted.pcapng");
        QCOMPARE(store->count(), FrameNumber(rich.frames));
        FrameReader reader(store);
        using Texts = std::vector<std::string>;
        QVERIFY(reader.comments(1).value() == (Texts{"first remark", "second remark", "a third one"}));
        QVERIFY(reader.comments(2).value() == Texts{"another"});
        QVERIFY(reader.comments(4).value() == Texts{"of a simple packet"});
        QVERIFY(reader.comments(6).value() == (Texts{"first remark", "second remark", "in a big-endian section"}));
        QCOMPARE(reader.read(4)->bytes.size(), std::size_t{44});
        QCOMPARE(reader.read(6)->direction, Direction::Inbound);
        // The other options of a changed frame are kept, except those that must not be copied.
        const auto content = copied({.store = store});
        QVERIFY(content.find("unknown") != content.rfind("unknown"));
        const Bytes start = std::as_bytes(std::span(content));
        QVERIFY(pcapng::commentsIn({}, start) == (Texts{"about this file", "and more", "added"}));
    }

    void keysAreReadByTheirType_data() {
        QTest::addColumn<bool>("isBig");
        QTest::newRow("little endian") << false;
        QTest::newRow("big endian") << true;
    }
    void keysAreReadByTheirType() {
        QFETCH(bool, isBig);
        test::NgFile file(isBig ? std::endian::big : std::endian::little);
        const auto keys = [&](std::uint32_t type, const std::string& text, std::uint32_t length) {
            file.block(10, file.number(type) + file.number(length) + text);
        };
        file.section();
        file.interface();
        keys(DecryptionSecrets::tlsKeyLog, "CLIENT_RANDOM 00 11\n", 20);
        keys(DecryptionSecrets::wireguardKeyLog, "LOCAL_STATIC_PRIVATE_KEY = x", 28);
        file.frame(test::sampleFrame(1), 1);
        keys(DecryptionSecrets::tlsKeyLog, "CLIENT_RANDOM 22 33 ", 19); // without a line feed, and padded
        const auto store = storeOf(file.content(), "types.pcapng");
        const std::filesystem::path files[] = {store->path()};
        const auto tls = readSecrets(files, DecryptionSecrets::tlsKeyLog);
        QVERIFY2(tls, tls ? "" : tls.error().text().c_str());
        QCOMPARE(*tls, std::string("CLIENT_RANDOM 00 11\nCLIENT_RANDOM 22 33\n"));
        QCOMPARE(readSecrets(files, DecryptionSecrets::wireguardKeyLog).value(),
                 std::string("LOCAL_STATIC_PRIVATE_KEY = x\n"));
        keys(7, "CUT ", 400); // longer than its block
        const auto cut = storeOf(file.content(), "cut.pcapng");
        const std::filesystem::path cutFiles[] = {cut->path()};
        const auto part = readSecrets(cutFiles, 7);
        QVERIFY(part && part->starts_with("CUT ") && part->size() < 16); // no more than the block has
        const auto none = readSecrets(files, 1);
        QVERIFY(!none && none.error().kind == ErrorKind::Invalid);
    }

    void keysComeBeforeTheFrames() {
        test::NgFile file(std::endian::big);
        const std::string section = file.section();
        file.interface();
        file.frame(test::sampleFrame(1), 1);
        const std::string key = "CLIENT_RANDOM 00 11\n";
        CaptureNotes notes;
        notes.secrets = {{.type = DecryptionSecrets::tlsKeyLog, .data = key}};
        test::NgFile expected(std::endian::big);
        expected.section();
        expected.block(10,
                       expected.number(0x544c534bU) + expected.number(static_cast<std::uint32_t>(key.size())) + key);
        const auto copy = copied({.store = storeOf(file.content()), .notes = notes});
        QVERIFY(copy == expected.content() + file.content().substr(section.size()));
        QVERIFY(storeOf(copy, "keys.pcapng")->hasSecrets());
        QVERIFY(!storeOf(file.content())->hasSecrets());
    }

    void keyLogsAreKnownByTheirFirstLine_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<quint32>("type");
        QTest::newRow("TLS") << QByteArray("# made by NSS\n\nCLIENT_RANDOM 0a 0b\n") << 0x544c534bU;
        QTest::newRow("TLS 1.3") << QByteArray("SERVER_TRAFFIC_SECRET_0 0a 0b") << 0x544c534bU;
        QTest::newRow("WireGuard") << QByteArray("LOCAL_STATIC_PRIVATE_KEY = abc=\r\n") << 0x57474b4cU;
        QTest::newRow("no keys") << QByteArray("# a comment\nDear diary\nCLIENT_RANDOM 0a 0b\n") << 0U;
        QTest::newRow("empty") << QByteArray() << 0U;
    }
    void keyLogsAreKnownByTheirFirstLine() {
        QFETCH(QByteArray, text);
        QFETCH(quint32, type);
        QCOMPARE(secretsTypeOf(std::string_view(text.data(), static_cast<std::size_t>(text.size()))), type);
    }

    void aPcapFileBecomesASectionOfItsOwn() {
        std::vector<std::byte> file;
        const std::string sample = test::sampleFrame(9);
        const Frame frame{.time = Timestamp(std::chrono::nanoseconds(1'500'000'123)),
                          .bytes = std::as_bytes(std::span(sample)),
                          .originalLength = 60};
        pcap::appendFileHeader(file, LinkType::Ethernet, pcap::Resolution::Nanoseconds);
        pcap::appendFrame(file, frame, pcap::Resolution::Nanoseconds);
        CaptureNotes notes;
        notes.file.comments = {"from pcap"};
        notes.frames[1].comments = {"a remark"};
        const auto store = storeOf(copied({.store = storeOf(textOf(file)), .notes = notes}), "new.pcapng");
        FrameReader reader(store);
        const auto read = reader.read(1).value();
        QVERIFY(textOf(read.bytes) == sample);
        QCOMPARE(read.originalLength, 60U);
        QVERIFY(read.time == frame.time);
        QCOMPARE(read.comment, std::string_view("a remark"));
    }

    void aFileThatBecameShorterIsNoSuccess() {
        const RichCapture rich;
        const auto store = storeOf(rich.file.content());
        QVERIFY(QFile::resize(folder_.filePath("in.pcapng"), static_cast<qint64>(rich.file.content().size() / 2)));
        const auto done = CaptureCopy{.store = store}.run([](Bytes) -> Result<void> { return {}; });
        QVERIFY(!done);
        QVERIFY2(QString::fromStdString(done.error().text()).contains("cannot be read any more"),
                 done.error().text().c_str());
    }

    void examiningTheSectionsReportsProgressAndCanBeStopped_data() {
        QTest::addColumn<bool>("isWhole");
        QTest::newRow("copied by the kernel") << true;
        QTest::newRow("copied block by block") << false;
    }
    void examiningTheSectionsReportsProgressAndCanBeStopped() {
        QFETCH(const bool, isWhole);
        constexpr int frames = 10'000;
        test::NgFile file(std::endian::native);
        file.section();
        file.interface({{2, "one"}});
        file.interface({{2, "two"}});
        for (int number = 0; number < frames; ++number)
            file.frame(test::sampleFrame(1), static_cast<std::uint64_t>(number));
        const auto store = storeOf(file.content());
        std::stop_source stop;
        FrameNumber reached = 0, all = 0;
        const auto progress = [&](FrameNumber done, FrameNumber total) {
            reached = done;
            all = total;
            stop.request_stop();
        };
        const UniqueFd target(open(qPrintable(folder_.filePath("out.pcapng")), O_RDWR | O_CREAT | O_TRUNC, 0600));
        bool hasWritten = false;
        const auto write = [&](Bytes) -> Result<void> {
            hasWritten = true;
            return {};
        };
        const auto stopped =
            isWhole ? copyWhole(*store, target.get(), progress, stop.get_token()).error()
                    : CaptureCopy{.store = store, .progress = progress, .stop = stop.get_token()}.run(write).error();
        QVERIFY(stopped.kind == ErrorKind::Cancelled);
        QVERIFY(!hasWritten);
        QVERIFY(reached > 0 && reached < frames / 2);
        QCOMPARE(all, FrameNumber(frames));
    }

    void theKernelCopiesAWholeFile() {
        const RichCapture rich;
        const auto store = storeOf(rich.file.content());
        const UniqueFd target(open(qPrintable(folder_.filePath("out.pcapng")), O_RDWR | O_CREAT | O_TRUNC, 0600));
        const auto whole = copyWhole(*store, target.get(), {}, {});
        QVERIFY2(whole.has_value() && *whole, "no file system refuses this");
        QFile written(folder_.filePath("out.pcapng"));
        QVERIFY(written.open(QIODevice::ReadOnly));
        QVERIFY(written.readAll().toStdString() == rich.file.content());
    }

    void onlyAPcapngFileThatIsWholeIsCopiedSo() {
        const RichCapture rich;
        const auto damaged = storeOf(rich.file.content().substr(0, rich.file.content().size() - 3));
        std::vector<std::byte> pcap;
        pcap::appendFileHeader(pcap, LinkType::Ethernet, pcap::Resolution::Nanoseconds);
        const auto other = storeOf(textOf(pcap), "in.pcap");
        const UniqueFd target(open(qPrintable(folder_.filePath("out")), O_RDWR | O_CREAT | O_TRUNC, 0600));
        QVERIFY(!copyWhole(*damaged, target.get(), {}, {}).value());
        QVERIFY(!copyWhole(*other, target.get(), {}, {}).value());
        QCOMPARE(QFile(folder_.filePath("out")).size(), 0);
    }
};

QTEST_GUILESS_MAIN(CaptureCopyTest)
#include "capture_copy_test.moc"
