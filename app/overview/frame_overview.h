#pragma once

#include <base/frame.h>
#include <stats/expert_findings.h>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace tapscope {

/// An overview of a capture: for each range of frames, the most important colouring rule that one of them matches and
/// the first malformed frame; and the worst expert finding of all frames. A value: each scanning thread makes one, and
/// they can be merged in any order. Its size does not depend on the number of frames.
class FrameOverview {
public:
    static constexpr std::size_t mostStretches = 4096;
    static constexpr std::uint8_t noRule = 255;

    struct Stretch {
        std::uint8_t rule = noRule; ///< the lowest index, because rules are in order of importance
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
    void addFinding(const Worst& found) noexcept;
    void merge(const FrameOverview& other);

    /// Frames `first` to `last` together.
    [[nodiscard]] Stretch stretch(FrameNumber first, FrameNumber last) const noexcept;
    /// The number of frames per range, which is the resolution of the overview.
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
