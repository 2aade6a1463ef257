#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tapscope {

/// Values with their least and greatest ones of each 8, 64, 512 and so on. What a column of pixels has to show is found
/// in a few steps then, however many values lie behind it. Immutable; takes a third of the values' memory besides them.
class ValueLevels {
public:
    struct Extremes {
        double least, most;
        [[nodiscard]] bool operator==(const Extremes&) const noexcept = default;
    };

    ValueLevels() = default;
    explicit ValueLevels(std::vector<double> values);

    [[nodiscard]] std::span<const double> values() const noexcept { return values_; }
    /// Of the values from `first` on, before `end`. There is at least one.
    [[nodiscard]] Extremes extremes(std::size_t first, std::size_t end) const noexcept;

private:
    static constexpr std::size_t perStep = 8;

    std::vector<double> values_;
    std::vector<std::vector<Extremes>> levels_; ///< of perStep values, of perStep of these, …
};

} // namespace tapscope
