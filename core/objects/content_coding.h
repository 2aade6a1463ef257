#pragma once

#include <base/frame.h>

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace tapscope {

/// The body of an HTTP message without its content coding (RFC 9110 section 8.4.1): gzip, x-gzip or deflate. If the
/// body is cut short, the part that can be decoded. Nothing for other codings, for a body that does not have this
/// coding, and if the result would have more than `most` bytes.
[[nodiscard]] std::optional<std::vector<std::byte>> decodedContent(Bytes body, std::string_view coding,
                                                                   std::size_t most);

} // namespace tapscope
