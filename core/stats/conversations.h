#pragma once

#include <stats/traffic_ends.h>

#include <statistic/statistic.h>

namespace tapscope {

/// "conv,tcp" and the like: which hosts communicate, how much in each direction, when and for how long.
class ConversationsKind final : public StatisticKind {
public:
    explicit ConversationsKind(std::string_view word);
    [[nodiscard]] std::string_view id() const noexcept override { return id_; }
    [[nodiscard]] std::string_view title() const noexcept override { return title_; }
    [[nodiscard]] Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                const DecoderRegistry& registry) const override;

private:
    TrafficKind::Layer layer_;
    std::string id_, title_;
};

/// "endpoints,tcp" and the like: how much each address sends and receives.
class EndpointsKind final : public StatisticKind {
public:
    explicit EndpointsKind(std::string_view word);
    [[nodiscard]] std::string_view id() const noexcept override { return id_; }
    [[nodiscard]] std::string_view title() const noexcept override { return title_; }
    [[nodiscard]] Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                const DecoderRegistry& registry) const override;

private:
    TrafficKind::Layer layer_;
    std::string id_, title_;
};

} // namespace tapscope
