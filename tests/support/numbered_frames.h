#pragma once

#include <base/frame.h>
#include <store/file_store.h>
#include <store/frame_reader.h>

#include <QString>
#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace tapscope::test {

/// An Ethernet frame that carries its number, with the local experimental EtherType 0x88b5, which no host answers.
class NumberedFrame {
public:
    static constexpr std::size_t shortest = 60;

    explicit NumberedFrame(std::uint64_t number, std::size_t size = shortest)
        : bytes_(std::max(size, shortest), static_cast<std::byte>(number)) {
        static constexpr std::array head{std::byte{2}, std::byte{0}, std::byte{0},    std::byte{0},   std::byte{0},
                                         std::byte{1}, std::byte{2}, std::byte{0},    std::byte{0},   std::byte{0},
                                         std::byte{0}, std::byte{2}, std::byte{0x88}, std::byte{0xb5}};
        std::ranges::copy(head, bytes_.begin());
        std::memcpy(bytes_.data() + head.size(), &number, sizeof number);
    }
    [[nodiscard]] Bytes bytes() const noexcept { return bytes_; }

    /// The number of a complete frame of this kind; 0 for any other frame.
    [[nodiscard]] static std::uint64_t numberOf(Bytes bytes) {
        std::uint64_t number = 0;
        if (bytes.size() < shortest)
            return 0;
        std::memcpy(&number, bytes.data() + 14, sizeof number);
        return std::ranges::equal(bytes, NumberedFrame(number, bytes.size()).bytes()) ? number : 0;
    }

private:
    std::vector<std::byte> bytes_;
};

/// The numbers of the numbered frames of a capture, in order; others are left out. `isWhole`: whether the file ends at
/// the end of a block.
struct NumbersOfFile {
    std::vector<std::uint64_t> numbers;
    bool isWhole = false;
};

inline NumbersOfFile numbersIn(const QString& path) {
    auto store = FileStore::open(path.toStdString());
    if (!store)
        qFatal("%s", store.error().text().c_str());
    const auto report = (*store)->index().value();
    NumbersOfFile content{.numbers = {}, .isWhole = !report.damage};
    FrameReader reader(*store);
    for (FrameNumber number = 1; number <= (*store)->count(); ++number) {
        if (const auto ours = NumberedFrame::numberOf(reader.read(number).value().bytes))
            content.numbers.push_back(ours);
    }
    return content;
}

/// 1, 2, … count.
inline std::vector<std::uint64_t> numbersTo(std::uint64_t count) {
    std::vector<std::uint64_t> numbers(count);
    for (std::uint64_t number = 1; number <= count; ++number)
        numbers[number - 1] = number;
    return numbers;
}

} // namespace tapscope::test
