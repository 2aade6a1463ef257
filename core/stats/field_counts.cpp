#include <base/printable_text.h>
#include <decode/field_text.h>
#include <filter/field_condition.h>
#include <filter/field_filter.h>
#include <stats/field_counts.h>
#include <stats/traffic_ends.h>

#include <fmt/core.h>
#include <statistic/count_table.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

namespace tapscope {
namespace {

using Kind = StatisticColumn::Kind;

/// A value of a field of one part, as text.
struct PartValue {
    std::size_t part = 0;
    std::string text = {};

    [[nodiscard]] bool operator==(const PartValue&) const noexcept = default;
    [[nodiscard]] std::uint64_t hashed(std::uint64_t seed) const noexcept {
        return mixHash(mixHash(seed, part), std::hash<std::string>{}(text));
    }
};
struct Occurrences {
    std::uint64_t times = 0;
    FrameNumber firstFrame = ~FrameNumber{0};
    std::string filter = {};

    void add(const Occurrences& other) {
        times += other.times;
        if (other.firstFrame < firstFrame) {
            firstFrame = other.firstFrame;
            filter = other.filter;
        }
    }
};

struct Part {
    std::string title;
    std::vector<FieldId> fields;
    CountedField::Grouping grouping = CountedField::Grouping::None;
    std::span<const ValueName> names = {};
};

/// What to count; shared by the tallies.
struct Counted {
    std::string title, protocolName;
    FieldId protocol = noField; ///< each layer of it is a message; noField: there is no such row
    std::vector<Part> parts;
    const DecoderRegistry& registry;
    std::optional<FieldFilter> filter = {};
};

class CountsTally final : public Tally {
public:
    explicit CountsTally(const Counted& counted) : counted_(counted) {}

    void take(const CountedFrame& frame) override {
        const Dissection& dissection = frame.dissection;
        if (counted_.filter && !counted_.filter->matches(dissection, scratch_))
            return;
        // Fields of a packet that an ICMP error quotes are counted, but the packet is not counted as a message.
        const bool areMessages = counted_.protocol != noField;
        for (const FieldValue& value : areMessages ? unquotedFields(dissection) : dissection.fields()) {
            messages_ += value.field == counted_.protocol ? 1 : 0;
            for (std::size_t i = 0; i < counted_.parts.size(); ++i) {
                if (std::ranges::find(counted_.parts[i].fields, value.field) != counted_.parts[i].fields.end())
                    count(i, value, frame);
            }
        }
    }
    void merge(const Tally& tally) override {
        const auto& other = static_cast<const CountsTally&>(tally);
        messages_ += other.messages_;
        values_.merge(other.values_);
    }
    [[nodiscard]] StatisticResult result() const override {
        StatisticTable table{.title = counted_.title,
                             .columns = {{"Value"}, {"Count", Kind::Count}, {"Percent", Kind::Percent}}};
        const bool hasMessages = counted_.protocol != noField;
        if (hasMessages)
            table.rows.push_back(
                {.values = {std::string("Messages"), messages_, 100.0}, .filter = counted_.protocolName});
        const auto all = values_.sorted([](const auto& one, const auto& other) {
            const auto key = [](const auto& each) {
                // One frame may contribute several values.
                return std::tuple(each.first.part, ~each.second.times, each.second.firstFrame,
                                  std::string_view(each.first.text));
            };
            return key(one) < key(other);
        });
        for (std::size_t part = 0; part < counted_.parts.size(); ++part) {
            std::uint64_t whole = 0;
            for (const auto* each : all)
                whole += each->first.part == part ? each->second.times : 0;
            const auto percent = [](std::uint64_t share, std::uint64_t of) {
                return of == 0 ? StatisticValue()
                               : StatisticValue(100 * static_cast<double>(share) / static_cast<double>(of));
            };
            table.rows.push_back({.values = {counted_.parts[part].title, whole,
                                             hasMessages ? percent(whole, messages_) : StatisticValue(100.0)},
                                  .depth = hasMessages ? 1U : 0U});
            for (const auto* each : all) {
                if (each->first.part == part)
                    table.rows.push_back(
                        {.values = {each->first.text, each->second.times, percent(each->second.times, whole)},
                         .depth = hasMessages ? 2U : 1U,
                         .filter = each->second.filter,
                         .frame = each->second.firstFrame});
            }
        }
        StatisticResult result{.title = table.title, .tables = {std::move(table)}};
        if (const Occurrences* others = values_.others(); others != nullptr)
            result.notes.push_back(fmt::format("There are more than {} different values: {} of further ones are not "
                                               "shown.",
                                               decltype(values_)::ceiling, others->times));
        return result;
    }

private:
    /// A value that was counted recently. A number is looked up here without formatting its text.
    struct Recent {
        std::size_t part = 0;
        FieldId field = noField;
        std::uint64_t number = 0;
        Occurrences* occurrences = nullptr; ///< in values_, whose elements do not move
    };
    [[nodiscard]] static bool isWholeInNumber(FieldType type) noexcept {
        return type == FieldType::Boolean || type == FieldType::Unsigned || type == FieldType::Signed ||
               type == FieldType::Ipv4;
    }
    [[nodiscard]] Recent& recentOf(std::size_t part, const FieldValue& value) {
        Recent& place = recent_[mixHash(mixHash(part, value.field), value.number) % recent_.size()];
        if (place.part != part || place.field != value.field || place.number != value.number)
            place = {.part = part, .field = value.field, .number = value.number};
        return place;
    }
    void count(std::size_t part, const FieldValue& value, const CountedFrame& frame) {
        const auto& registry = counted_.registry;
        const FieldInfo& info = registry.field(value.field);
        Recent* const recent = isWholeInNumber(info.type) && !value.hasMadeText && value.textLength == 0
                                   ? &recentOf(part, value)
                                   : nullptr;
        if (recent != nullptr && recent->occurrences != nullptr &&
            recent->occurrences->firstFrame <= frame.frame().number) {
            ++recent->occurrences->times;
            return;
        }
        PartValue shown{.part = part};
        Occurrences one{.times = 1, .firstFrame = frame.frame().number};
        if (counted_.parts[part].grouping == CountedField::Grouping::Hundreds) {
            const std::uint64_t first = value.number / 100;
            shown.text = fmt::format("{}xx", first);
            one.filter = fmt::format("{0} >= {1} && {0} < {2}", info.name, first * 100, first * 100 + 100);
        } else {
            std::string text;
            appendValue(text, registry, frame.dissection, value);
            const auto names = info.values.empty() ? counted_.parts[part].names : info.values;
            if (const auto name = nameOf(names, value.number); !names.empty() && !name.empty())
                text = fmt::format("{} ({})", name, text);
            shown.text = std::string(PrintableText<512>(std::string_view(text)).view());
            one.filter = conditionFor(registry, frame.dissection, value);
        }
        Occurrences& all = values_[shown];
        all.add(one);
        if (recent != nullptr && values_.find(shown) != nullptr) // it has its own row
            recent->occurrences = &all;
    }

    const Counted& counted_;
    std::uint64_t messages_ = 0;
    CountTable<PartValue, Occurrences> values_;
    std::vector<Recent> recent_ = std::vector<Recent>(4096);
    FilterScratch scratch_;
};

class FieldCounts final : public Statistic {
public:
    explicit FieldCounts(Counted counted) : counted_(std::move(counted)) {}

    [[nodiscard]] std::string title() const override { return counted_.title; }
    [[nodiscard]] std::vector<FieldId> fields() const override {
        std::vector<FieldId> wanted;
        if (counted_.protocol != noField)
            wanted.push_back(counted_.protocol);
        for (const Part& part : counted_.parts)
            wanted.insert(wanted.end(), part.fields.begin(), part.fields.end());
        if (counted_.filter)
            wanted.insert(wanted.end(), counted_.filter->fields().begin(), counted_.filter->fields().end());
        return wanted;
    }
    [[nodiscard]] std::unique_ptr<Tally> begin() const override { return std::make_unique<CountsTally>(counted_); }

private:
    Counted counted_;
};

/// The fields with this name; only those of `protocol`, if given, since protocols may share a name.
std::vector<FieldId> allOf(const DecoderRegistry& registry, std::string_view name, FieldId protocol = noField) {
    std::vector<FieldId> all;
    for (const FieldId field : registry.find(name)) {
        if (protocol == noField || registry.protocolField(registry.protocolOf(field)) == protocol)
            all.push_back(field);
    }
    return all;
}

} // namespace

Result<std::unique_ptr<const Statistic>> FieldCountsKind::make(std::span<const std::string_view>,
                                                               const DecoderRegistry& registry) const {
    Counted counted{.title = std::string(title_),
                    .protocolName = std::string(protocol_),
                    .protocol = fieldNamed(registry, protocol_),
                    .registry = registry};
    for (const CountedField& part : parts_)
        counted.parts.push_back(
            {std::string(part.title), allOf(registry, part.field, counted.protocol), part.grouping, part.names});
    return std::make_unique<const FieldCounts>(std::move(counted));
}

Result<std::unique_ptr<const Statistic>> FieldValuesKind::make(std::span<const std::string_view> words,
                                                               const DecoderRegistry& registry) const {
    constexpr const char* action = "count the values of";
    if (words.empty())
        return failure(ErrorKind::Invalid, action, "a field", "its name is missing", "Write values,ip.ttl");
    Counted counted{.title = fmt::format("Values of {}", words.front()), .registry = registry};
    counted.parts.push_back({std::string(words.front()), allOf(registry, words.front())});
    if (counted.parts.front().fields.empty())
        return failure(ErrorKind::NotFound, action, std::string(words.front()), "there is no field with that name");
    if (words.size() > 1) {
        auto filter = FieldFilter::compile(words[1], registry);
        if (!filter)
            return std::unexpected(filter.error().asError(words[1]));
        counted.filter = std::move(*filter);
    }
    return std::make_unique<const FieldCounts>(std::move(counted));
}

} // namespace tapscope
