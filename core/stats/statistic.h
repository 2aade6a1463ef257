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

/// A frame as a statistic sees it.
struct CountedFrame {
    const Dissection& dissection;
    std::chrono::nanoseconds time; ///< since the first frame of the capture; 0 for a frame without a time

    [[nodiscard]] const Frame& frame() const noexcept { return dissection.frame(); }
    /// Its length on the wire, in bytes.
    [[nodiscard]] std::uint64_t length() const noexcept { return dissection.frame().originalLength; }
};

/// Counts frames for a statistic. One thread at a time; there are as many as there are threads, each of which takes
/// some of the frames, and their sums are merged. Memory is bounded, whatever the frames say.
class Tally {
public:
    Tally() = default;
    virtual ~Tally() = default;
    Tally(const Tally&) = delete;
    Tally& operator=(const Tally&) = delete;

    /// A frame that was dissected with the fields that the statistic needs. Frames come in any order.
    virtual void take(const CountedFrame& frame) = 0;
    /// Adds what another tally of the same statistic has counted. Does not depend on the order of merging.
    virtual void merge(const Tally& other) = 0;
    [[nodiscard]] virtual StatisticResult result() const = 0;
};

/// A statistic with its arguments, such as conversations of TCP: says what it needs and begins to count. Immutable,
/// used by any number of threads; the registry that it was made with has to outlive it.
class Statistic {
public:
    Statistic() = default;
    virtual ~Statistic() = default;
    Statistic(const Statistic&) = delete;
    Statistic& operator=(const Statistic&) = delete;

    [[nodiscard]] virtual std::string title() const = 0; ///< "TCP conversations"
    /// The fields that its tallies look at, besides the frame itself.
    [[nodiscard]] virtual std::vector<FieldId> fields() const = 0;
    /// Whether they look at the columns of the list, too: addresses and Info.
    [[nodiscard]] virtual bool needsColumns() const { return false; }
    [[nodiscard]] virtual std::unique_ptr<Tally> begin() const = 0;
};

/// A kind of statistic, by the name that tshark's -z has for it: what a plugin adds (Plugin::statistics).
class StatisticKind {
public:
    StatisticKind() = default;
    virtual ~StatisticKind() = default;
    StatisticKind(const StatisticKind&) = delete;
    StatisticKind& operator=(const StatisticKind&) = delete;

    [[nodiscard]] virtual std::string_view id() const noexcept = 0;    ///< "conv,tcp", "io,stat"
    [[nodiscard]] virtual std::string_view title() const noexcept = 0; ///< "TCP conversations"
    /// What may follow the id: ",INTERVAL[,FILTER…]"; empty: nothing but a filter.
    [[nodiscard]] virtual std::string_view arguments() const noexcept { return {}; }
    /// Whether words behind the id are arguments of its own. Else they are a field filter that restricts what it
    /// counts.
    [[nodiscard]] bool takesArguments() const noexcept { return !arguments().empty(); }
    /// Errors: Invalid, NotFound, with what is wrong with the words.
    [[nodiscard]] virtual Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                        const DecoderRegistry& registry) const = 0;
};

/// The first field of a name, or noField where nobody decodes it.
[[nodiscard]] inline FieldId fieldNamed(const DecoderRegistry& registry, std::string_view name) {
    const auto found = registry.find(name);
    return found.empty() ? noField : found.front();
}

} // namespace tapscope
