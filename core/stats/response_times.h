#pragma once

#include <statistic/statistic.h>

namespace tapscope {

/// "srt": the response times of all protocols whose responses can be matched to requests; "icmp,srt" and the like for
/// one of them.
class ResponseTimesKind final : public StatisticKind {
public:
    /// `protocol` is tshark's name of one, or empty for all.
    explicit ResponseTimesKind(std::string_view protocol);
    /// The possible values: empty, "icmp", "dns", …
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
