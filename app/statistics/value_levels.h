#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tapscope {

/// Values with the minimum and maximum of each 8, 64, 512 and so on. The extremes of a column of pixels are then found
/// in a few steps, however many values it covers. Immutable; needs a third more memory than the values.
class ValueLevels {
public:
    struct Extremes {
        double least, most;
        [[nodiscard]] bool operator==(const Extremes&) const noexcept = default;
    };

    ValueLevels() = default;
    explicit ValueLevels(std::vector<double> values);

    [[nodiscard]] std::span<const double> values() const noexcept { return values_; }
    /// The extremes of the values from `first` up to, but not including, `end`. The range must not be empty. NaN values
    /// are ignored; if all are NaN, so are the extremes.
    [[nodiscard]] Extremes extremes(std::size_t first, std::size_t end) const noexcept;

private:
    static constexpr std::size_t perStep = 8;

    std::vector<double> values_;
    std::vector<std::vector<Extremes>> levels_; ///< extremes of perStep values, of perStep of these, …
};

} // namespace tapscope
