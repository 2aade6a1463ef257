#pragma once

#include <statistic/statistic.h>

namespace tapscope {

/// "tcp-graph,STREAM[,GRAPH]": one TCP connection, in each direction: sequence numbers over time (in the styles of
/// Stevens and tcptrace), round-trip times, throughput, the receiver's window. GRAPH is stevens, tcptrace, rtt,
/// throughput or window; without it, all of them.
class TcpGraphKind final : public StatisticKind {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "tcp-graph"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "TCP stream graphs"; }
    [[nodiscard]] std::string_view arguments() const noexcept override { return ",STREAM[,GRAPH]"; }
    [[nodiscard]] Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                const DecoderRegistry& registry) const override;
};

} // namespace tapscope
