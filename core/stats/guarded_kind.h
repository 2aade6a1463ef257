#pragma once

#include <statistic/statistic.h>

#include <memory>
#include <string>
#include <string_view>

namespace tapscope {

class StatisticGuard;

/// Wraps a plugin's kind of statistic, so that its faults affect nothing else. A call that throws, returns nothing, or
/// returns what cannot be shown leaves the statistic out from then on, as does a call that does not return (look()).
/// What it counted until then is dropped, and its result has a note with the reason. Any thread; the plugin's kind must
/// outlive it.
class GuardedKind final : public StatisticKind {
public:
    explicit GuardedKind(const StatisticKind& kind);
    ~GuardedKind() override;

    [[nodiscard]] std::string_view id() const noexcept override { return id_; }
    [[nodiscard]] std::string_view title() const noexcept override { return title_; }
    [[nodiscard]] std::string_view arguments() const noexcept override { return arguments_; }
    /// Errors: those of the kind; Unsupported once it is left out.
    [[nodiscard]] Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                const DecoderRegistry& registry) const override;

    /// Why it is left out; empty if it is not.
    [[nodiscard]] std::string failure() const;
    /// Must be called at a steady pace: a call that is in progress for this number of checks does not return. Checks
    /// are counted instead of measuring time, so that a program that was stopped blames no statistic.
    void look(unsigned looks) const;

private:
    const StatisticKind& kind_;
    std::string id_, title_, arguments_;
    std::shared_ptr<StatisticGuard> guard_;
};

/// The reason why a result cannot be shown: a row without a value for each column, a row without a parent, an arrow
/// without a host, a number that is not finite. Empty if it can be shown.
[[nodiscard]] std::string faultOf(const StatisticResult& result);

} // namespace tapscope
