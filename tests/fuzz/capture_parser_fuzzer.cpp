// The parser of capture files, fed whole and in pieces: both ways must find the same frames.

#include <file/capture_parser.h>
#include <file/pcapng_copy.h>
#include <file/standalone_blocks.h>

#include <cstdlib>

namespace {

using namespace tapscope;

struct Count {
    std::size_t frames = 0;
    std::uint64_t bytes = 0;
};

/// The result of saving a file, with comments and without: it has to be a capture again.
class Copies {
public:
    void other(const CaptureParser& parser, Bytes record) {
        const StoredInterface* const first = parser.interfaces().empty() ? nullptr : &parser.interfaces().front();
        pcapng::copyOther(copy_, first, record);
        pcapng::copySectionStart(noted_, first, record, notes_);
        copy_.clear();
        noted_.clear();
        const auto block = blocks_.examine(record);
        if (block && block->body.size() % 4 != 0)
            std::abort();
    }
    void frame(const CaptureParser& parser, Bytes record) {
        const auto& layout = parser.interfaces()[parser.frame().interfaceId].layout;
        pcapng::copyFrame(copy_, layout, parser.frame(), record);
        pcapng::copyFrame(noted_, layout, parser.frame(), record, notes_.file);
        FrameLayout copied = layout;
        copied.format = FrameLayout::Format::PcapNg;
        const bool isPacket = parser.frame().linkType != LinkType::CustomBlock;
        const auto comments = pcapng::commentsIn(copied, noted_);
        if (isPacket && layout.format == FrameLayout::Format::PcapNg &&
            (comments.empty() || comments.back() != "a remark"))
            std::abort();
        copy_.clear();
        noted_.clear();
    }

private:
    const CaptureNotes notes_{
        .file = {.comments = {"a remark"}}, .frames = {}, .secrets = {{.type = 1, .data = "key"}}};
    pcapng::Buffer copy_, noted_;
    pcapng::StandaloneBlocks blocks_;
};

Count parse(Bytes file, std::size_t step) {
    CaptureParser parser;
    Count count;
    Copies copies;
    std::size_t known = step;
    while (true) {
        const std::size_t end = std::min(known, file.size());
        const auto offset = static_cast<std::size_t>(parser.offset());
        const Bytes rest = file.subspan(std::min(offset, end), end - std::min(offset, end));
        switch (parser.next(rest)) {
        case CaptureParser::Step::Frame:
            ++count.frames;
            copies.frame(parser, rest.first(parser.consumed()));
            for (const std::byte octet : parser.frame().bytes)
                count.bytes += std::to_integer<std::uint64_t>(octet);
            break;
        case CaptureParser::Step::Skipped:
            copies.other(parser, rest.first(parser.consumed()));
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
