#include <analysis/frame_ranges.h>

#include <algorithm>
#include <charconv>
#include <ranges>

namespace tapscope {
namespace {

std::string_view trimmed(std::string_view word) {
    constexpr std::string_view spaces = " \t";
    const auto first = word.find_first_not_of(spaces);
    return first == std::string_view::npos ? std::string_view()
                                           : word.substr(first, word.find_last_not_of(spaces) + 1 - first);
}

std::optional<FrameNumber> frameNumber(std::string_view word) {
    FrameNumber number = 0;
    const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), number);
    return fault == std::errc{} && end == word.data() + word.size() ? std::optional(number) : std::nullopt;
}

std::optional<FrameRange> frameRange(std::string_view word, FrameNumber count) {
    const auto dash = word.find('-');
    const std::string_view first = trimmed(word.substr(0, dash));
    const std::string_view last = dash == std::string_view::npos ? first : trimmed(word.substr(dash + 1));
    if (first.empty() && last.empty())
        return std::nullopt;
    const auto from = first.empty() ? FrameNumber{1} : frameNumber(first);
    const auto to = last.empty() ? count : frameNumber(last);
    return from && to && *from >= 1 && *from <= *to && *to <= count ? std::optional(FrameRange(*from, *to))
                                                                    : std::nullopt;
}

} // namespace

std::optional<std::vector<FrameRange>> frameRanges(std::string_view text, FrameNumber count) {
    std::vector<FrameRange> all;
    for (const auto word : std::views::split(text, ',')) {
        const auto range = frameRange(std::string_view(word.begin(), word.end()), count);
        if (!range)
            return std::nullopt;
        all.push_back(*range);
    }
    if (all.empty())
        return std::nullopt;
    std::ranges::sort(all);
    std::vector<FrameRange> merged;
    for (const auto& [first, last] : all) {
        if (!merged.empty() && first <= merged.back().second + 1)
            merged.back().second = std::max(merged.back().second, last);
        else
            merged.emplace_back(first, last);
    }
    return merged;
}

std::vector<FrameNumber> framesIn(const std::vector<FrameRange>& ranges) {
    std::vector<FrameNumber> frames;
    for (auto [number, last] : ranges) {
        for (; number <= last; ++number)
            frames.push_back(number);
    }
    return frames;
}

} // namespace tapscope
