#pragma once

#include <decode/dissection.h>
#include <decode/field.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// How a filter compares a field's values.
enum class Relation : std::uint8_t { Present, Equal, NotEqual, Less, Greater, LessOrEqual, GreaterOrEqual, Contains };

/// The right side of a comparison, read for the type of the field on the left.
struct FilterValue {
    enum class Kind : std::uint8_t { Number, Octets } kind = Kind::Number;
    std::uint64_t number = 0;
    std::uint64_t mask = ~std::uint64_t{0}; ///< of an IPv4 prefix
    std::vector<std::byte> bytes;
    unsigned prefixBits = 0; ///< of bytes that count; 0 = all

    /// Reads a word or text as a value of a field; nullopt when it is none.
    [[nodiscard]] static std::optional<FilterValue> read(const FieldInfo& field, std::string_view word,
                                                         Relation relation);

    [[nodiscard]] bool fits(const FieldInfo& field, const FieldValue& value, Bytes content,
                            Relation relation) const noexcept;
};

} // namespace tapscope
