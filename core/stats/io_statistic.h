#pragma once

#include <statistic/statistic.h>

namespace tapscope {

/// "io,stat,INTERVAL[,FILTER…]": frames and bytes, or a sum, minimum, maximum, average or count of a field, in each
/// interval of time. A filter may begin with SUM(field), MIN(field), MAX(field), AVG(field), COUNT(field), FRAMES() or
/// BYTES(). INTERVAL is in seconds; 0 is the whole capture. A result has the first 65,536 intervals, and takes at most
/// 32 MiB for one filter. "io,series" takes the same and has 1,048,576 intervals, without a table, in at most 16 MiB
/// for each thread and filter.
class IoStatisticKind final : public StatisticKind {
public:
    enum class Form : std::uint8_t { TableAndSeries, Series };

    explicit IoStatisticKind(Form form) : form_(form) {}
    [[nodiscard]] std::string_view id() const noexcept override {
        return form_ == Form::Series ? "io,series" : "io,stat";
    }
    [[nodiscard]] std::string_view title() const noexcept override {
        return form_ == Form::Series ? "Traffic over time, as series" : "Traffic over time";
    }
    [[nodiscard]] std::string_view arguments() const noexcept override { return ",INTERVAL[,FILTER…]"; }
    [[nodiscard]] Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                const DecoderRegistry& registry) const override;

private:
    Form form_;
};

} // namespace tapscope
