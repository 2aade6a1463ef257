#pragma once

#include <statistic/statistic.h>

namespace tapscope {

/// "plen,tree": the distribution of frame lengths.
class FrameLengthsKind final : public StatisticKind {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "plen,tree"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Frame lengths"; }
    [[nodiscard]] Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                const DecoderRegistry& registry) const override;
};

} // namespace tapscope
