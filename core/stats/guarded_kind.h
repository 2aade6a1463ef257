#pragma once

#include <statistic/statistic.h>

#include <memory>
#include <string>
#include <string_view>

namespace tapscope {

class StatisticGuard;

/// A plugin's kind of statistic, whose faults stay its own. A call that throws, returns nothing, or returns what cannot
/// be shown leaves the statistic out from then on, as does a call that does not return (look()). What it counted until
/// then is dropped, and its result has a note with the reason. Any thread; the plugin's kind outlives it.
class GuardedKind final : public StatisticKind {
public:
    explicit GuardedKind(const StatisticKind& kind);
    ~GuardedKind() override;

    [[nodiscard]] std::string_view id() const noexcept override { return id_; }
    [[nodiscard]] std::string_view title() const noexcept override { return title_; }
    [[nodiscard]] std::string_view arguments() const noexcept override { return arguments_; }
    /// Errors: also Unsupported once it is left out.
    [[nodiscard]] Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                const DecoderRegistry& registry) const override;

    /// Why it is left out; empty while it is not.
    [[nodiscard]] std::string failure() const;
    /// Call it at a steady pace: a call that is in progress for so many looks does not return. Looks are counted
    /// instead of time, so that a program that was stopped blames no statistic.
    void look(unsigned looks) const;

private:
    const StatisticKind& kind_;
    std::string id_, title_, arguments_;
    std::shared_ptr<StatisticGuard> guard_;
};

/// Why a result cannot be shown: a row without a value for each column, a row below none, an arrow of no host, a number
/// that is not finite. Empty if it can.
[[nodiscard]] std::string faultOf(const StatisticResult& result);

} // namespace tapscope
