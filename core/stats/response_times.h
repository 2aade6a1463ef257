#pragma once

#include <stats/statistic.h>

namespace tapscope {

/// "srt": how long answers took, for each protocol that tells which request an answer belongs to; "icmp,srt" and the
/// like for one of them.
class ResponseTimesKind final : public StatisticKind {
public:
    /// `protocol` is tshark's word for one, or empty for all.
    explicit ResponseTimesKind(std::string_view protocol);
    [[nodiscard]] std::string_view id() const noexcept override { return id_; }
    [[nodiscard]] std::string_view title() const noexcept override { return title_; }
    [[nodiscard]] Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                const DecoderRegistry& registry) const override;

private:
    std::string_view protocol_;
    std::string id_, title_;
};

} // namespace tapscope
