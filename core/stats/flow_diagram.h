#pragma once

#include <statistic/statistic.h>

namespace tapscope {

/// "flow,WHAT[,MODE][,FILTER]": the messages between hosts as a sequence diagram. WHAT is any, tcp, icmp or icmpv6.
/// MODE is standard or network; only tshark distinguishes these.
class FlowKind final : public StatisticKind {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "flow"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Flow"; }
    [[nodiscard]] std::string_view arguments() const noexcept override {
        return ",any|tcp|icmp|icmpv6[,standard|network][,FILTER]";
    }
    [[nodiscard]] Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                const DecoderRegistry& registry) const override;
};

} // namespace tapscope
