#pragma once

#include <stats/statistic.h>

namespace tapscope {

/// "summary": how many frames and bytes there are, when they came, how many were cut: what capinfos tells.
class CaptureSummaryKind final : public StatisticKind {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "summary"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Summary"; }
    [[nodiscard]] Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                const DecoderRegistry& registry) const override;
};

} // namespace tapscope
