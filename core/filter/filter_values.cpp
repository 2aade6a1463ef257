#include <filter/filter_values.h>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <bit>

namespace tapscope {
namespace {

using Expression = FilterProgram::Expression;
using Function = FilterProgram::Function;
using Node = FilterSyntax::Node;

struct FunctionWord {
    std::string_view name;
    Function function;
};
constexpr std::array functions = {
    FunctionWord{"len", Function::Len},       FunctionWord{"count", Function::Count},
    FunctionWord{"lower", Function::Lower},   FunctionWord{"upper", Function::Upper},
    FunctionWord{"string", Function::String}, FunctionWord{"abs", Function::Abs},
    FunctionWord{"max", Function::Max},       FunctionWord{"min", Function::Min},
};

bool isNumeric(ValueKind kind) {
    return kind == ValueKind::Integer || kind == ValueKind::Real || kind == ValueKind::Duration;
}

} // namespace

void ValueChecker::refuse(const Node& node, std::string message) {
    if (!error_)
        error_ = FilterError{node.offset, node.length, std::move(message)};
}

void ValueChecker::warn(const Node& node, std::string message) {
    parsed_.warnings.push_back({node.offset, node.length, std::move(message)});
}

ValueChecker::Id ValueChecker::add(Expression expression) {
    program_.expressions.push_back(std::move(expression));
    return static_cast<Id>(program_.expressions.size() - 1);
}

std::span<const FieldId> ValueChecker::find(const Node& node) const {
    std::string_view name = node.text;
    if (name.starts_with('.'))
        name.remove_prefix(1);
    return registry_.find(name);
}

bool ValueChecker::isLiteral(const Node& node) const {
    switch (node.kind) {
    case Node::Kind::String:
    case Node::Kind::Character:
        return true;
    case Node::Kind::Word:
        return find(node).empty();
    case Node::Kind::Negate:
        return isLiteral(child(node, 0));
    case Node::Kind::Arithmetic:
        return isLiteral(child(node, 0)) && isLiteral(child(node, 1));
    default:
        return false;
    }
}

LiteralContext ValueChecker::contextOf(Id id) const {
    const Expression& expression = program_.expressions[id];
    LiteralContext context{.kind = expression.valueKind, .type = expression.type};
    for (const FieldId field : expression.fields) {
        if (const auto& info = registry_.field(field); !info.values.empty()) {
            context.names = info.values;
            break;
        }
    }
    return context;
}

ValueChecker::Id ValueChecker::literal(const Node& node, const LiteralContext& context) {
    if (node.kind == Node::Kind::Negate) {
        if (!isNumeric(context.kind)) {
            refuse(node, fmt::format("{} has no sign", describe(context.kind)));
            return 0;
        }
        const Id id = literal(child(node, 0), context);
        if (error_)
            return 0;
        Expression& value = program_.expressions[id];
        value.number = context.kind == ValueKind::Real
                           ? std::bit_cast<std::uint64_t>(-std::bit_cast<double>(value.number))
                           : 0 - value.number;
        value.isSigned = true;
        return id;
    }
    if (node.kind == Node::Kind::Arithmetic) {
        const Id left = literal(child(node, 0), context), right = literal(child(node, 1), context);
        return error_ ? 0 : calculated(node, left, left, right);
    }
    auto value = readLiteral(node, context);
    if (!value) {
        refuse(node, std::move(value.error()));
        return 0;
    }
    if (context.kind == ValueKind::Text && node.kind == Node::Kind::Word)
        warn(node, fmt::format("text is written in quotes: \"{}\"", node.text));
    return add(std::move(*value));
}

ValueChecker::Id ValueChecker::fieldOf(const Node& node) {
    const auto found = find(node);
    if (found.empty()) {
        refuse(node, fmt::format("\"{}\" is not a field or protocol", node.text));
        return 0;
    }
    const FieldInfo& first = registry_.field(found.front());
    Expression field{.kind = Expression::Kind::Field,
                     .valueKind = valueKindOf(first.type),
                     .isSigned = first.type == FieldType::Signed,
                     .type = first.type,
                     .ranges = node.ranges};
    // Fields with the same name but another kind cannot be compared with the same values.
    std::ranges::copy_if(found, std::back_inserter(field.fields),
                         [&](FieldId id) { return valueKindOf(registry_.field(id).type) == field.valueKind; });
    for (const FieldId each : field.ranges.empty() ? std::vector<FieldId>{} : field.fields)
        field.layers.push_back(registry_.protocolField(registry_.protocolOf(each)));
    return add(std::move(field));
}

ValueChecker::Id ValueChecker::field(const Node& node) {
    return node.kind == Node::Kind::Slice ? slice(node) : fieldOf(node);
}

ValueChecker::Id ValueChecker::operand(const Node& node) {
    if (error_)
        return 0;
    switch (node.kind) {
    case Node::Kind::Word:
        return fieldOf(node);
    case Node::Kind::Slice:
        return slice(node);
    case Node::Kind::Function:
        return function(node);
    case Node::Kind::Arithmetic:
        return arithmetic(node);
    case Node::Kind::Negate:
        return negate(node);
    case Node::Kind::String:
    case Node::Kind::Character:
        refuse(node, "a field is missing: this is a constant");
        return 0;
    default:
        refuse(node, "this is a test and has no value");
        return 0;
    }
}

ValueChecker::Id ValueChecker::searched(const Node& node) {
    const Id id = operand(node);
    if (error_)
        return 0;
    Expression& expression = program_.expressions[id];
    if (expression.valueKind != ValueKind::Text && expression.valueKind != ValueKind::Octets) {
        refuse(node, fmt::format("this is {}: only text and bytes can be searched; string() makes text of it",
                                 describe(expression.valueKind)));
        return 0;
    }
    expression.reaches = expression.kind == Expression::Kind::Field && expression.type == FieldType::Protocol;
    return id;
}

ValueChecker::Id ValueChecker::comparable(const Node& node, Id other) {
    if (error_)
        return 0;
    if (isLiteral(node))
        return literal(node, contextOf(other));
    const Id id = operand(node);
    if (error_)
        return 0;
    const ValueKind one = program_.expressions[other].valueKind, two = program_.expressions[id].valueKind;
    if (one != two || one == ValueKind::None) {
        refuse(node, fmt::format("this is {} and cannot be compared with {}", describe(two), describe(one)));
        return 0;
    }
    return id;
}

std::pair<ValueChecker::Id, ValueChecker::Id> ValueChecker::pair(const Node& left, const Node& right) {
    if (!isLiteral(left)) {
        const Id one = operand(left);
        const Id other = comparable(right, one);
        return {one, other};
    }
    if (isLiteral(right)) {
        refuse(left, left.kind == Node::Kind::Word ? fmt::format("\"{}\" is not a field or protocol", left.text)
                                                   : "a field is missing: both sides are constants");
        return {};
    }
    const Id other = operand(right);
    if (error_)
        return {};
    const Id one = literal(left, contextOf(other));
    if (error_ && left.kind == Node::Kind::Word)
        error_ = FilterError{left.offset, left.length,
                             fmt::format("\"{}\" is not a field, a protocol or a value of the other side", left.text)};
    return {one, other};
}

ValueChecker::Id ValueChecker::slice(const Node& node) {
    const Id inner = operand(child(node, 0));
    if (error_)
        return 0;
    const Expression& sliced = program_.expressions[inner];
    const ValueKind kind = sliced.valueKind;
    if (kind != ValueKind::Octets && kind != ValueKind::Text && kind != ValueKind::Ipv4 && kind != ValueKind::Ipv6) {
        refuse(child(node, 0), fmt::format("this is {}: it has no bytes to slice", describe(kind)));
        return 0;
    }
    // A range from a protocol's start may extend into its payload. A range from the end counts from the end of the
    // protocol's own bytes.
    const auto isFromStart = [](const SliceRange& range) {
        return range.start >= 0 && range.endIs != SliceRange::End::Open && range.end >= 0;
    };
    program_.expressions[inner].reaches = sliced.kind == Expression::Kind::Field &&
                                          sliced.type == FieldType::Protocol &&
                                          std::ranges::all_of(node.ranges, isFromStart);
    return add({.kind = Expression::Kind::Slice,
                .valueKind = ValueKind::Octets,
                .type = FieldType::ByteString,
                .ranges = node.ranges,
                .children = {inner}});
}

ValueChecker::Id ValueChecker::function(const Node& node) {
    const auto* found = std::ranges::find(functions, node.text, &FunctionWord::name);
    if (found == functions.end()) {
        std::string known;
        for (const auto& each : functions)
            known += fmt::format("{}{}()", known.empty() ? "" : ", ", each.name);
        refuse(node, fmt::format("there is no function {}(); there are {}", node.text, known));
        return 0;
    }
    if (found->function == Function::Max || found->function == Function::Min)
        return extreme(node, found->function);
    if (node.children.size() != 1) {
        refuse(node, fmt::format("{}() takes one field", node.text));
        return 0;
    }
    const Node& argument = child(node, 0);
    const Id inner = operand(argument);
    if (error_)
        return 0;
    const Expression given = program_.expressions[inner];
    Expression made{.kind = Expression::Kind::Function,
                    .valueKind = ValueKind::Integer,
                    .type = FieldType::Unsigned,
                    .function = found->function,
                    .children = {inner}};
    bool fits = true;
    switch (found->function) {
    case Function::Count:
        fits = given.kind == Expression::Kind::Field;
        break;
    case Function::Lower:
    case Function::Upper:
        fits = given.valueKind == ValueKind::Text;
        made.valueKind = ValueKind::Text;
        made.type = FieldType::Text;
        break;
    case Function::String:
        fits = (given.valueKind != ValueKind::Text && given.valueKind != ValueKind::Octets &&
                given.valueKind != ValueKind::Time && given.valueKind != ValueKind::None) ||
               given.type == FieldType::Mac;
        made.valueKind = ValueKind::Text;
        made.type = FieldType::Text;
        break;
    case Function::Abs:
        fits = isNumeric(given.valueKind);
        made.valueKind = given.valueKind;
        made.type = given.type;
        made.isSigned = given.isSigned;
        break;
    default:
        break;
    }
    if (!fits) {
        refuse(argument, fmt::format("{}() does not take {}", node.text, describe(given.valueKind)));
        return 0;
    }
    return add(std::move(made));
}

ValueChecker::Id ValueChecker::extreme(const Node& node, Function which) {
    const auto isField = [&](FilterSyntax::NodeId id) { return !isLiteral(parsed_.syntax.nodes[id]); };
    const auto lead = std::ranges::find_if(node.children, isField);
    if (lead == node.children.end()) {
        refuse(node, fmt::format("{}() takes a field, and more", node.text));
        return 0;
    }
    const Id first = operand(parsed_.syntax.nodes[*lead]);
    if (error_)
        return 0;
    Expression made{.kind = Expression::Kind::Function,
                    .valueKind = program_.expressions[first].valueKind,
                    .isSigned = program_.expressions[first].isSigned,
                    .type = program_.expressions[first].type,
                    .function = which};
    for (const auto id : node.children) {
        made.children.push_back(id == *lead ? first : comparable(parsed_.syntax.nodes[id], first));
        if (error_)
            return 0;
        made.isSigned = made.isSigned || program_.expressions[made.children.back()].isSigned;
    }
    return add(std::move(made));
}

ValueChecker::Id ValueChecker::arithmetic(const Node& node) {
    const auto [left, right] = pair(child(node, 0), child(node, 1));
    if (error_)
        return 0;
    return calculated(node, isLiteral(child(node, 0)) ? right : left, left, right);
}

ValueChecker::Id ValueChecker::calculated(const Node& node, Id leading, Id left, Id right) {
    const Expression& lead = program_.expressions[leading];
    const ValueKind kind = lead.valueKind;
    const bool isAnd = node.arithmetic == Arithmetic::And;
    const bool isSum = node.arithmetic == Arithmetic::Add || node.arithmetic == Arithmetic::Subtract;
    const bool fits =
        isAnd ? kind == ValueKind::Integer || kind == ValueKind::Ipv4 || kind == ValueKind::Ipv6 ||
                    kind == ValueKind::Octets
              : kind == ValueKind::Integer || kind == ValueKind::Real || (kind == ValueKind::Duration && isSum);
    if (!fits) {
        refuse(node, fmt::format("this cannot be done with {}", describe(kind)));
        return 0;
    }
    return add({.kind = Expression::Kind::Arithmetic,
                .valueKind = kind,
                .isSigned = !isAnd || lead.isSigned,
                .type = kind == ValueKind::Integer  ? FieldType::Unsigned
                        : kind == ValueKind::Octets ? FieldType::ByteString
                                                    : lead.type,
                .operation = node.arithmetic,
                .children = {left, right}});
}

ValueChecker::Id ValueChecker::negate(const Node& node) {
    const Id inner = operand(child(node, 0));
    if (error_)
        return 0;
    const Expression& value = program_.expressions[inner];
    if (!isNumeric(value.valueKind)) {
        refuse(node, fmt::format("{} has no sign", describe(value.valueKind)));
        return 0;
    }
    return add({.kind = Expression::Kind::Negate,
                .valueKind = value.valueKind,
                .isSigned = true,
                .type = value.type,
                .children = {inner}});
}

} // namespace tapscope
