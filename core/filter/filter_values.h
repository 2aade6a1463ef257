#pragma once

#include <decode/registry.h>
#include <filter/filter_error.h>
#include <filter/filter_literal.h>
#include <filter/filter_parser.h>
#include <filter/filter_program.h>

#include <optional>
#include <string>
#include <utility>

namespace tapscope {

/// The half of the checker for values; it writes the expressions of a program. The first error is kept, and results
/// returned after it have no meaning.
class ValueChecker {
public:
    using Node = FilterSyntax::Node;
    using Id = FilterProgram::ExpressionId;

    ValueChecker(ParsedFilter& parsed, const DecoderRegistry& registry, FilterProgram& program)
        : parsed_(parsed), registry_(registry), program_(program) {}

    /// A field or a slice of one, which can be tested for presence.
    [[nodiscard]] Id field(const Node& node);
    /// An expression that depends on the frame.
    [[nodiscard]] Id operand(const Node& node);
    [[nodiscard]] Id value(const Node& node) { return operand(node); }
    /// The left side of contains and matches: text or bytes, or a protocol including everything that it carries.
    [[nodiscard]] Id searched(const Node& node);
    /// A value to compare with another expression; a literal is read as that expression's type.
    [[nodiscard]] Id comparable(const Node& node, Id other);
    /// Both sides of a comparison, one of which may be a literal.
    [[nodiscard]] std::pair<Id, Id> pair(const Node& left, const Node& right);

    void refuse(const Node& node, std::string message);
    void warn(const Node& node, std::string message);
    [[nodiscard]] const std::optional<FilterError>& error() const noexcept { return error_; }

private:
    [[nodiscard]] const Node& child(const Node& node, std::size_t index) const {
        return parsed_.syntax.nodes[node.children[index]];
    }
    [[nodiscard]] std::span<const FieldId> find(const Node& node) const;
    [[nodiscard]] bool isLiteral(const Node& node) const;
    [[nodiscard]] LiteralContext contextOf(Id id) const;
    Id add(FilterProgram::Expression expression);
    Id literal(const Node& node, const LiteralContext& context);
    Id fieldOf(const Node& node);
    Id slice(const Node& node);
    Id function(const Node& node);
    Id extreme(const Node& node, FilterProgram::Function which);
    Id arithmetic(const Node& node);
    /// `leading` is the side that determines the kind of value.
    Id calculated(const Node& node, Id leading, Id left, Id right);
    Id negate(const Node& node);

    ParsedFilter& parsed_;
    const DecoderRegistry& registry_;
    FilterProgram& program_;
    std::optional<FilterError> error_;
};

} // namespace tapscope
