#pragma once

#include <stats/statistic.h>

namespace tapscope {

/// "expert": what stands out in the frames: damage, bad checksums, what TCP's analysis found, connections that begin
/// and end. Grouped by severity and what is said, with how often.
class ExpertInformationKind final : public StatisticKind {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "expert"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Expert information"; }
    [[nodiscard]] Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                const DecoderRegistry& registry) const override;
};

} // namespace tapscope
