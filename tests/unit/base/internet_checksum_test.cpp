#include <base/internet_checksum.h>

#include <QTest>

#include <array>
#include <vector>

using namespace tapscope;

namespace {

/// The definition in RFC 1071, word by word.
std::uint16_t byWords(Bytes bytes) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        sum += std::to_integer<std::uint64_t>(bytes[i]) << (i % 2 == 0 ? 8 : 0);
    while (sum > 0xffff)
        sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<std::uint16_t>(~sum);
}

std::vector<std::byte> made(std::size_t size, unsigned seed) {
    std::vector<std::byte> bytes(size);
    for (std::byte& each : bytes)
        each = static_cast<std::byte>((seed = seed * 1'103'515'245U + 12'345U) >> 16);
    return bytes;
}

} // namespace

class InternetChecksumTest : public QObject {
    Q_OBJECT

private slots:
    void theExampleOfTheRfc() { // section 3
        constexpr std::array octets = {0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7};
        std::vector<std::byte> bytes;
        for (const int each : octets)
            bytes.push_back(static_cast<std::byte>(each));
        QCOMPARE(InternetChecksum().add(bytes).value(), std::uint16_t{0xffff ^ 0xddf2});
    }

    void anyLengthAtAnyAddress() {
        for (std::size_t size = 0; size < 200; ++size) {
            for (std::size_t skipped = 0; skipped < 8; ++skipped) {
                const auto bytes = made(size + skipped, static_cast<unsigned>(size));
                const Bytes piece = Bytes(bytes).subspan(skipped);
                QCOMPARE(InternetChecksum().add(piece).value(), byWords(piece));
            }
        }
    }

    void piecesAddUp() {
        const auto bytes = made(1501, 7);
        const Bytes all(bytes);
        for (std::size_t cut = 0; cut < all.size(); cut += 2)
            QCOMPARE(InternetChecksum().add(all.first(cut)).add(all.subspan(cut)).value(), byWords(all));
    }

    void largeAndExtremeValues_data() {
        QTest::addColumn<int>("octet");
        QTest::newRow("zeros") << 0x00; // the only sum that is 0
        QTest::newRow("ones") << 0xff;
    }
    void largeAndExtremeValues() {
        QFETCH(int, octet);
        for (const std::size_t size : {1, 2, 3, 4, 5, 65'535, 65'536, 1 << 20}) {
            const std::vector<std::byte> bytes(size, static_cast<std::byte>(octet));
            QCOMPARE(InternetChecksum().add(bytes).value(), byWords(bytes));
        }
    }
};

QTEST_APPLESS_MAIN(InternetChecksumTest)
#include "internet_checksum_test.moc"
