#pragma once

#include <base/frame.h>
#include <stats/expert_findings.h>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace tapscope {

/// What the frames of a capture are like at a glance: for each stretch of frames the most important colouring rule that
/// one of them passes and the first malformed frame, and the worst expert finding of all. A value: each thread that
/// looks at frames has one, and they are merged in any order. Its size does not depend on the number of frames.
class FrameOverview {
public:
    static constexpr std::size_t mostStretches = 4096;
    static constexpr std::uint8_t noRule = 255;

    struct Stretch {
        std::uint8_t rule = noRule; ///< the lowest, for rules are in the order of their importance
        FrameNumber malformed = 0;  ///< the first one; 0: none

        void add(const Stretch& other) noexcept;
    };
    /// The worst finding, the first of its severity.
    struct Worst {
        Severity severity;
        std::size_t finding; ///< position in ExpertFindings::all()
        FrameNumber frame;
    };

    void take(FrameNumber frame, std::uint8_t rule, bool isMalformed);
    void takeFinding(const Worst& found) noexcept;
    void merge(const FrameOverview& other);

    /// Frames `first` to `last` together.
    [[nodiscard]] Stretch stretch(FrameNumber first, FrameNumber last) const noexcept;
    /// Frames in a stretch: those that are closer cannot be told apart.
    [[nodiscard]] FrameNumber span() const noexcept { return span_; }
    [[nodiscard]] const std::optional<Worst>& worst() const noexcept { return worst_; }

private:
    [[nodiscard]] Stretch& stretchOf(FrameNumber frame);
    void halve();

    FrameNumber span_ = 1;
    std::vector<Stretch> stretches_; ///< from frame 1 on
    std::optional<Worst> worst_;
};

} // namespace tapscope
