// The parser of capture files, fed whole and in pieces: both ways must find the same frames.

#include <file/capture_parser.h>

#include <cstdlib>

namespace {

using namespace tapscope;

struct Count {
    std::size_t frames = 0;
    std::uint64_t bytes = 0;
};

Count parse(Bytes file, std::size_t step) {
    CaptureParser parser;
    Count count;
    std::size_t known = step;
    while (true) {
        const std::size_t end = std::min(known, file.size());
        const auto offset = static_cast<std::size_t>(parser.offset());
        switch (parser.next(file.subspan(std::min(offset, end), end - std::min(offset, end)))) {
        case CaptureParser::Step::Frame:
            ++count.frames;
            for (const std::byte octet : parser.frame().bytes)
                count.bytes += std::to_integer<std::uint64_t>(octet);
            break;
        case CaptureParser::Step::Skipped:
            break;
        case CaptureParser::Step::NeedMore:
            if (end == file.size())
                return count;
            known += step;
            break;
        case CaptureParser::Step::Damage:
            return count;
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Bytes file = std::as_bytes(std::span(data, size));
    const Count whole = parse(file, size == 0 ? 1 : size);
    const Count pieces = parse(file, 61);
    if (whole.frames != pieces.frames || whole.bytes != pieces.bytes)
        std::abort();
    return 0;
}
