#include <remote/frame_blocks.h>

namespace tapscope::serve {
namespace {

/// Enough for `any` on a machine with many devices.
constexpr std::size_t mostInterfaces = 4096;

} // namespace

void BlockWriter::begin() {
    if (!hasBegun_)
        pcapng::appendSectionHeader(blocks_);
    hasBegun_ = true;
}

void BlockWriter::interface(std::uint32_t id, const CaptureInterface& description) {
    begin();
    pcapng::appendInterface(blocks_, description);
    numbers_.insert_or_assign(id, interfaces_++);
}

void BlockWriter::frames(std::span<const Frame> frames) {
    for (const Frame& frame : frames) {
        if (!numbers_.contains(frame.interfaceId))
            interface(frame.interfaceId, {.linkType = frame.linkType});
        Frame numbered = frame;
        numbered.interfaceId = numbers_.at(frame.interfaceId);
        pcapng::appendFrame(blocks_, numbered);
    }
}

void BlockWriter::block(std::uint32_t type, Bytes body) {
    begin();
    pcapng::appendBlock(blocks_, type, body);
}

Result<std::span<const Frame>> BlockReader::read(Bytes blocks) {
    frames_.clear();
    while (!blocks.empty()) {
        const auto step = parser_.next(blocks);
        if (step == CaptureParser::Step::NeedMore || step == CaptureParser::Step::Damage ||
            parser_.interfaces().size() > mostInterfaces)
            return failure(ErrorKind::Damaged, "read", "the frames of another machine",
                           step == CaptureParser::Step::Damage ? parser_.damage() : "they are not whole blocks");
        if (step == CaptureParser::Step::Frame)
            frames_.push_back(parser_.frame());
        blocks = blocks.subspan(parser_.consumed());
    }
    return frames_;
}

} // namespace tapscope::serve
