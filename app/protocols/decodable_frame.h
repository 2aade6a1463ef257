#pragma once

#include <base/frame.h>
#include <decode/decode_as.h>

#include <string>

namespace tapscope {

class DecoderRegistry;
class Dissection;

/// What "Decode as" can change about a frame.
struct DecodableFrame {
    FrameNumber number = 0;
    DecodeAsList keys;   ///< of the innermost layer that has some, without protocols: both ports, the lower one first
    std::string carrier; ///< the protocol of that layer, as the Protocol column writes it: "TCP"
    std::string carried; ///< what decodes its payload now: "HTTP"; empty if there is no payload or no protocol for it
};

[[nodiscard]] DecodableFrame decodableFrame(const Dissection& dissection, const DecoderRegistry& registry);

} // namespace tapscope
