#pragma once

#include <decode/field.h>
#include <decode/protocol.h>

#include <cstdint>
#include <string_view>

namespace tapscope {

/// A range in the frame, in bytes from its start, or in another of Dissection::buffers(). A length of 0 means that the
/// field was derived and not read.
struct ByteRange {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
};

/// One decoded field. In a tree, `parent` is the index of its parent field.
struct FieldValue {
    static constexpr std::uint32_t noParent = ~std::uint32_t{0};

    FieldId field = noField;
    ByteRange range;
    std::uint32_t parent = noParent;
    std::uint64_t number = 0;     ///< the value of number-like types (see FieldType)
    std::uint32_t textOffset = 0; ///< text that the decoder made, in the dissection's text memory
    std::uint32_t textLength = 0;
    std::uint32_t labelOffset = 0; ///< the decoder's own label for the line in the tree; length 0 = made from the table
    std::uint32_t labelLength = 0;
    enum class Mark : std::uint8_t { None, Good, Note, Warning, Error } mark = Mark::None; ///< shown by colour and word
    bool hasMadeText = false; ///< its text is madeText() and not in the frame's bytes
    bool hidden = false;      ///< findable by filters and -T fields, not shown in the tree
    std::uint8_t buffer = 0;  ///< the buffer of `range`: 0 is the frame, others are in Dissection::buffers()
};

/// A layer of the frame.
struct Layer {
    std::string_view name;            ///< the abbreviation in frame.protocols, static storage
    ProtocolId protocol = noProtocol; ///< noProtocol for a step that has no fields of its own ("ethertype")
    ByteRange range;
    std::uint32_t node = FieldValue::noParent; ///< its line in the tree
    std::uint8_t buffer = 0;                   ///< like FieldValue::buffer
};

} // namespace tapscope
