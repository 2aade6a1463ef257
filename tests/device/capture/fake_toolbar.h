#pragma once

#include <base/unique_fd.h>
#include <support/commands.h>

#include <QByteArray>
#include <QStringList>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tapscope::test {

/// The pipes of Wireshark's window for one capture program, and what its toolbar writes and reads.
class FakeToolbar {
public:
    enum Command : char { Initialized = 0, Set = 1, Add = 2, Disable = 5, ErrorMessage = 9 };

    explicit FakeToolbar(const QString& folder)
        : names_{folder + "/frames", folder + "/to-program", folder + "/from-program"}, frames_(made(names_[0])),
          toProgram_(made(names_[1])), fromProgram_(made(names_[2])) {}

    /// The options for the program.
    [[nodiscard]] QStringList words() const {
        return {"--fifo", names_[0], "--extcap-control-in", names_[1], "--extcap-control-out", names_[2]};
    }
    void send(char control, Command command, const QByteArray& text = {}) const {
        const auto size = text.size() + 2;
        const QByteArray message =
            QByteArray("T") + char(size >> 16) + char(size >> 8) + char(size) + control + char(command) + text;
        if (::write(toProgram_.get(), message.constData(), static_cast<std::size_t>(message.size())) != message.size())
            qFatal("cannot write to the program");
    }
    /// Waits for a message whose text contains these words; earlier ones are skipped.
    [[nodiscard]] bool receives(char control, Command command, const QByteArray& text) {
        return QTest::qWaitFor(
            [&] {
                readFrom(fromProgram_, messages_);
                while (messages_.size() >= 6) {
                    const auto size =
                        4 + (static_cast<unsigned char>(messages_[2]) << 8) + static_cast<unsigned char>(messages_[3]);
                    if (messages_.size() < size)
                        return false;
                    const QByteArray one = messages_.left(size);
                    messages_.remove(0, size);
                    if (one[0] == 'T' && one[4] == control && one[5] == char(command) && one.mid(6).contains(text))
                        return true;
                }
                return false;
            },
            patience);
    }
    /// Leaves no room for words of the program.
    void fill() const {
        const QByteArray piece(4096, '\0');
        while (::write(fromProgram_.get(), piece.constData(), static_cast<std::size_t>(piece.size())) > 0) {
        }
    }
    /// The stream of frames so far.
    [[nodiscard]] const QByteArray& frames() {
        readFrom(frames_, stream_);
        return stream_;
    }

private:
    static UniqueFd made(const QString& name) {
        const QByteArray path = name.toLocal8Bit();
        if (mkfifo(path.constData(), 0600) != 0)
            qFatal("cannot make %s", path.constData());
        return UniqueFd(open(path.constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
    }
    static void readFrom(const UniqueFd& pipe, QByteArray& into) {
        QByteArray piece(65536, '\0');
        for (ssize_t got = 0; (got = ::read(pipe.get(), piece.data(), static_cast<std::size_t>(piece.size()))) > 0;)
            into += piece.left(got);
    }

    QStringList names_;
    UniqueFd frames_, toProgram_, fromProgram_;
    QByteArray messages_, stream_;
};

} // namespace tapscope::test
