#include <filter/filter_lexer.h>
#include <filter/filter_parser.h>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace tapscope {
namespace {

using Node = FilterSyntax::Node;
using NodeId = FilterSyntax::NodeId;

struct RelationWord {
    std::string_view word;
    Relation relation;
    Quantifier quantifier = Quantifier::Any;
};
// != requires that all values differ: it is the negation of ==, as people expect.
constexpr std::array relations = {
    RelationWord{"==", Relation::Equal},
    RelationWord{"eq", Relation::Equal},
    RelationWord{"any_eq", Relation::Equal},
    RelationWord{"===", Relation::Equal, Quantifier::All},
    RelationWord{"all_eq", Relation::Equal, Quantifier::All},
    RelationWord{"!=", Relation::NotEqual, Quantifier::All},
    RelationWord{"ne", Relation::NotEqual, Quantifier::All},
    RelationWord{"all_ne", Relation::NotEqual, Quantifier::All},
    RelationWord{"!==", Relation::NotEqual},
    RelationWord{"~=", Relation::NotEqual},
    RelationWord{"any_ne", Relation::NotEqual},
    RelationWord{"<", Relation::Less},
    RelationWord{"lt", Relation::Less},
    RelationWord{">", Relation::Greater},
    RelationWord{"gt", Relation::Greater},
    RelationWord{"<=", Relation::LessOrEqual},
    RelationWord{"le", Relation::LessOrEqual},
    RelationWord{">=", Relation::GreaterOrEqual},
    RelationWord{"ge", Relation::GreaterOrEqual},
};
struct ArithmeticWord {
    std::string_view word;
    Arithmetic operation;
    int strength; ///< a higher one binds more tightly
};
constexpr std::array operations = {
    ArithmeticWord{"&", Arithmetic::And, 0},      ArithmeticWord{"bitwise_and", Arithmetic::And, 0},
    ArithmeticWord{"+", Arithmetic::Add, 1},      ArithmeticWord{"-", Arithmetic::Subtract, 1},
    ArithmeticWord{"*", Arithmetic::Multiply, 2}, ArithmeticWord{"/", Arithmetic::Divide, 2},
    ArithmeticWord{"%", Arithmetic::Modulo, 2},
};
constexpr std::array<std::string_view, 8> joiners = {"and",      "or",      "xor", "not",
                                                     "contains", "matches", "in",  "bitwise_and"};

bool isKeyword(std::string_view word) {
    return std::ranges::find(joiners, word) != joiners.end() ||
           std::ranges::find(relations, word, &RelationWord::word) != relations.end();
}

/// Parses "0:3", "1-3", ":4", "2:", "-4:2" or "5".
std::optional<SliceRange> readRange(std::string_view text) {
    const auto trim = [](std::string_view part) {
        while (part.starts_with(' '))
            part.remove_prefix(1);
        while (part.ends_with(' '))
            part.remove_suffix(1);
        return part;
    };
    const auto number = [&](std::string_view part) -> std::optional<std::int32_t> {
        std::int32_t value = 0;
        part = trim(part);
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
        return error == std::errc{} && end == part.data() + part.size() ? std::optional(value) : std::nullopt;
    };
    text = trim(text);
    SliceRange range;
    if (const auto colon = text.find(':'); colon != std::string_view::npos) {
        const std::string_view before = trim(text.substr(0, colon)), behind = trim(text.substr(colon + 1));
        const auto start = before.empty() ? std::optional<std::int32_t>(0) : number(before);
        if (!start || (before.empty() && behind.empty()))
            return std::nullopt;
        range.start = *start;
        range.endIs = behind.empty() ? SliceRange::End::Open : SliceRange::End::Length;
        const auto length = behind.empty() ? std::optional<std::int32_t>(0) : number(behind);
        if (!length || *length < 0 || (!behind.empty() && *length == 0))
            return std::nullopt;
        range.end = *length;
        return range;
    }
    const auto dash = text.empty() ? std::string_view::npos : text.find('-', 1);
    const auto start = number(text.substr(0, dash));
    if (!start)
        return std::nullopt;
    range.start = *start;
    if (dash == std::string_view::npos)
        return range;
    const auto end = number(text.substr(dash + 1));
    if (!end || (*start >= 0) != (*end >= 0) || *end < *start)
        return std::nullopt;
    range.endIs = SliceRange::End::Inclusive;
    range.end = *end;
    return range;
}

class Parser {
public:
    explicit Parser(std::vector<FilterToken> tokens) : tokens_(std::move(tokens)) {}

    std::expected<ParsedFilter, FilterError> run() {
        if (now().kind == FilterToken::Kind::End) {
            parsed_.isEmpty = true;
            return std::move(parsed_);
        }
        parsed_.syntax.root = readOr(0);
        if (!error_ && now().kind != FilterToken::Kind::End)
            refuse(fmt::format("\"{}\" does not belong here", now().text));
        if (error_)
            return std::unexpected(*error_);
        return std::move(parsed_);
    }

private:
    [[nodiscard]] const FilterToken& now() const { return tokens_[at_]; }
    NodeId refuse(std::string message) {
        if (!error_)
            error_ = FilterError{now().offset, now().length, std::move(message)};
        return 0;
    }
    /// Whether the next token is this sign or word.
    [[nodiscard]] bool isNext(std::string_view word) const {
        return (now().kind == FilterToken::Kind::Sign || now().kind == FilterToken::Kind::Word) && now().text == word;
    }
    bool take(std::string_view word) {
        if (!isNext(word))
            return false;
        ++at_;
        return true;
    }
    /// Accepts an operator that makes the tree grow to the left, up to a limit.
    bool grow(std::string_view sign, std::string_view word = {}) {
        if (!isNext(sign) && (word.empty() || !isNext(word)))
            return false;
        if (++grown_ > maximumGrowth)
            refuse("it is nested too deeply");
        ++at_;
        return true;
    }
    NodeId add(Node node) {
        const std::size_t end = tokens_[at_ == 0 ? 0 : at_ - 1].offset + tokens_[at_ == 0 ? 0 : at_ - 1].length;
        node.length = end > node.offset ? end - node.offset : 0;
        parsed_.syntax.nodes.push_back(std::move(node));
        return static_cast<NodeId>(parsed_.syntax.nodes.size() - 1);
    }
    [[nodiscard]] const Node& node(NodeId id) const { return parsed_.syntax.nodes[id]; }
    void warn(std::size_t offset, std::size_t length, std::string message) {
        parsed_.warnings.push_back({offset, length, std::move(message)});
    }

    NodeId readOr(std::size_t depth) {
        const std::size_t start = now().offset;
        std::vector<NodeId> parts{readXor(depth)};
        while (!error_ && (take("||") || take("or")))
            parts.push_back(readXor(depth));
        if (parts.size() == 1 || error_)
            return parts.front();
        for (const NodeId part : parts) {
            if (node(part).kind == Node::Kind::And && !node(part).isGrouped)
                warn(node(part).offset, node(part).length,
                     "\"and\" binds more tightly than \"or\": parentheses make this clear");
        }
        return add({.kind = Node::Kind::Or, .offset = start, .children = std::move(parts)});
    }
    NodeId readXor(std::size_t depth) {
        const std::size_t start = now().offset;
        NodeId left = readAnd(depth);
        while (!error_ && grow("^^", "xor")) {
            const NodeId right = readAnd(depth);
            left = add({.kind = Node::Kind::Xor, .offset = start, .children = {left, right}});
        }
        return left;
    }
    NodeId readAnd(std::size_t depth) {
        const std::size_t start = now().offset;
        std::vector<NodeId> parts{readNot(depth)};
        while (!error_ && (take("&&") || take("and")))
            parts.push_back(readNot(depth));
        if (parts.size() == 1 || error_)
            return parts.front();
        return add({.kind = Node::Kind::And, .offset = start, .children = std::move(parts)});
    }
    NodeId readNot(std::size_t depth) {
        if (depth >= maximumFilterDepth)
            return refuse("it is nested too deeply");
        const std::size_t start = now().offset;
        if (take("!") || take("not")) {
            const NodeId test = readNot(depth + 1);
            return error_ ? 0 : add({.kind = Node::Kind::Not, .offset = start, .children = {test}});
        }
        return readRelation(depth);
    }

    NodeId readRelation(std::size_t depth) {
        const std::size_t start = now().offset;
        std::optional<Quantifier> quantifier;
        if (take("any"))
            quantifier = Quantifier::Any;
        else if (take("all"))
            quantifier = Quantifier::All;
        NodeId left = readArithmetic(0, depth);
        if (error_)
            return 0;
        const bool isNotIn = isNext("not") && tokens_[at_ + 1].text == "in";
        if (isNotIn)
            ++at_;
        NodeId test = left;
        if (take("in"))
            test = readSet(left, start, depth);
        else if (take("contains"))
            test = pair(Node::Kind::Contains, left, start, depth);
        else if (take("matches") || take("~"))
            test = pair(Node::Kind::Matches, left, start, depth);
        else
            test = readComparisons(left, start, depth, quantifier);
        if (error_)
            return 0;
        if (quantifier && test == left)
            return refuse("a comparison must follow \"any\" or \"all\"");
        if (quantifier && node(test).kind != Node::Kind::Compare && node(test).kind != Node::Kind::And)
            parsed_.syntax.nodes[test].quantifier = *quantifier;
        return isNotIn ? add({.kind = Node::Kind::Not, .offset = start, .children = {test}}) : test;
    }
    NodeId pair(Node::Kind kind, NodeId left, std::size_t start, std::size_t depth) {
        const NodeId right = readArithmetic(0, depth);
        return error_ ? 0 : add({.kind = kind, .offset = start, .children = {left, right}});
    }
    /// Reads a < b, and a < b <= c, which means a < b and b <= c.
    NodeId readComparisons(NodeId left, std::size_t start, std::size_t depth, std::optional<Quantifier> quantifier) {
        std::vector<NodeId> tests;
        while (!error_) {
            const auto* relation = std::ranges::find_if(relations, [&](const auto& each) { return isNext(each.word); });
            if (relation == relations.end())
                break;
            if (now().text == "~=")
                warn(now().offset, now().length, "~= is an old way to write !==");
            ++at_;
            const NodeId right = readArithmetic(0, depth);
            if (error_)
                return 0;
            tests.push_back(add({.kind = Node::Kind::Compare,
                                 .offset = start,
                                 .children = {left, right},
                                 .relation = relation->relation,
                                 .quantifier = quantifier.value_or(relation->quantifier)}));
            left = right;
        }
        if (tests.size() < 2)
            return tests.empty() ? left : tests.front();
        return add({.kind = Node::Kind::And, .offset = start, .children = std::move(tests), .isGrouped = true});
    }
    NodeId readSet(NodeId left, std::size_t start, std::size_t depth) {
        std::vector<NodeId> children{left};
        if (!take("{"))
            return refuse("a { is missing");
        do {
            const NodeId low = readArithmetic(0, depth);
            const NodeId high = !error_ && take("..") ? readArithmetic(0, depth) : low;
            children.push_back(low);
            children.push_back(high);
        } while (!error_ && take(","));
        if (!error_ && !take("}"))
            refuse("a , or } is missing");
        return error_ ? 0 : add({.kind = Node::Kind::In, .offset = start, .children = std::move(children)});
    }

    NodeId readArithmetic(int strength, std::size_t depth) {
        constexpr int strongest = 2;
        if (strength > strongest)
            return readUnary(depth);
        const std::size_t start = now().offset;
        NodeId left = readArithmetic(strength + 1, depth);
        while (!error_) {
            const auto* operation = std::ranges::find_if(
                operations, [&](const auto& each) { return each.strength == strength && isNext(each.word); });
            if (operation == operations.end())
                break;
            grow(operation->word);
            const NodeId right = readArithmetic(strength + 1, depth);
            if (error_)
                return 0;
            left = add({.kind = Node::Kind::Arithmetic,
                        .offset = start,
                        .children = {left, right},
                        .arithmetic = operation->operation});
        }
        return left;
    }
    NodeId readUnary(std::size_t depth) {
        if (depth >= maximumFilterDepth)
            return refuse("it is nested too deeply");
        const std::size_t start = now().offset;
        if (take("-")) {
            const NodeId value = readUnary(depth + 1);
            return error_ ? 0 : add({.kind = Node::Kind::Negate, .offset = start, .children = {value}});
        }
        if (take("+"))
            return readUnary(depth + 1);
        NodeId value = readPrimary(depth);
        while (!error_ && grow("[")) {
            auto ranges = readRanges();
            if (!error_)
                value =
                    add({.kind = Node::Kind::Slice, .offset = start, .children = {value}, .ranges = std::move(ranges)});
        }
        return value;
    }
    std::vector<SliceRange> readRanges() {
        std::vector<SliceRange> ranges;
        std::string_view text = now().text;
        while (true) {
            const std::size_t comma = text.find(',');
            const auto range = readRange(text.substr(0, comma));
            if (!range) {
                refuse(fmt::format("\"{}\" is not a range: [start:length], [first-last], [one], [:length], [start:]",
                                   text.substr(0, comma)));
                return {};
            }
            ranges.push_back(*range);
            if (comma == std::string_view::npos)
                break;
            text.remove_prefix(comma + 1);
        }
        ++at_;
        if (!take("]"))
            refuse("a ] is missing");
        return ranges;
    }
    NodeId readPrimary(std::size_t depth) {
        const FilterToken& token = now();
        const std::size_t start = token.offset;
        if (take("(")) {
            const NodeId inner = readOr(depth + 1);
            if (!error_ && !take(")"))
                return refuse("a ) is missing");
            if (!error_)
                parsed_.syntax.nodes[inner].isGrouped = true;
            return inner;
        }
        if (take("{")) {
            const NodeId inner = readArithmetic(0, depth + 1);
            return !error_ && !take("}") ? refuse("a } is missing") : inner;
        }
        switch (token.kind) {
        case FilterToken::Kind::String:
            ++at_;
            return add({.kind = Node::Kind::String, .offset = start, .text = token.text});
        case FilterToken::Kind::Character:
            ++at_;
            return add({.kind = Node::Kind::Character, .offset = start, .text = token.text});
        case FilterToken::Kind::Word:
            if (!isKeyword(token.text))
                return readWord(depth);
            break;
        default:
            break;
        }
        return refuse(token.kind == FilterToken::Kind::End
                          ? "a field, protocol or value is missing"
                          : fmt::format("a field, protocol or value is missing before \"{}\"", token.text));
    }
    NodeId readWord(std::size_t depth) {
        Node word{.kind = Node::Kind::Word, .offset = now().offset, .text = now().text};
        ++at_;
        if (take("(")) {
            word.kind = Node::Kind::Function;
            while (!error_ && !isNext(")")) {
                word.children.push_back(readArithmetic(0, depth + 1));
                if (!error_ && !take(","))
                    break;
            }
            if (!error_ && !take(")"))
                refuse("a ) is missing");
        } else if (take("#")) {
            if (take("[")) {
                word.ranges = readRanges();
            } else if (const auto number =
                           now().kind == FilterToken::Kind::Word ? readRange(now().text) : std::nullopt) {
                word.ranges.push_back(*number);
                ++at_;
            } else {
                refuse("the number of a layer is missing");
            }
        }
        return error_ ? 0 : add(std::move(word));
    }

    static constexpr std::size_t maximumGrowth = 512;

    std::vector<FilterToken> tokens_;
    std::size_t at_ = 0;
    std::size_t grown_ = 0;
    std::optional<FilterError> error_;
    ParsedFilter parsed_;
};

} // namespace

std::expected<ParsedFilter, FilterError> parseFilter(std::string_view text) {
    constexpr std::size_t longest = std::size_t{64} << 10;
    if (text.size() > longest)
        return std::unexpected(FilterError{0, text.size(), "it is longer than 64 KiB"});
    auto tokens = tokenise(text);
    if (!tokens)
        return std::unexpected(tokens.error());
    return Parser(std::move(*tokens)).run();
}

} // namespace tapscope
