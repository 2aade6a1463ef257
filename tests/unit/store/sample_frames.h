#pragma once

#include <base/frame.h>
#include <store/file_store.h>
#include <store/frame_reader.h>
#include <store/recording.h>

#include <QtGlobal>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace tapscope::test {

/// The frame that a test appends as number `number`, counted from 1. It contains its number, which determines all its
/// bytes.
class SampleFrame {
public:
    explicit SampleFrame(std::uint64_t number, std::uint32_t interfaceId = 0)
        : bytes_(60 + number % 1400, static_cast<std::byte>(number)) {
        std::memcpy(bytes_.data(), &number, sizeof number);
        frame_ = {
            .time = Timestamp(std::chrono::nanoseconds(1'700'000'000'000'000'000 + static_cast<std::int64_t>(number))),
            .bytes = bytes_,
            .originalLength = static_cast<std::uint32_t>(bytes_.size()),
            .direction = number % 2 == 0 ? Direction::Inbound : Direction::Outbound,
            .interfaceId = interfaceId};
    }
    SampleFrame(const SampleFrame&) = delete;
    SampleFrame& operator=(const SampleFrame&) = delete;
    [[nodiscard]] const Frame& get() const noexcept { return frame_; }

    /// The number of a frame that was read; 0 if it is not a complete frame of this kind.
    [[nodiscard]] static std::uint64_t numberOf(const Frame& frame) {
        std::uint64_t number = 0;
        if (frame.bytes.size() < sizeof number)
            return 0;
        std::memcpy(&number, frame.bytes.data(), sizeof number);
        const SampleFrame expected(number);
        return std::ranges::equal(frame.bytes, expected.get().bytes) && frame.time == expected.get().time ? number : 0;
    }

private:
    std::vector<std::byte> bytes_;
    Frame frame_;
};

/// The contents of a capture file.
struct FileContent {
    std::vector<std::uint64_t> numbers; ///< SampleFrame::numberOf()
    std::vector<std::string> comments;  ///< comments of the frames that have one
    IndexingReport report;
};

inline FileContent contentOf(const std::filesystem::path& path) {
    FileContent content;
    auto store = FileStore::open(path);
    if (!store)
        qFatal("%s", store.error().text().c_str());
    content.report = (*store)->index().value();
    FrameReader reader(*store);
    for (FrameNumber number = 1; number <= (*store)->count(); ++number) {
        const auto frame = reader.read(number).value();
        content.numbers.push_back(SampleFrame::numberOf(frame));
        if (!frame.comment.empty())
            content.comments.emplace_back(frame.comment);
    }
    return content;
}

/// 1, 2, … count.
inline std::vector<std::uint64_t> firstNumbers(std::uint64_t count) {
    std::vector<std::uint64_t> numbers(count);
    for (std::uint64_t number = 1; number <= count; ++number)
        numbers[number - 1] = number;
    return numbers;
}

inline std::uint64_t given(const RecordingStatus& status) {
    return status.framesWritten + status.framesWaiting + status.framesNotRecorded;
}

} // namespace tapscope::test
