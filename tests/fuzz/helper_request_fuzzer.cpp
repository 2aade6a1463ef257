// The parser of untrusted requests to tapscope-helper: an accepted message has only one encoding, and replies go
// through the same reader.

#include <privilege/helper_protocol.h>

#include <algorithm>
#include <cstdlib>

namespace {

using namespace tapscope;

template <typename Parsed>
void sameAgain(const Parsed& parsed, Bytes message) {
    if (parsed && !std::ranges::equal(encode(*parsed), message))
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Bytes message = std::as_bytes(std::span(data, size));
    sameAgain(parseRequest(message), message);
    sameAgain(parseReply(message), message);
    return 0;
}
