#pragma once

#include <libmnl/libmnl.h>

#include <array>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string_view>

namespace tapscope {

/// The attributes of a netlink(7) message by their types, up to `Highest`. If a type occurs several times, the last one
/// counts. A malformed attribute and everything after it count as absent. The table refers to the message.
template <std::size_t Highest>
class AttributeTable {
public:
    AttributeTable() = default;
    /// Reads the attributes after the message's own header.
    AttributeTable(const nlmsghdr& message, std::size_t headerSize) {
        mnl_attr_parse(&message, static_cast<unsigned>(headerSize), collect, this);
    }
    explicit AttributeTable(const nlattr* nest) {
        if (nest != nullptr)
            mnl_attr_parse_nested(nest, collect, this);
    }

    /// Reads `size` bytes of attributes that are in no nest of their own.
    AttributeTable(const void* attributes, std::size_t size) {
        mnl_attr_parse_payload(attributes, size, collect, this);
    }

    /// Null if there is none.
    [[nodiscard]] const nlattr* operator[](std::size_t type) const { return all_[type]; }

    /// Returns the attribute's value, if it exists and is large enough for a Number.
    template <typename Number>
    [[nodiscard]] std::optional<Number> number(std::size_t type) const {
        const nlattr* attribute = all_[type];
        if (attribute == nullptr || mnl_attr_get_payload_len(attribute) < sizeof(Number))
            return std::nullopt;
        Number value;
        std::memcpy(&value, mnl_attr_get_payload(attribute), sizeof value);
        return value;
    }

    /// Returns the text up to its first null byte; empty if there is none.
    [[nodiscard]] std::string_view text(std::size_t type) const {
        return all_[type] != nullptr ? textOf(*all_[type]) : std::string_view();
    }
    [[nodiscard]] static std::string_view textOf(const nlattr& attribute) {
        const std::string_view all(static_cast<const char*>(mnl_attr_get_payload(&attribute)),
                                   mnl_attr_get_payload_len(&attribute));
        return all.substr(0, all.find('\0'));
    }

private:
    static int collect(const nlattr* attribute, void* table) {
        auto& all = static_cast<AttributeTable*>(table)->all_;
        if (const std::size_t type = mnl_attr_get_type(attribute); type < all.size())
            all[type] = attribute;
        return MNL_CB_OK;
    }

    std::array<const nlattr*, Highest + 1> all_{};
};

} // namespace tapscope
