#pragma once

#include <stats/statistic.h>

namespace tapscope {

/// "srt": how long answers took, for each protocol in which an answer tells which request it belongs to; "icmp,srt" and
/// the like for one of them.
class ResponseTimesKind final : public StatisticKind {
public:
    /// `protocol` is tshark's word for one, or empty for all.
    explicit ResponseTimesKind(std::string_view protocol);
    /// Those that there are: empty, "icmp", "dns", …
    [[nodiscard]] static std::vector<std::string_view> words();
    [[nodiscard]] std::string_view id() const noexcept override { return id_; }
    [[nodiscard]] std::string_view title() const noexcept override { return title_; }
    [[nodiscard]] Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                const DecoderRegistry& registry) const override;

private:
    std::string_view protocol_;
    std::string id_, title_;
};

} // namespace tapscope
