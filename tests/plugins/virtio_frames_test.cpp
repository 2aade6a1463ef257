// Captured frames that leave checksums and segmentation to a device: their header is shown, found and saved, and on
// request they are saved as they would appear on the wire.

#include <file/pcapng_writer.h>
#include <inject/frame_builder.h>
#include <inject/packet_checksums.h>
#include <support/commands.h>

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tapscope;
using namespace tapscope::test;

class VirtioFramesTest : public QObject {
    Q_OBJECT

    static constexpr std::size_t payload = 2500, segment = 1000;

    QTemporaryDir folder_;
    const QString file_ = folder_.filePath("large.pcapng"), saved_ = folder_.filePath("saved");

    static Ran cli(const QStringList& words) { return run(TAPSCOPE_BIN_DIR "/tapscope-cli", words); }
    static QByteArray fields(const QString& file, const QStringList& names) {
        QStringList words{"read", file, "-T", "fields"};
        for (const auto& name : names)
            words << "-e" << name;
        return cli(words).out;
    }
    /// A TCP frame to be segmented, without a checksum, and a frame without offloads.
    static pcapng::Buffer capture() {
        auto bytes = FrameBuilder()
                         .ethernet({{2, 0, 0, 0, 0, 2}}, {{2, 0, 0, 0, 0, 1}}, 0x0800)
                         .ip(*IpAddress::parse("10.9.0.1"), *IpAddress::parse("10.9.0.2"), 6)
                         .tcp(1000, 2000, 5000, 7, 0x18)
                         .payload(std::vector<std::byte>(payload, std::byte{'x'}))
                         .finish();
        const auto plain = bytes;
        startChecksum(bytes, LinkType::Ethernet);
        pcapng::Buffer file;
        pcapng::appendSectionHeader(file);
        pcapng::appendInterface(file, {.name = "virtio0"});
        pcapng::appendFrame(file, {.bytes = bytes,
                                   .originalLength = static_cast<std::uint32_t>(bytes.size()),
                                   .offload = {.flags = Offload::needsChecksum,
                                               .segmentation = std::uint8_t(Offload::Segmentation::Tcp4),
                                               .headerLength = 54,
                                               .segmentSize = segment,
                                               .checksumStart = 34,
                                               .checksumOffset = 16}});
        pcapng::appendFrame(file, {.bytes = plain, .originalLength = static_cast<std::uint32_t>(plain.size())});
        return file;
    }

private slots:
    void initTestCase() {
        QFile file(file_);
        QVERIFY(file.open(QFile::WriteOnly));
        const auto bytes = capture();
        QCOMPARE(file.write(reinterpret_cast<const char*>(bytes.data()), qint64(bytes.size())), qint64(bytes.size()));
    }

    void theHeaderIsALayer() {
        QCOMPARE(fields(file_, {"virtio_net.flags", "virtio_net.flags.needs_csum", "virtio_net.gso_type",
                                "virtio_net.gso_type.kind", "virtio_net.hdr_len", "virtio_net.gso_size",
                                "virtio_net.csum_start", "virtio_net.csum_offset", "tcp.len"}),
                 QByteArray("0x01\t1\t0x01\t1\t54\t1000\t34\t16\t2500\n\t\t\t\t\t\t\t\t2500\n"));
        QVERIFY(cli({"read", file_, "-V", "-c", "1"}).out.contains("TCP over IPv4, 1000 bytes a segment"));
    }

    void itIsFoundByItsFields_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QByteArray>("count");
        QTest::newRow("the layer") << "virtio_net" << QByteArray("1\n");
        QTest::newRow("a field") << "virtio_net.gso_size > 999 && virtio_net.flags.needs_csum == 1"
                                 << QByteArray("1\n");
        QTest::newRow("another value") << "virtio_net.gso_type.kind == 5" << QByteArray("0\n");
    }
    void itIsFoundByItsFields() {
        QFETCH(const QString, filter);
        QFETCH(const QByteArray, count);
        QCOMPARE(cli({"read", file_, "-Y", filter, "--count"}).out, count);
    }

    void itIsSavedWithTheFrame() {
        QCOMPARE(cli({"export", file_, "-F", "pcapng", "-w", saved_}).status, 0);
        QCOMPARE(fields(saved_, {"virtio_net.gso_size", "tcp.len"}), QByteArray("1000\t2500\n\t2500\n"));
    }

    void segmentsAreSavedAsAWireWouldSeeThem_data() {
        QTest::addColumn<QString>("format");
        for (const char* format : {"pcapng", "pcap"})
            QTest::newRow(format) << QString(format);
    }
    void segmentsAreSavedAsAWireWouldSeeThem() {
        QFETCH(const QString, format);
        const auto saved = cli({"export", file_, "-F", format, "-w", saved_, "segments=split"});
        QVERIFY2(saved.status == 0, saved.err);
        QCOMPARE(
            fields(saved_, {"virtio_net.gso_size", "frame.len", "tcp.seq_raw", "tcp.len", "tcp.checksum.status"}),
            QByteArray("\t1054\t5000\t1000\t1\n\t1054\t6000\t1000\t1\n\t554\t7000\t500\t1\n\t2554\t5000\t2500\t1\n"));
    }
};

QTEST_GUILESS_MAIN(VirtioFramesTest)
#include "virtio_frames_test.moc"
