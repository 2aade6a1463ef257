#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tapscope {

/// How two values are compared.
enum class Relation : std::uint8_t { Equal, NotEqual, Less, Greater, LessOrEqual, GreaterOrEqual };

/// How many of a field's values must match (or of all pairs, if both sides have several).
enum class Quantifier : std::uint8_t { Any, All };

enum class Arithmetic : std::uint8_t { Add, Subtract, Multiply, Divide, Modulo, And };

/// A range of bytes, or of the layers of a protocol. Counted from the start if not negative, otherwise from the end.
struct SliceRange {
    std::int32_t start = 0;
    enum class End : std::uint8_t { Length, Inclusive, Open } endIs = End::Length;
    std::int32_t end = 1; ///< a length, or the last position
};

/// A filter as written, before its words are resolved. Nodes refer to each other by index.
struct FilterSyntax {
    using NodeId = std::uint32_t;
    struct Node {
        enum class Kind : std::uint8_t {
            // values
            Word,      ///< text; with ranges if # follows
            String,    ///< text
            Character, ///< text, one byte
            Slice,     ///< of children[0]
            Function,  ///< text is its name, children its arguments
            Negate,    ///< children[0]
            Arithmetic,
            // tests
            Compare,
            Contains,
            Matches,
            In,  ///< children[0] in the others, which form pairs: a range, or twice the same value
            Not, ///< children[0]
            And, ///< of all children
            Or,  ///< of all children
            Xor, ///< of two
        } kind = Kind::Word;
        std::size_t offset = 0, length = 0; ///< in the filter's text
        std::string text = {};
        std::vector<NodeId> children = {};
        std::vector<SliceRange> ranges = {}; ///< of a slice, or the layers of a word
        Relation relation = Relation::Equal;
        Quantifier quantifier = Quantifier::Any;
        Arithmetic arithmetic = Arithmetic::Add;
        bool isGrouped = false; ///< is in parentheses, or can be read as if it were
    };

    std::vector<Node> nodes;
    NodeId root = 0;
};

} // namespace tapscope
