#pragma once

#include <statistic/statistic.h>

namespace tapscope {

/// A part of a tree of counters: how often a field has each of its values.
struct CountedField {
    std::string_view title; ///< "Query type"
    std::string_view field; ///< "dns.qry.type"
    enum class Grouping : std::uint8_t {
        None,
        Hundreds, ///< a number's hundreds: 2xx, 4xx
    } grouping = Grouping::None;
    std::span<const ValueName> names = {}; ///< names of values, if the field has none
};

/// Counters of one protocol as a tree ("dns,tree", "http,tree", "dhcp,stat"): its messages and the values of their
/// fields. Each header inside a tunnel counts; headers that an ICMP error quotes do not.
class FieldCountsKind final : public StatisticKind {
public:
    FieldCountsKind(std::string_view id, std::string_view title, std::string_view protocol,
                    std::span<const CountedField> parts)
        : id_(id), title_(title), protocol_(protocol), parts_(parts) {}
    [[nodiscard]] std::string_view id() const noexcept override { return id_; }
    [[nodiscard]] std::string_view title() const noexcept override { return title_; }
    [[nodiscard]] Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                const DecoderRegistry& registry) const override;

private:
    std::string_view id_, title_, protocol_;
    std::span<const CountedField> parts_;
};

/// "values,FIELD": how often a field has each of its values.
class FieldValuesKind final : public StatisticKind {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "values"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Values of a field"; }
    [[nodiscard]] std::string_view arguments() const noexcept override { return ",FIELD[,FILTER]"; }
    [[nodiscard]] Result<std::unique_ptr<const Statistic>> make(std::span<const std::string_view> words,
                                                                const DecoderRegistry& registry) const override;
};

} // namespace tapscope
