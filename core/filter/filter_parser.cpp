#include <filter/field_filter.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace tapscope {
namespace {

struct RelationWord {
    std::string_view word;
    Relation relation;
};
// Longer signs first.
constexpr std::array relations = {
    RelationWord{"==", Relation::Equal},
    RelationWord{"!=", Relation::NotEqual},
    RelationWord{"<=", Relation::LessOrEqual},
    RelationWord{">=", Relation::GreaterOrEqual},
    RelationWord{"<", Relation::Less},
    RelationWord{">", Relation::Greater},
    RelationWord{"eq", Relation::Equal},
    RelationWord{"ne", Relation::NotEqual},
    RelationWord{"le", Relation::LessOrEqual},
    RelationWord{"ge", Relation::GreaterOrEqual},
    RelationWord{"lt", Relation::Less},
    RelationWord{"gt", Relation::Greater},
    RelationWord{"contains", Relation::Contains},
};

bool isWordCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._:-/").find(c) != std::string_view::npos;
}

} // namespace

/// Reads a filter's text by recursive descent, each level counted, and writes the program as it goes.
class FilterParser {
public:
    FilterParser(std::string_view text, const DecoderRegistry& registry) : text_(text), registry_(registry) {}

    std::expected<FieldFilter, FilterError> parse() {
        filter_.registry_ = &registry_;
        constexpr std::size_t longest = std::size_t{64} << 10;
        if (text_.size() > longest)
            refuse("it is longer than 64 KiB");
        skipSpace();
        if (at_ < text_.size() && !error_)
            readOr(0);
        skipSpace();
        if (!error_ && at_ < text_.size())
            refuse(fmt::format("\"{}\" does not belong here", text_.substr(at_, 20)));
        if (error_)
            return std::unexpected(*error_);
        return std::move(filter_);
    }

private:
    using Step = FieldFilter::Step;

    void refuse(std::string message) {
        if (!error_)
            error_ = FilterError{at_, std::move(message)};
    }
    void skipSpace() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n'))
            ++at_;
    }
    /// Takes a sign or a whole word.
    bool take(std::string_view word) {
        skipSpace();
        if (!text_.substr(at_).starts_with(word))
            return false;
        const std::size_t behind = at_ + word.size();
        const bool isWord = isWordCharacter(word.back());
        if (isWord && behind < text_.size() && isWordCharacter(text_[behind]))
            return false;
        at_ = behind;
        return true;
    }
    void readOr(std::size_t depth) {
        readAnd(depth);
        while (!error_ && (take("||") || take("or"))) {
            readAnd(depth);
            filter_.program_.push_back({Step::Kind::Or});
        }
    }
    void readAnd(std::size_t depth) {
        readNot(depth);
        while (!error_ && (take("&&") || take("and"))) {
            readNot(depth);
            filter_.program_.push_back({Step::Kind::And});
        }
    }
    void readNot(std::size_t depth) {
        if (depth >= FieldFilter::maximumDepth)
            return refuse("it is nested too deeply");
        skipSpace();
        const bool isSign = text_.substr(at_).starts_with('!') && !text_.substr(at_).starts_with("!=");
        if ((isSign && take("!")) || take("not")) {
            readNot(depth + 1);
            filter_.program_.push_back({Step::Kind::Not});
            return;
        }
        if (take("(")) {
            readOr(depth + 1);
            if (!error_ && !take(")"))
                refuse("a ) is missing");
            return;
        }
        readTest();
    }
    void readTest() {
        skipSpace();
        const std::size_t start = at_;
        while (at_ < text_.size() && isWordCharacter(text_[at_]))
            ++at_;
        const std::string_view name = text_.substr(start, at_ - start);
        const auto found = registry_.find(name);
        if (found.empty()) {
            at_ = start;
            return refuse(name.empty() ? "a field or protocol is missing"
                                       : fmt::format("\"{}\" is no field or protocol", name));
        }
        FieldFilter::Test test;
        test.fields.assign(found.begin(), found.end());
        filter_.fields_.insert(filter_.fields_.end(), found.begin(), found.end());
        if (take("in")) {
            test.relation = Relation::Equal;
            readSet(test);
        } else if (const auto relation = takeRelation()) {
            test.relation = *relation;
            readValue(test);
        }
        filter_.program_.push_back({Step::Kind::Test, static_cast<std::uint32_t>(filter_.tests_.size())});
        filter_.tests_.push_back(std::move(test));
    }
    std::optional<Relation> takeRelation() {
        for (const auto& each : relations) {
            if (take(each.word))
                return each.relation;
        }
        return std::nullopt;
    }
    void readSet(FieldFilter::Test& test) {
        if (!take("{"))
            return refuse("a { is missing");
        do {
            readValue(test);
        } while (!error_ && take(","));
        if (!error_ && !take("}"))
            refuse("a } is missing");
    }
    void readValue(FieldFilter::Test& test) {
        skipSpace();
        const std::size_t start = at_;
        std::string word;
        if (take("\"")) {
            while (at_ < text_.size() && text_[at_] != '"') {
                if (text_[at_] == '\\' && at_ + 1 < text_.size())
                    ++at_;
                word += text_[at_++];
            }
            if (!take("\""))
                return refuse("the closing quote is missing");
        } else {
            while (at_ < text_.size() && isWordCharacter(text_[at_]))
                word += text_[at_++];
        }
        // Fields of one name may be of several types (ip.src is one, but an alias may cover more): one has to take it.
        bool taken = false;
        for (const FieldId field : test.fields) {
            if (auto value = FilterValue::read(registry_.field(field), word, test.relation); value && !taken) {
                test.values.push_back(std::move(*value));
                taken = true;
            }
        }
        if (!taken) {
            at_ = start;
            refuse(word.empty() ? "a value is missing"
                                : fmt::format("\"{}\" is no value of {}", word, registry_.field(test.fields[0]).name));
        }
    }

    std::string_view text_;
    const DecoderRegistry& registry_;
    std::size_t at_ = 0;
    std::optional<FilterError> error_;
    FieldFilter filter_;
};

std::expected<FieldFilter, FilterError> FieldFilter::compile(std::string_view text, const DecoderRegistry& registry) {
    return FilterParser(text, registry).parse();
}

} // namespace tapscope
