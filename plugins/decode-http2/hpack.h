#pragma once

#include <decode/dissection.h>

#include <optional>
#include <string_view>

namespace tapscope::hpack {

/// A header field as encoded in a block (RFC 7541). A name or value from the dynamic table is empty, because what
/// earlier frames put into that table is not kept.
struct Header {
    enum class Form : std::uint8_t { Indexed, Incremental, WithoutIndexing, NeverIndexed, TableSize };

    Form form = Form::Indexed;
    std::uint64_t index = 0; ///< of the field or of its name; 0 = the name is in the block. The size of a TableSize
    std::string_view name, value;
    ByteRange range; ///< in the block
};

/// Reads the next header field of a block. Empty at the end of the block, or if the block is damaged, which overruns
/// `block`. Huffman-coded text is decoded into the dissection's memory.
[[nodiscard]] std::optional<Header> readHeader(ByteReader& block, Dissection& d);

/// Decodes RFC 7541's Huffman code into `out`. Returns the size of the text, or nothing if the code is not valid.
[[nodiscard]] std::optional<std::size_t> decodeHuffman(Bytes code, std::span<std::byte> out) noexcept;

} // namespace tapscope::hpack
