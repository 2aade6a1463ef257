#include <filter/filter_checker.h>
#include <filter/filter_values.h>

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

using Node = FilterSyntax::Node;
using NodeId = FilterSyntax::NodeId;
using Step = FilterProgram::Step;
using Test = FilterProgram::Test;
using Expression = FilterProgram::Expression;

/// Writes the tests and the jumps between them; ValueChecker writes what the tests compare.
class Checker {
public:
    Checker(ParsedFilter& parsed, const DecoderRegistry& registry)
        : parsed_(parsed), values_(parsed, registry, program_) {}

    std::expected<FilterProgram, FilterError> run() {
        if (!parsed_.isEmpty)
            emit(parsed_.syntax.root);
        if (values_.error())
            return std::unexpected(*values_.error());
        for (const auto& expression : program_.expressions) {
            program_.fields.insert(program_.fields.end(), expression.fields.begin(), expression.fields.end());
            program_.fields.insert(program_.fields.end(), expression.layers.begin(), expression.layers.end());
        }
        std::ranges::sort(program_.fields);
        program_.fields.erase(std::ranges::unique(program_.fields).begin(), program_.fields.end());
        return std::move(program_);
    }

private:
    [[nodiscard]] const Node& node(NodeId id) const { return parsed_.syntax.nodes[id]; }
    [[nodiscard]] bool hasFailed() const { return values_.error().has_value(); }
    [[nodiscard]] const Expression& expression(std::uint32_t id) const { return program_.expressions[id]; }

    void emit(NodeId id) {
        const Node& at = node(id);
        switch (at.kind) {
        case Node::Kind::And:
            return emitAll(at, Step::Kind::JumpIfFalse);
        case Node::Kind::Or:
            return emitAll(at, Step::Kind::JumpIfTrue);
        case Node::Kind::Not:
            emit(at.children[0]);
            return push(Step::Kind::Not, 0);
        case Node::Kind::Xor:
            emit(at.children[0]);
            push(Step::Kind::Push, 0);
            emit(at.children[1]);
            return push(Step::Kind::Xor, 0);
        default:
            break;
        }
        if (hasFailed())
            return;
        Test test = makeTest(at);
        if (hasFailed())
            return;
        push(Step::Kind::Test, program_.tests.size());
        program_.tests.push_back(std::move(test));
    }
    /// Evaluates the children one after another until one decides.
    void emitAll(const Node& at, Step::Kind jump) {
        std::vector<std::size_t> jumps;
        for (const NodeId child : at.children) {
            if (!jumps.empty() || child != at.children.front()) {
                jumps.push_back(program_.steps.size());
                push(jump, 0);
            }
            emit(child);
        }
        for (const std::size_t each : jumps)
            program_.steps[each].operand = static_cast<std::uint32_t>(program_.steps.size());
    }
    void push(Step::Kind kind, std::size_t operand) {
        program_.steps.push_back({kind, static_cast<std::uint32_t>(operand)});
    }

    Test makeTest(const Node& at) {
        switch (at.kind) {
        case Node::Kind::Compare:
            return compare(at);
        case Node::Kind::Contains:
            return contains(at);
        case Node::Kind::Matches:
            return matches(at);
        case Node::Kind::In:
            return in(at);
        case Node::Kind::Word:
        case Node::Kind::Slice:
            return {.kind = Test::Kind::Present, .left = values_.field(at)};
        case Node::Kind::Arithmetic:
            if (at.arithmetic == Arithmetic::And)
                return {.kind = Test::Kind::NotZero, .left = values_.value(at)};
            break;
        default:
            break;
        }
        values_.refuse(at, "this is a value: compare it with something");
        return {};
    }
    Test compare(const Node& at) {
        const Node &left = node(at.children[0]), &right = node(at.children[1]);
        const auto [one, other] = values_.pair(left, right);
        if (hasFailed())
            return {};
        const auto& compared = expression(one);
        if (at.relation == Relation::NotEqual && at.quantifier == Quantifier::Any && compared.fields.size() > 1)
            values_.warn(
                at,
                "true if any of several values differs, which is nearly always the case: != requires that all differ");
        return {.kind = Test::Kind::Compare,
                .relation = at.relation,
                .quantifier = at.quantifier,
                .left = one,
                .right = other};
    }
    Test contains(const Node& at) {
        const Node &left = node(at.children[0]), &right = node(at.children[1]);
        Test test{.kind = Test::Kind::Contains, .quantifier = at.quantifier, .left = values_.searched(left)};
        if (!hasFailed())
            test.right = values_.comparable(right, test.left);
        return test;
    }
    Test matches(const Node& at) {
        const Node &left = node(at.children[0]), &right = node(at.children[1]);
        Test test{.kind = Test::Kind::Matches, .quantifier = at.quantifier, .left = values_.searched(left)};
        if (hasFailed())
            return test;
        if (right.kind != Node::Kind::String) {
            values_.refuse(right, "a regular expression is written in double quotes");
            return test;
        }
        auto regex = FilterRegex::compile(right.text);
        if (!regex) {
            values_.refuse(right, fmt::format("the regular expression is wrong at its character {}: {}",
                                              regex.error().offset + 1, regex.error().message));
            return test;
        }
        test.regex = static_cast<std::uint32_t>(program_.regexes.size());
        program_.regexes.push_back(std::move(*regex));
        return test;
    }
    Test in(const Node& at) {
        Test test{.kind = Test::Kind::In, .quantifier = at.quantifier, .left = values_.operand(node(at.children[0]))};
        for (std::size_t i = 1; i + 1 < at.children.size() && !hasFailed(); i += 2) {
            const auto low = values_.comparable(node(at.children[i]), test.left);
            const bool isRange = at.children[i] != at.children[i + 1];
            const auto high = isRange && !hasFailed() ? values_.comparable(node(at.children[i + 1]), test.left) : low;
            test.set.push_back(low);
            test.set.push_back(high);
        }
        return test;
    }

    ParsedFilter& parsed_;
    FilterProgram program_;
    ValueChecker values_;
};

} // namespace

std::expected<FilterProgram, FilterError> checkFilter(ParsedFilter& parsed, const DecoderRegistry& registry) {
    return Checker(parsed, registry).run();
}

} // namespace tapscope
