#pragma once

#include <base/error.h>
#include <decode/decode_as.h>
#include <decode/registry.h>

#include <string>
#include <vector>

namespace tapscope::cli {

/// Parses "tcp.port==8888,http" and "udp.port==5000-5010,rtp", as for tshark's -d. Errors name the unknown word.
[[nodiscard]] Result<DecodeAsList> parseDecodeAs(const std::vector<std::string>& words,
                                                 const DecoderRegistry& registry);

} // namespace tapscope::cli
