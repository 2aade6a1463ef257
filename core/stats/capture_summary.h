#pragma once

#include <statistic/statistic.h>

namespace tapscope {

/// "summary": the number of frames and bytes, their times, and how many frames were truncated, like capinfos.
class CaptureSummaryKind final : public StatisticKind {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "summary"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Summary"; }
    [[nodiscard]] Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                const DecoderRegistry& registry) const override;
};

} // namespace tapscope
