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

/// Selects frames by number: "1-100,250,400-".
class FrameRange {
public:
    /// Invalid unless the text is a list of numbers and ranges separated by commas. An empty text selects all frames.
    [[nodiscard]] static Result<FrameRange> parse(std::string_view text);

    [[nodiscard]] bool has(std::uint64_t number) const noexcept;
    /// Whether the range contains no frame after this number.
    [[nodiscard]] bool endsBefore(std::uint64_t number) const noexcept;

private:
    struct Part {
        std::uint64_t first, last;
    };
    std::vector<Part> parts_;
};

/// When the frames are due.
struct ReplayPace {
    enum class Kind : std::uint8_t {
        Recorded, ///< as recorded, `factor` times as fast
        Top,      ///< as fast as the port accepts them
        Frames,   ///< `factor` frames per second
        Bits,     ///< `factor` bits per second, counted over the frames' octets
    } kind = Kind::Recorded;
    double factor = 1;
};

/// What to replay, and how.
struct ReplayOptions {
    std::string file;
    std::uint64_t rounds = 1; ///< 0 = endless
    ReplayPace pace;
    std::optional<std::chrono::nanoseconds> longestWait;
    std::string filter; ///< a capture filter
    FrameRange range;
    std::string interface; ///< in the file: a name or a number; empty = all
    Rewriting rewriting;

    /// Reads settings that replaySchema() has validated.
    [[nodiscard]] static Result<ReplayOptions> from(const Settings& settings);
};

[[nodiscard]] const SettingsSchema& replaySchema();

} // namespace tapscope
