#pragma once

#include <base/error.h>
#include <decode/dissection.h>
#include <decode/registry.h>
#include <stats/statistic_result.h>

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

/// Counts frames for a statistic, on one thread at a time. Each thread has its own tally and counts some of the frames;
/// then the tallies are merged. Memory is bounded, whatever the frames contain.
class Tally {
public:
    Tally() = default;
    virtual ~Tally() = default;
    Tally(const Tally&) = delete;
    Tally& operator=(const Tally&) = delete;

    /// Counts a frame, which was dissected with the fields that the statistic needs. Frames come in any order.
    virtual void take(const CountedFrame& frame) = 0;
    /// Adds the counts of another tally of the same statistic. The result must not depend on the order of merging.
    virtual void merge(const Tally& other) = 0;
    [[nodiscard]] virtual StatisticResult result() const = 0;
};

/// A statistic with its arguments, such as TCP conversations. It declares what it needs and creates tallies. Immutable,
/// used by any number of threads; the registry that it was made with must outlive it.
class Statistic {
public:
    Statistic() = default;
    virtual ~Statistic() = default;
    Statistic(const Statistic&) = delete;
    Statistic& operator=(const Statistic&) = delete;

    [[nodiscard]] virtual std::string title() const = 0; ///< "TCP conversations"
    /// The fields that its tallies read, besides the frame itself.
    [[nodiscard]] virtual std::vector<FieldId> fields() const = 0;
    /// Whether its tallies also read the columns of the list: addresses and Info.
    [[nodiscard]] virtual bool needsColumns() const { return false; }
    [[nodiscard]] virtual std::unique_ptr<Tally> begin() const = 0;
};

/// A kind of statistic, with the name that tshark's -z uses. Plugins can add kinds (Plugin::statistics).
class StatisticKind {
public:
    StatisticKind() = default;
    virtual ~StatisticKind() = default;
    StatisticKind(const StatisticKind&) = delete;
    StatisticKind& operator=(const StatisticKind&) = delete;

    [[nodiscard]] virtual std::string_view id() const noexcept = 0;    ///< "conv,tcp", "io,stat"
    [[nodiscard]] virtual std::string_view title() const noexcept = 0; ///< "TCP conversations"
    /// What may follow the id: ",INTERVAL[,FILTER…]"; empty: only a filter.
    [[nodiscard]] virtual std::string_view arguments() const noexcept { return {}; }
    /// Whether the words after the id are the statistic's arguments. Otherwise they are a field filter for the frames
    /// to count.
    [[nodiscard]] bool takesArguments() const noexcept { return !arguments().empty(); }
    /// Errors: Invalid, NotFound, with the reason why the words are wrong.
    [[nodiscard]] virtual Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                        const DecoderRegistry& registry) const = 0;
};

/// Returns the first field with a name, or noField if no decoder has it.
[[nodiscard]] inline FieldId fieldNamed(const DecoderRegistry& registry, std::string_view name) {
    const auto found = registry.find(name);
    return found.empty() ? noField : found.front();
}

} // namespace tapscope
