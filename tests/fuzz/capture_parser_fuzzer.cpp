// The parser of capture files, fed whole and in pieces: both ways must find the same frames. Joining the sections of a
// pcapng file must keep them, too.

#include <file/capture_parser.h>
#include <file/pcapng_copy.h>
#include <file/pcapng_sections.h>
#include <file/standalone_blocks.h>

#include <cstdlib>
#include <vector>

namespace {

using namespace tapscope;

/// What the frames of a file contain, in their order.
struct Content {
    std::uint64_t frames = 0;
    std::uint64_t digest = 0;
    bool endsWithDamage = false;

    void add(const Frame& frame) {
        ++frames;
        mix(frame.originalLength);
        mix(static_cast<std::uint64_t>(frame.linkType));
        mix(frame.bytes.size());
        for (const std::byte octet : frame.bytes)
            mix(std::to_integer<std::uint64_t>(octet));
    }
    bool operator==(const Content&) const = default;

private:
    void mix(std::uint64_t value) { digest = (digest ^ value) * 0x100000001b3; }
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

/// Parses a file that grows by `step` bytes whenever the parser needs more. `visit(parser, record, isFrame)` is called
/// for each record.
template <typename Visit>
Content parse(Bytes file, std::size_t step, Visit visit) {
    CaptureParser parser;
    Content content;
    std::size_t known = step;
    while (true) {
        const std::size_t end = std::min(known, file.size());
        const auto offset = static_cast<std::size_t>(parser.offset());
        const Bytes rest = file.subspan(std::min(offset, end), end - std::min(offset, end));
        switch (const auto found = parser.next(rest)) {
        case CaptureParser::Step::Frame:
            content.add(parser.frame());
            [[fallthrough]];
        case CaptureParser::Step::Skipped:
            visit(parser, rest.first(parser.consumed()), found == CaptureParser::Step::Frame);
            break;
        case CaptureParser::Step::NeedMore:
            if (end == file.size())
                return content;
            known += step;
            break;
        case CaptureParser::Step::Damage:
            content.endsWithDamage = true;
            return content;
        }
    }
}

bool isPcapNg(const CaptureParser& parser) {
    return parser.interfaces().empty() || parser.interfaces().front().layout.format == FrameLayout::Format::PcapNg;
}

/// Joins the sections of a file. Where that is needed, the joined file has the same frames.
void joinSections(Bytes file, const Content& content) {
    pcapng::OneSection sections;
    bool isNg = true;
    parse(file, file.size(), [&](const CaptureParser& parser, Bytes record, bool) {
        isNg = isNg && isPcapNg(parser);
        if (isNg)
            sections.examine(record);
    });
    if (!isNg)
        return;
    const bool isNeeded = sections.isNeeded();
    std::vector<std::byte> joined;
    parse(file, file.size(), [&](const CaptureParser&, Bytes record, bool) {
        const Bytes block = sections.convert(record);
        joined.insert(joined.end(), block.begin(), block.end());
    });
    const auto ignore = [](const CaptureParser&, Bytes, bool) {};
    Content expected = content;
    expected.endsWithDamage = false;
    if (isNeeded && parse(joined, joined.size(), ignore) != expected)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    const Bytes file = std::as_bytes(std::span(data, size));
    const auto copyTo = [](Copies& copies) {
        return [&copies](const CaptureParser& parser, Bytes record, bool isFrame) {
            if (isFrame)
                copies.frame(parser, record);
            else
                copies.other(parser, record);
        };
    };
    Copies ofWhole, ofPieces;
    const Content whole = parse(file, size, copyTo(ofWhole));
    if (whole != parse(file, 61, copyTo(ofPieces)))
        std::abort();
    joinSections(file, whole);
    return 0;
}
