#pragma once

#include "frame_rewriter.h"

#include <base/error.h>

#include <settings/settings.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tapscope {

/// Frames by their number: "1-100,250,400-".
class FrameRange {
public:
    /// Invalid when it is not numbers and ranges with commas between. An empty text has all frames.
    [[nodiscard]] static Result<FrameRange> parse(std::string_view text);

    [[nodiscard]] bool has(std::uint64_t number) const noexcept;
    /// No later frame is in it.
    [[nodiscard]] bool endsBefore(std::uint64_t number) const noexcept;

private:
    struct Part {
        std::uint64_t first, last;
    };
    std::vector<Part> parts_;
};

/// When frames are due.
struct ReplayPace {
    enum class Kind : std::uint8_t {
        Recorded, ///< as recorded, `factor` times as fast
        Top,      ///< as fast as they are taken
        Frames,   ///< `factor` frames a second
        Bits,     ///< `factor` bits a second, of the frames' octets
    } kind = Kind::Recorded;
    double factor = 1;
};

/// What a replay is asked for.
struct ReplayOptions {
    std::string file;
    std::uint64_t rounds = 1; ///< 0 = endless
    ReplayPace pace;
    std::optional<std::chrono::nanoseconds> longestWait;
    std::string filter; ///< a capture filter
    FrameRange range;
    std::string interface; ///< of the file: a name or a number; empty = all
    Rewriting rewriting;

    /// From settings that replaySchema() has checked.
    [[nodiscard]] static Result<ReplayOptions> from(const Settings& settings);
};

[[nodiscard]] const SettingsSchema& replaySchema();

} // namespace tapscope
