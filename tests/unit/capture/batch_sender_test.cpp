#include <capture/batch_sender.h>

#include <QTest>

#include <cerrno>
#include <vector>

using namespace tapscope;

namespace {

/// A kernel that accepts a number of frames at a time, and refuses some frames with an errno.
class ScriptedSender final : public BatchSender {
public:
    ScriptedSender(std::size_t atOnce, std::vector<int> results) : atOnce_(atOnce), script_(std::move(results)) {}

    [[nodiscard]] std::size_t tryToSend(std::span<const Frame> frames, std::span<int> results) override {
        const std::size_t count = std::min({atOnce_, frames.size(), results.size()});
        for (std::size_t i = 0; i < count; ++i)
            results[i] = script_[next_++];
        return count;
    }
    [[nodiscard]] std::size_t takeRefusedLater() override { return std::exchange(later, 0); }
    std::size_t later = 0;

private:
    std::size_t atOnce_, next_ = 0;
    std::vector<int> script_;
};

} // namespace

class BatchSenderTest : public QObject {
    Q_OBJECT

private slots:
    void saysWhatBecameOfEachFrame_data() {
        QTest::addColumn<std::size_t>("atOnce");
        QTest::addColumn<std::vector<int>>("results");
        QTest::addColumn<std::size_t>("frames");
        QTest::addColumn<std::vector<std::size_t>>("refused");
        QTest::addColumn<int>("rest");
        using Places = std::vector<std::size_t>;
        using Results = std::vector<int>;
        const auto row = [](const char* name, std::size_t atOnce, Results results, std::size_t frames, Places refused,
                            Sent::Rest rest) {
            QTest::newRow(name) << atOnce << std::move(results) << frames << std::move(refused)
                                << static_cast<int>(rest);
        };
        row("all are taken", 2, {0, 0, 0, 0}, 4, {}, Sent::Rest::None);
        row("no room", 4, {0, 0, ENOBUFS, ENOBUFS}, 2, {}, Sent::Rest::NoRoom);
        row("no room at first", 4, {EAGAIN, EAGAIN, EAGAIN, EAGAIN}, 0, {}, Sent::Rest::NoRoom);
        row("no memory", 1, {0, ENOMEM, 0, 0}, 1, {}, Sent::Rest::NoRoom);
        row("switched off", 4, {EIO, EIO, EIO, EIO}, 0, {}, Sent::Rest::Refused);
        row("too long", 1, {0, 0, EMSGSIZE, 0}, 2, {}, Sent::Rest::TooLong);
        row("gone", 4, {0, EBADFD, EBADFD, EBADFD}, 1, {}, Sent::Rest::Ended);
        row("others are taken behind one that is refused", 4, {0, EINVAL, 0, 0}, 4, {1}, Sent::Rest::None);
        row("in the second batch, too", 2, {0, 0, EINVAL, 0}, 4, {2}, Sent::Rest::None);
        row("refused in between, and then no room", 4, {EINVAL, 0, EINVAL, ENOBUFS}, 2, {0}, Sent::Rest::Refused);
    }
    void saysWhatBecameOfEachFrame() {
        QFETCH(std::size_t, atOnce);
        QFETCH(std::vector<int>, results);
        QFETCH(std::size_t, frames);
        QFETCH(std::vector<std::size_t>, refused);
        QFETCH(int, rest);
        const std::vector<Frame> given(results.size());
        ScriptedSender sender(atOnce, results);
        const Sent sent = sender.send(given);
        QCOMPARE(sent.frames, frames);
        QCOMPARE(std::vector<std::size_t>(sent.refused.begin(), sent.refused.end()), refused);
        QCOMPARE(static_cast<int>(sent.rest), rest);
        const bool isNextRefused = sent.rest != Sent::Rest::None && sent.rest != Sent::Rest::NoRoom;
        QCOMPARE(sent.failed(), refused.size() + (isNextRefused ? 1 : 0));
        QCOMPARE(sent.taken(), frames - refused.size());
    }

    void moreThanABatchIsSentInBatches() {
        constexpr std::size_t many = 3 * BatchSender::batchSize + 1;
        ScriptedSender sender(1000, std::vector<int>(many, 0));
        QCOMPARE(sender.send(std::vector<Frame>(many)).frames, many);
    }

    void framesRefusedLaterAreNotCountedAsSent() {
        ScriptedSender sender(4, {0, 0, 0});
        sender.later = 2;
        const Sent sent = sender.send(std::vector<Frame>(3));
        QCOMPARE(sent.refusedLater, std::size_t{2});
        QCOMPARE(sent.taken(), std::uint64_t{1});
        QCOMPARE(sent.failed(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(BatchSenderTest)
#include "batch_sender_test.moc"
