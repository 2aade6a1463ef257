#include <decode/column_address.h>
#include <filter/filter_evaluation.h>
#include <filter/filter_order.h>
#include <filter/filter_parser.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>

namespace tapscope {
namespace {

using Expression = FilterProgram::Expression;
using Value = FilterProgram::Value;
using Function = FilterProgram::Function;

bool includes(Bytes whole, Bytes part) noexcept {
    return part.empty() ||
           (whole.size() >= part.size() && memmem(whole.data(), whole.size(), part.data(), part.size()) != nullptr);
}

/// Computes the position of a range among `size` elements; false if the range is not completely inside.
bool place(const SliceRange& range, std::size_t size, std::size_t& start, std::size_t& length) noexcept {
    const auto whole = static_cast<std::int64_t>(size);
    const auto fromStart = [&](std::int64_t index) { return index < 0 ? whole + index : index; };
    const std::int64_t first = fromStart(range.start);
    const std::int64_t count = range.endIs == SliceRange::End::Length      ? range.end
                               : range.endIs == SliceRange::End::Inclusive ? fromStart(range.end) - first + 1
                                                                           : whole - first;
    if (first < 0 || count <= 0 || first + count > whole)
        return false;
    start = static_cast<std::size_t>(first);
    length = static_cast<std::size_t>(count);
    return true;
}

std::int64_t asSigned(std::uint64_t number) noexcept {
    return static_cast<std::int64_t>(number);
}

} // namespace

bool FilterEvaluation::run() {
    if (program_.steps.empty())
        return true;
    using Step = FilterProgram::Step;
    std::array<bool, std::size_t{4} * maximumFilterDepth + 1> kept{};
    std::size_t depth = 0;
    bool result = false;
    for (std::size_t at = 0; at < program_.steps.size(); ++at) {
        const Step& step = program_.steps[at];
        switch (step.kind) {
        case Step::Kind::Test:
            scratch_.clear();
            result = passes(program_.tests[step.operand]);
            break;
        case Step::Kind::Not:
            result = !result;
            break;
        case Step::Kind::JumpIfFalse:
            if (!result)
                at = step.operand - std::size_t{1};
            break;
        case Step::Kind::JumpIfTrue:
            if (result)
                at = step.operand - std::size_t{1};
            break;
        case Step::Kind::Push:
            kept[depth++] = result;
            break;
        case Step::Kind::Xor:
            result = result != kept[--depth];
            break;
        }
    }
    return result;
}

bool FilterEvaluation::passes(const Test& test) {
    // With All, one value that does not match decides, and at least one must match.
    const bool wanted = test.quantifier == Quantifier::Any;
    bool isThere = false;
    const auto decide = [&](auto fits) {
        const bool decided = each(test.left, [&](const Value& value) {
            isThere = true;
            return fits(value) == wanted;
        });
        return decided ? wanted : isThere && !wanted;
    };
    switch (test.kind) {
    case Test::Kind::Present:
        return each(test.left, [](const Value&) { return true; });
    case Test::Kind::NotZero:
        return each(test.left, [&](const Value& value) {
            return value.bytes.empty()
                       ? value.number != 0
                       : std::ranges::any_of(value.bytes, [](std::byte octet) { return octet != std::byte{0}; });
        });
    case Test::Kind::Compare:
        return compares(test);
    case Test::Kind::Contains:
        return decide([&](const Value& value) {
            return each(test.right, [&](const Value& part) { return includes(value.bytes, part.bytes); });
        });
    case Test::Kind::Matches:
        return decide([&](const Value& value) {
            return program_.regexes[test.regex].matches(value.bytes, scratch_.regexMemory());
        });
    case Test::Kind::In:
        // "all … in" requires one member of the list that all of them match.
        for (std::size_t member = 0; member + 1 < test.set.size(); member += 2) {
            isThere = false;
            if (decide([&](const Value& value) { return isIn(test, member, value); }))
                return true;
        }
        return false;
    }
    return false;
}

bool FilterEvaluation::compares(const Test& test) {
    const Expression &left = program_.expressions[test.left], &right = program_.expressions[test.right];
    const bool wanted = test.quantifier == Quantifier::Any;
    bool isThere = false;
    const bool decided = each(test.left, [&](const Value& a) {
        return each(test.right, [&](const Value& b) {
            isThere = true;
            return holds(orderOf(left, right, a, b), test.relation) == wanted;
        });
    });
    return decided ? wanted : isThere && !wanted;
}

bool FilterEvaluation::isIn(const Test& test, std::size_t member, const Value& value) {
    const Expression& left = program_.expressions[test.left];
    const Id low = test.set[member], high = test.set[member + 1];
    const auto stands = [&](Id id, Relation relation) {
        return each(id, [&](const Value& limit) {
            return holds(orderOf(left, program_.expressions[id], value, limit), relation);
        });
    };
    return low == high ? stands(low, Relation::Equal)
                       : stands(low, Relation::GreaterOrEqual) && stands(high, Relation::LessOrEqual);
}

bool FilterEvaluation::each(Id id, Visitor visit) {
    const Expression& expression = program_.expressions[id];
    switch (expression.kind) {
    case Expression::Kind::Field:
        return eachField(expression, visit);
    case Expression::Kind::Literal:
        return visit({.number = expression.number, .bytes = expression.bytes});
    case Expression::Kind::Slice:
        return each(expression.children[0], [&](const Value& whole) {
            Value part;
            return slice(expression, whole, part) && visit(part);
        });
    case Expression::Kind::Function:
        return eachOfFunction(expression, visit);
    case Expression::Kind::Arithmetic:
        return each(expression.children[0], [&](const Value& left) {
            return each(expression.children[1], [&](const Value& right) {
                Value result;
                return calculate(expression, left, right, result) && visit(result);
            });
        });
    case Expression::Kind::Negate:
        return each(expression.children[0], [&](const Value& value) {
            Value negative = value;
            negative.number = expression.valueKind == ValueKind::Real
                                  ? std::bit_cast<std::uint64_t>(-std::bit_cast<double>(value.number))
                                  : 0 - value.number;
            return visit(negative);
        });
    }
    return false;
}

bool FilterEvaluation::eachField(const Expression& expression, Visitor visit) {
    const auto fields = dissection_.fields();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const FieldValue& value = fields[i];
        if (std::ranges::find(expression.fields, value.field) == expression.fields.end())
            continue;
        if (!expression.ranges.empty() && !isInLayer(expression, i))
            continue;
        Value given{.number = value.number, .bytes = {}, .size = value.range.length};
        switch (expression.valueKind) {
        case ValueKind::Octets:
        case ValueKind::Text:
        case ValueKind::Ipv6:
            if (value.hasMadeText) {
                given.bytes = std::as_bytes(std::span(dissection_.madeText(value)));
            } else if (expression.reaches) {
                const Bytes all = dissection_.buffers()[value.buffer].bytes;
                given.bytes = all.subspan(std::min<std::size_t>(value.range.offset, all.size()));
            } else {
                given.bytes = dissection_.bytesOf(value);
            }
            given.size = static_cast<std::uint32_t>(given.bytes.size());
            break;
        default:
            break;
        }
        if (visit(given))
            return true;
    }
    return false;
}

/// "ip.src#2": the second layer of that protocol, counted from the outermost. A layer's own field precedes its other
/// fields.
bool FilterEvaluation::isInLayer(const Expression& expression, std::size_t position) const {
    const auto fields = dissection_.fields();
    const auto at = std::ranges::find(expression.fields, fields[position].field) - expression.fields.begin();
    const FieldId layer = expression.layers[static_cast<std::size_t>(at)];
    std::int32_t number = 0, count = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].field != layer)
            continue;
        ++count;
        if (i <= position)
            ++number;
    }
    return std::ranges::any_of(expression.ranges, [&](const SliceRange& range) {
        const std::int32_t first = range.start < 0 ? count + range.start + 1 : range.start;
        const std::int32_t last = range.endIs == SliceRange::End::Length ? first + range.end - 1
                                  : range.endIs == SliceRange::End::Inclusive
                                      ? (range.end < 0 ? count + range.end + 1 : range.end)
                                      : count;
        return number >= first && number <= last;
    });
}

bool FilterEvaluation::slice(const Expression& expression, const Value& whole, Value& part) {
    Bytes bytes = whole.bytes;
    if (program_.expressions[expression.children[0]].valueKind == ValueKind::Ipv4) {
        const auto octets = scratch_.take(4);
        for (std::size_t i = 0; i < 4; ++i)
            octets[i] = static_cast<std::byte>(whole.number >> (24 - 8 * i) & 0xff);
        bytes = octets;
    }
    std::size_t start = 0, length = 0, total = 0;
    if (expression.ranges.size() == 1) {
        if (!place(expression.ranges[0], bytes.size(), start, length))
            return false;
        part.bytes = bytes.subspan(start, length);
    } else {
        for (const auto& range : expression.ranges) {
            if (!place(range, bytes.size(), start, length))
                return false;
            total += length;
        }
        const auto joined = scratch_.take(total);
        total = 0;
        for (const auto& range : expression.ranges) {
            static_cast<void>(place(range, bytes.size(), start, length));
            std::ranges::copy(bytes.subspan(start, length), joined.subspan(total).begin());
            total += length;
        }
        part.bytes = joined;
    }
    part.size = static_cast<std::uint32_t>(part.bytes.size());
    return true;
}

bool FilterEvaluation::eachOfFunction(const Expression& expression, Visitor visit) {
    const Id argument = expression.children[0];
    const Expression& given = program_.expressions[argument];
    switch (expression.function) {
    case Function::Len:
        return each(argument, [&](const Value& value) {
            const std::uint64_t size = given.valueKind == ValueKind::Ipv4 ? 4 : value.size;
            return visit({.number = size});
        });
    case Function::Count: {
        std::uint64_t count = 0;
        each(argument, [&](const Value&) {
            ++count;
            return false;
        });
        return count > 0 && visit({.number = count});
    }
    case Function::Lower:
    case Function::Upper:
        return each(argument, [&](const Value& value) {
            const auto text = scratch_.take(value.bytes.size());
            const bool lower = expression.function == Function::Lower;
            std::ranges::transform(value.bytes, text.begin(), [&](std::byte octet) {
                const auto c = std::to_integer<char>(octet);
                const bool turns = lower ? c >= 'A' && c <= 'Z' : c >= 'a' && c <= 'z';
                return turns ? octet ^ std::byte{0x20} : octet;
            });
            return visit({.bytes = text, .size = value.size});
        });
    case Function::String:
        return each(argument, [&](const Value& value) {
            const Bytes text = textOf(given, value);
            return visit({.bytes = text, .size = static_cast<std::uint32_t>(text.size())});
        });
    case Function::Abs:
        return each(argument, [&](const Value& value) {
            Value positive = value;
            if (given.valueKind == ValueKind::Real)
                positive.number = value.number & ~(std::uint64_t{1} << 63);
            else if ((given.isSigned || given.valueKind == ValueKind::Duration) && asSigned(value.number) < 0)
                positive.number = 0 - value.number;
            return visit(positive);
        });
    case Function::Max:
    case Function::Min: {
        Value best;
        bool isThere = false;
        for (const Id id : expression.children) {
            each(id, [&](const Value& value) {
                const auto order = orderOf(expression, expression, value, best);
                if (!isThere || (expression.function == Function::Max ? order > 0 : order < 0))
                    best = value;
                isThere = true;
                return false;
            });
        }
        return isThere && visit(best);
    }
    }
    return false;
}

bool FilterEvaluation::calculate(const Expression& expression, const Value& left, const Value& right, Value& result) {
    if (expression.valueKind == ValueKind::Octets || expression.valueKind == ValueKind::Ipv6) {
        if (left.bytes.size() != right.bytes.size())
            return false;
        const auto both = scratch_.take(left.bytes.size());
        std::ranges::transform(left.bytes, right.bytes, both.begin(), std::bit_and<>());
        result.bytes = both;
        result.size = static_cast<std::uint32_t>(both.size());
        return true;
    }
    result.size = left.size;
    if (expression.valueKind == ValueKind::Real) {
        const auto a = std::bit_cast<double>(left.number), b = std::bit_cast<double>(right.number);
        const bool divides = expression.operation == Arithmetic::Divide;
        if (expression.operation == Arithmetic::Modulo || (divides && b == 0))
            return false;
        result.number = std::bit_cast<std::uint64_t>(expression.operation == Arithmetic::Add        ? a + b
                                                     : expression.operation == Arithmetic::Subtract ? a - b
                                                     : divides                                      ? a / b
                                                                                                    : a * b);
        return true;
    }
    const std::uint64_t a = left.number, b = right.number;
    switch (expression.operation) {
    case Arithmetic::Add:
        result.number = a + b;
        return true;
    case Arithmetic::Subtract:
        result.number = a - b;
        return true;
    case Arithmetic::Multiply:
        result.number = a * b;
        return true;
    case Arithmetic::And:
        result.number = a & b;
        return true;
    case Arithmetic::Divide:
    case Arithmetic::Modulo: {
        const bool overflows = asSigned(a) == INT64_MIN && asSigned(b) == -1;
        if (b == 0 || overflows)
            return false;
        result.number = static_cast<std::uint64_t>(
            expression.operation == Arithmetic::Divide ? asSigned(a) / asSigned(b) : asSigned(a) % asSigned(b));
        return true;
    }
    }
    return false;
}

Bytes FilterEvaluation::textOf(const Expression& expression, const Value& value) {
    constexpr std::size_t longest = 64;
    const auto room = scratch_.take(longest);
    auto* text = reinterpret_cast<char*>(room.data());
    const auto address = [&](const ColumnAddress& given) -> Bytes {
        const ColumnText made(given);
        std::memcpy(text, made.view().data(), made.view().size());
        return room.first(made.view().size());
    };
    const auto until = [&](const std::to_chars_result& end) -> Bytes {
        return room.first(static_cast<std::size_t>(end.ptr - text));
    };
    switch (expression.valueKind) {
    case ValueKind::Ipv4:
        return address(ColumnAddress::ipv4(static_cast<std::uint32_t>(value.number)));
    case ValueKind::Ipv6:
        return address(ColumnAddress::ipv6(value.bytes));
    case ValueKind::Octets:
        return address(ColumnAddress::mac(value.bytes));
    case ValueKind::Real:
        return until(std::to_chars(text, text + longest, std::bit_cast<double>(value.number)));
    case ValueKind::Duration:
        return until(std::to_chars(text, text + longest, static_cast<double>(asSigned(value.number)) / 1e9,
                                   std::chars_format::fixed, 9));
    default:
        return until(expression.isSigned ? std::to_chars(text, text + longest, asSigned(value.number))
                                         : std::to_chars(text, text + longest, value.number));
    }
}

} // namespace tapscope
