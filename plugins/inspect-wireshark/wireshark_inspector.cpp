// SPDX-License-Identifier: GPL-2.0-or-later
// The engine runs in tshark, a separate process: whatever a frame does to it, the window keeps running.

#include "wireshark_inspector.h"

#include "pdml_reader.h"

#include <file/pcap_writer.h>
#include <store/capture_copy.h>

#include <QDeadlineTimer>
#include <QProcess>
#include <QStandardPaths>

namespace tapscope {
namespace {

constexpr int longest = 20'000; // milliseconds per frame
constexpr int lookEvery = 50;   // milliseconds between checks of the stop token
constexpr std::size_t mostQuestion = std::size_t{64} << 20;
constexpr qint64 longestAnswer = qint64{32} << 20; // bytes
constexpr const char* action = "ask tshark about";

/// The input of tshark: a capture whose frame number `place` is of interest.
struct Question {
    std::vector<std::byte> bytes;
    std::uint64_t place = 1;
    bool isAlone = false; ///< no other frame is in it
    bool isCut = false;   ///< earlier frames that decryption needs are missing
};

/// To decrypt, tshark needs the conversation from its beginning: all frames up to this one, and the keys.
Result<Question> questionAbout(const Frame& frame, const InspectedCapture& capture, const std::stop_token& stop) {
    Question question;
    const bool hasKeys = capture.store && (capture.store->hasSecrets() || !capture.notes.secrets.empty());
    constexpr std::size_t smallestBlock = 32; // per frame
    const FrameNumber first = capture.store ? capture.store->first() : 1;
    question.isCut = hasKeys && frame.number - first > mostQuestion / smallestBlock;
    if (hasKeys && !question.isCut) {
        CaptureCopy copy{.store = capture.store, .last = frame.number, .stop = stop};
        copy.notes.secrets = capture.notes.secrets;
        auto copied = copy.run([&](Bytes bytes) -> Result<void> {
            question.bytes.insert(question.bytes.end(), bytes.begin(), bytes.end());
            question.isCut = question.bytes.size() > mostQuestion;
            return question.isCut
                       ? failure(ErrorKind::Unsupported, action, "the frame", "it is too far into the capture")
                       : Result<void>{};
        });
        if (!copied && !question.isCut)
            return std::unexpected(copied.error());
        question.place = frame.number - first + 1;
        if (copied)
            return question;
    }
    question.bytes.clear();
    question.place = 1;
    question.isAlone = frame.number != 1;
    pcap::appendFileHeader(question.bytes, frame.linkType, pcap::Resolution::Nanoseconds);
    pcap::appendFrame(question.bytes, frame, pcap::Resolution::Nanoseconds);
    return question;
}

QString program() {
    return QStandardPaths::findExecutable(QStringLiteral("tshark"));
}

} // namespace

bool WiresharkInspector::isAvailable() const {
    return !program().isEmpty();
}

Result<std::vector<InspectedLine>> WiresharkInspector::inspect(const Frame& frame, const InspectedCapture& capture,
                                                               const std::stop_token& stop) const {
    const std::string object = "frame " + std::to_string(frame.number);
    const auto question = questionAbout(frame, capture, stop);
    if (!question)
        return std::unexpected(question.error());
    QProcess process;
    process.start(program(), {QStringLiteral("-n"), QStringLiteral("-r"), QStringLiteral("-"), QStringLiteral("-Y"),
                              QStringLiteral("frame.number == %1").arg(question->place), QStringLiteral("-T"),
                              QStringLiteral("pdml")});
    process.write(reinterpret_cast<const char*>(question->bytes.data()), static_cast<qint64>(question->bytes.size()));
    process.closeWriteChannel();
    const QDeadlineTimer deadline(longest);
    QByteArray answer;
    while (!process.waitForFinished(lookEvery)) {
        answer += process.readAllStandardOutput();
        if (process.state() == QProcess::NotRunning)
            break;
        const bool isTooMuch = answer.size() > longestAnswer;
        if (!stop.stop_requested() && !deadline.hasExpired() && !isTooMuch)
            continue;
        process.kill();
        process.waitForFinished();
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, action, object, "it was cancelled");
        return failure(ErrorKind::Ended, action, object,
                       isTooMuch ? "its answer is longer than 32 MiB" : "it did not answer within 20 s");
    }
    answer += process.readAllStandardOutput();
    if (process.error() == QProcess::FailedToStart)
        return failure(ErrorKind::NotFound, action, object, process.errorString().toStdString());
    if (process.exitStatus() == QProcess::CrashExit)
        return failure(ErrorKind::Ended, action, object, "it crashed on this frame");
    auto lines = readPdml(answer, {.number = frame.number, .isAlone = question->isAlone});
    if (lines && question->isCut)
        lines->push_back({.text = "Nothing was decrypted: the capture up to this frame is longer than 64 MiB"});
    if (!lines && process.exitCode() != 0)
        return failure(ErrorKind::Unsupported, action, object, process.readAllStandardError().trimmed().toStdString());
    return lines;
}

} // namespace tapscope
