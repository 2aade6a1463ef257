// A frame with an untrusted virtio header: either it is refused, or the result is its payload in segments with correct
// checksums.

#include <base/offload_bytes.h>
#include <inject/finished_frames.h>
#include <inject/packet_checksums.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tapscope;
    const Bytes input = std::as_bytes(std::span(data, size));
    if (input.size() < 1 + offloadSize)
        return 0;
    const LinkType linkType = (data[0] & 1) != 0 ? LinkType::Ethernet : LinkType::Raw;
    const std::vector<std::byte> bytes(input.begin() + 1 + offloadSize,
                                       input.end()); // so that reads beyond its end are detected
    const Frame frame{.bytes = bytes,
                      .originalLength = static_cast<std::uint32_t>(bytes.size()),
                      .linkType = linkType,
                      .offload = offloadOf(input.subspan<1, offloadSize>())};
    FinishedFrames finished;
    const bool isRefused = !finished.add(frame).empty();
    const auto frames = finished.frames();
    if (isRefused != frames.empty() || frames.size() > FinishedFrames::mostSegments)
        std::abort();
    if (frame.offload.segmentation == 0)
        return isRefused || frames.front().bytes.size() == bytes.size() ? 0 : (std::abort(), 0);
    for (const Frame& each : frames) {
        std::vector<std::byte> right(each.bytes.begin(), each.bytes.end());
        correctChecksums(right, linkType);
        if (!std::ranges::equal(right, each.bytes) || each.bytes.size() > bytes.size())
            std::abort();
    }
    return 0;
}
