#pragma once

#include <decode/dissection.h>

#include <array>
#include <span>
#include <string_view>

namespace tapscope::coap {

enum Field : std::uint16_t {
    Version,
    Type,
    TokenLength,
    Code,
    MessageId,
    Token,
    OptionName,
    OptionDelta,
    OptionDeltaExtended,
    OptionLength,
    OptionLengthExtended,
    EndMarker,
    ContentType,
    MaxAge,
    ProxyUri,
    ProxyScheme,
    Size1,
    Etag,
    UriHost,
    LocationPath,
    UriPort,
    LocationQuery,
    UriPath,
    Observe,
    HopLimit,
    Accept,
    IfMatch,
    BlockNumber,
    BlockMore,
    BlockSize,
    UriQuery,
    UnknownOption,
    WholePath,
    Payload,
    PayloadLength,
    ResponseTo,
    ResponseTime,
};

[[nodiscard]] std::span<const FieldInfo> fieldTable() noexcept;

/// Facts from a message's options for the Info column.
struct InfoFacts {
    std::string_view host;
    std::array<char, 512> path{}; ///< "/sensors/temp?unit=c", truncated if it is longer
    std::size_t pathLength = 0;
    std::string_view format; ///< of the payload; empty if there is no such option
    bool hasBlock = false;
    std::uint32_t block = 0;
    bool hasPayload = false;
};
/// Decodes the options up to the payload marker, or to the end.
InfoFacts decodeOptions(ByteReader& bytes, Dissection& d);

} // namespace tapscope::coap
