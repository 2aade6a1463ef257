#pragma once

#include <base/byte_reader.h>

#include <cstdint>

namespace tapscope {
class Dissection;
}

namespace tapscope::eap {

/// What the decoder passes on when a method's fields are read.
enum class Follows : std::uint8_t {
    Nothing,
    Records, ///< whole TLS records
    Data,    ///< data of a method that is not decoded
};

/// Reads the data of a method of a request or response, up to what follows.
Follows decodeMethod(std::uint8_t method, ByteReader& bytes, Dissection& d);

} // namespace tapscope::eap
