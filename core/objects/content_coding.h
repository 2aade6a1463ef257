#pragma once

#include <base/frame.h>

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace tapscope {

/// The body of an HTTP message without its content coding (RFC 9110 section 8.4.1): gzip, x-gzip or deflate. Of a body
/// that is cut short, the part that can be decoded. Nothing for other codings, a body that is not so coded, and one
/// that would have more than `most` bytes.
[[nodiscard]] std::optional<std::vector<std::byte>> decodedContent(Bytes body, std::string_view coding,
                                                                   std::size_t most);

} // namespace tapscope
