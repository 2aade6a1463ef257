#pragma once

#include <base/frame.h>
#include <decode/field.h>
#include <filter/filter_regex.h>
#include <filter/filter_syntax.h>

#include <cstdint>
#include <vector>

namespace tapscope {

/// The kinds of values in a filter. Values of one kind can be compared with each other.
enum class ValueKind : std::uint8_t {
    None,     ///< cannot be compared: a label
    Integer,  ///< also booleans
    Real,     ///< bits of a double
    Duration, ///< nanoseconds
    Time,     ///< nanoseconds since the epoch
    Ipv4,
    Ipv6,
    Octets, ///< bytes, MAC addresses, protocols, slices
    Text,
};

/// A compiled filter: a flat program of tests and jumps, the tests, and the expressions that they use. Immutable.
struct FilterProgram {
    using ExpressionId = std::uint32_t;

    /// A value during evaluation. It refers to the frame, to the program or to the scratch memory.
    struct Value {
        std::uint64_t number = 0;
        Bytes bytes;
        std::uint32_t size = 0; ///< its bytes in the frame, for len()
    };

    enum class Function : std::uint8_t { Len, Count, Lower, Upper, String, Abs, Max, Min };

    struct Expression {
        enum class Kind : std::uint8_t { Field, Literal, Slice, Function, Arithmetic, Negate } kind = Kind::Field;
        ValueKind valueKind = ValueKind::None;
        bool isSigned = false;             ///< numbers may be negative
        bool reaches = false;              ///< a protocol including everything that it carries
        FieldType type = FieldType::Label; ///< of a field
        Arithmetic operation = Arithmetic::Add;
        Function function = Function::Len;
        std::vector<FieldId> fields = {};
        std::vector<FieldId> layers =
            {}; ///< if `ranges` are layers: the fields of their protocols, by which layers are counted
        std::vector<SliceRange> ranges = {}; ///< of a slice, or the layers of a field
        std::vector<ExpressionId> children = {};
        std::uint64_t number = 0; ///< of a literal
        std::vector<std::byte> bytes = {};
        unsigned prefixBits = noPrefix; ///< of a literal address: the number of significant bits
    };
    static constexpr unsigned noPrefix = ~0U;

    struct Test {
        enum class Kind : std::uint8_t { Present, NotZero, Compare, Contains, Matches, In } kind = Kind::Present;
        Relation relation = Relation::Equal;
        Quantifier quantifier = Quantifier::Any;
        ExpressionId left = 0, right = 0;
        std::vector<ExpressionId> set = {}; ///< pairs: from, to
        std::uint32_t regex = 0;
    };

    /// The result of the last test is in one register. Push saves it, and Xor combines it with the one saved last.
    struct Step {
        enum class Kind : std::uint8_t { Test, Not, JumpIfFalse, JumpIfTrue, Push, Xor } kind = Kind::Test;
        std::uint32_t operand = 0; ///< index in tests, or of the step to continue with
    };

    std::vector<Step> steps;
    std::vector<Test> tests;
    std::vector<Expression> expressions;
    std::vector<FilterRegex> regexes;
    std::vector<FieldId> fields; ///< all fields that it reads, each once, sorted
};

} // namespace tapscope
