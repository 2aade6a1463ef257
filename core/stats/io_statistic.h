#pragma once

#include <statistic/statistic.h>

namespace tapscope {

/// "io,stat,INTERVAL[,FILTER…]": frames and bytes, or a sum, minimum, maximum, average or count of a field, in each
/// interval of time. A filter may begin with SUM(field), MIN(field), MAX(field), AVG(field), COUNT(field), FRAMES() or
/// BYTES(). INTERVAL is in seconds; 0 is the whole capture. "io,series" takes the same, and its result has no table,
/// whose rows take a hundred times as much memory.
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
