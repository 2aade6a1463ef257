#pragma once

#include <base/error.h>
#include <decode/dissection.h>
#include <decode/registry.h>

#include <statistic/statistic_result.h>

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// A frame to be counted by a statistic.
struct CountedFrame {
    const Dissection& dissection;
    std::chrono::nanoseconds time; ///< since the first frame of the capture; 0 if the frame has no time

    [[nodiscard]] const Frame& frame() const noexcept { return dissection.frame(); }
    /// The length on the wire, in bytes.
    [[nodiscard]] std::uint64_t length() const noexcept { return dissection.frame().originalLength; }
};

/// Counts frames for a statistic. Used by one thread at a time. Each thread that counts has a tally of its own and
/// takes some of the frames; the tallies are merged afterwards. A tally must bound its memory, whatever the frames
/// contain (statistic/count_table.h, statistic/earliest_items.h).
class Tally {
public:
    Tally() = default;
    virtual ~Tally() = default;
    Tally(const Tally&) = delete;
    Tally& operator=(const Tally&) = delete;

    /// Counts a frame, which was dissected with the fields that the statistic needs. Frames come in any order.
    virtual void take(const CountedFrame& frame) = 0;
    /// Adds what another tally of the same statistic has counted. The sum does not depend on the order of merging.
    virtual void merge(const Tally& other) = 0;
    [[nodiscard]] virtual StatisticResult result() const = 0;
};

/// A statistic with its arguments, such as conversations of TCP. It names the fields that it needs and makes tallies.
/// Immutable and used by any number of threads; the registry that it was made with outlives it.
class Statistic {
public:
    Statistic() = default;
    virtual ~Statistic() = default;
    Statistic(const Statistic&) = delete;
    Statistic& operator=(const Statistic&) = delete;

    [[nodiscard]] virtual std::string title() const = 0; ///< "TCP conversations"
    /// The fields that its tallies look at, besides the frame itself. noField is ignored.
    [[nodiscard]] virtual std::vector<FieldId> fields() const = 0;
    /// Whether its tallies also read the columns of the list: addresses and Info.
    [[nodiscard]] virtual bool needsColumns() const { return false; }
    /// Never null.
    [[nodiscard]] virtual std::unique_ptr<Tally> begin() const = 0;
};

/// A kind of statistic, which a plugin adds (Plugin::statistics). `tapscope-cli stats FILE ID[,ARGUMENTS]` counts it,
/// and the Statistics window has a page for it.
class StatisticKind {
public:
    StatisticKind() = default;
    virtual ~StatisticKind() = default;
    StatisticKind(const StatisticKind&) = delete;
    StatisticKind& operator=(const StatisticKind&) = delete;

    /// Its name in tshark's -z, if tshark has it: "conv,tcp", "io,stat".
    [[nodiscard]] virtual std::string_view id() const noexcept = 0;
    [[nodiscard]] virtual std::string_view title() const noexcept = 0; ///< "TCP conversations"
    /// The arguments that may follow the id, as a user reads them: ",INTERVAL[,FILTER…]". Empty if there are none; then
    /// a field filter that restricts the frames may follow the id.
    [[nodiscard]] virtual std::string_view arguments() const noexcept { return {}; }
    [[nodiscard]] bool takesArguments() const noexcept { return !arguments().empty(); }
    /// Never null. Errors: Invalid or NotFound, with the reason why these arguments cannot be used.
    [[nodiscard]] virtual Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                        const DecoderRegistry& registry) const = 0;
};

/// The first field with this name; noField if no decoder has it.
[[nodiscard]] inline FieldId fieldNamed(const DecoderRegistry& registry, std::string_view name) {
    const auto found = registry.find(name);
    return found.empty() ? noField : found.front();
}

} // namespace tapscope
