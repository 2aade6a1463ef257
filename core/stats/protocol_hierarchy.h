#pragma once

#include <statistic/statistic.h>

namespace tapscope {

/// "io,phs": the protocols of the frames as a tree, each below its carrier.
class ProtocolHierarchyKind final : public StatisticKind {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "io,phs"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Protocol hierarchy"; }
    [[nodiscard]] Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                const DecoderRegistry& registry) const override;
};

} // namespace tapscope
