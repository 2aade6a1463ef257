// A pasted hex dump: frames have bytes and a limited size, and a refusal has a reason.

#include <file/hex_dump.h>

#include <cstdint>
#include <cstdlib>

using namespace tapscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto frames = framesOfHexDump({reinterpret_cast<const char*>(data), size});
    if (!frames) {
        if (frames.error().text().empty())
            std::abort();
        return 0;
    }
    std::size_t total = 0;
    for (const auto& frame : *frames) {
        constexpr std::size_t longest = 262'144;
        if (frame.empty() || frame.size() > longest)
            std::abort();
        total += frame.size();
    }
    if (frames->empty() || total > size / 2) // a byte is two digits
        std::abort();
    return 0;
}
