#pragma once

#include <decode/dissection.h>

#include <optional>
#include <string_view>

namespace tapscope::hpack {

/// A header field as a block has it (RFC 7541). A name or value that stands in the dynamic table is empty: what earlier
/// frames put there is not kept.
struct Header {
    enum class Form : std::uint8_t { Indexed, Incremental, WithoutIndexing, NeverIndexed, TableSize };

    Form form = Form::Indexed;
    std::uint64_t index = 0; ///< of the field or of its name; 0 = the name stands in the block; the size of a TableSize
    std::string_view name, value;
    ByteRange range; ///< in the block
};

/// The next header field of a block; none at its end, or when it is damaged, which overruns `block`. Text that is
/// Huffman-coded is decoded into memory of the dissection.
[[nodiscard]] std::optional<Header> takeHeader(ByteReader& block, Dissection& d);

/// Decodes RFC 7541's Huffman code into `out`; the size of the text, or none when the code is not valid.
[[nodiscard]] std::optional<std::size_t> decodeHuffman(Bytes code, std::span<std::byte> out) noexcept;

} // namespace tapscope::hpack
