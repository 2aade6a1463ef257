#include "frame_ranges.h"

#include <QRegularExpression>

#include <algorithm>

namespace tapscope {
namespace {

std::optional<FrameRange> frameRange(const QString& word, quint64 count) {
    static const QRegularExpression form(QStringLiteral(R"(^\s*(\d*)\s*(-?)\s*(\d*)\s*$)"));
    const auto match = form.match(word);
    const QString first = match.captured(1), last = match.captured(3);
    const bool isSingle = match.captured(2).isEmpty();
    if (!match.hasMatch() || (first.isEmpty() && last.isEmpty()) || (isSingle && !last.isEmpty()))
        return std::nullopt;
    const quint64 from = first.isEmpty() ? 1 : first.toULongLong();
    const quint64 to = isSingle ? from : last.isEmpty() ? count : last.toULongLong();
    return from >= 1 && from <= to && to <= count ? std::optional(FrameRange(from, to)) : std::nullopt;
}

} // namespace

std::optional<std::vector<FrameRange>> frameRanges(const QString& text, quint64 count) {
    std::vector<FrameRange> all;
    for (const QString& word : text.split(QLatin1Char(','))) {
        const auto range = frameRange(word, count);
        if (!range)
            return std::nullopt;
        all.push_back(*range);
    }
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

} // namespace tapscope
