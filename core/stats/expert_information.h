#pragma once

#include <statistic/statistic.h>

namespace tapscope {

/// "expert": noteworthy facts about frames: damage, bad checksums, results of the TCP analysis, beginnings and ends of
/// connections. Grouped by severity and message, with their counts.
class ExpertInformationKind final : public StatisticKind {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "expert"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Expert information"; }
    [[nodiscard]] Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                const DecoderRegistry& registry) const override;
};

} // namespace tapscope
