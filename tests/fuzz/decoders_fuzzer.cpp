// All decoders through the registry, in tree mode. The first byte chooses the link type. With its highest bit, the rest
// is a sequence of frames, each preceded by its length in two bytes; without it, one frame. A capture file is a
// sequence, too, so that captures can be a corpus. A sequence is learned in order, and decoded again from its end, each
// frame by itself and with reassembly: only references to later frames may differ then.

#include <decode/dissector.h>
#include <decode/tree_text.h>
#include <file/capture_parser.h>
#include <plugin/plugin_host.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace tapscope;

const PluginHost& host() {
    static const PluginHost all(
        {TAPSCOPE_PLUGIN_DIR},
        {.folders = {}, .files = {TAPSCOPE_EXAMPLES_DIR "/gauge.lua", TAPSCOPE_EXAMPLES_DIR "/tinytun.lua"}});
    return all;
}

/// The part of a decoded frame that does not depend on when it is decoded: its fields in order, and the protocol.
struct Told {
    std::vector<std::pair<FieldId, std::uint64_t>> fields;
    std::string protocol;

    [[nodiscard]] bool operator==(const Told& other) const = default;
};

Told dissect(const Frame& frame, const FrameFacts& facts) {
    static const auto plan = DissectionPlan::tree(host().decoders());
    static const Dissector dissector(host().decoders());
    static Dissection dissection;
    const DecoderRegistry& registry = host().decoders();
    dissector.dissect(frame, plan, dissection, facts);
    std::string text;
    appendTree(text, registry, dissection);
    Told told{.fields = {}, .protocol = std::string(dissection.protocolColumn())};
    for (const FieldValue& value : dissection.fields()) {
        const std::size_t size = dissection.buffers()[value.buffer].bytes.size();
        const bool isInside = std::size_t{value.range.offset} + value.range.length <= size;
        if (!isInside && registry.field(value.field).type != FieldType::Protocol)
            std::abort(); // a field that reaches beyond its bytes
        const std::string_view name = registry.field(value.field).name;
        if (!name.ends_with(".reassembled_in") && !name.ends_with(".reassembled.in"))
            told.fields.emplace_back(value.field, value.number);
    }
    if (!registry.failedDecoders().empty())
        std::abort();
    if (std::ranges::any_of(host().scripts(), [](const ScriptRecord& script) { return !script.refusal.isEmpty(); }))
        std::abort();
    return told;
}

void dissectAlone(const Frame& frame) {
    static_cast<void>(dissect(frame, {}));
}

void dissectInOrder(std::vector<Frame>& frames, History& history) {
    std::vector<Told> inOrder;
    for (FrameNumber number = 0; Frame & frame : frames) {
        frame.number = ++number;
        inOrder.push_back(dissect(frame, {.learning = &history}));
    }
    for (std::size_t i = frames.size(); i-- > 0;) {
        if (dissect(frames[i], {.history = &history}) != inOrder[i])
            std::abort(); // random access gives another result than order
    }
}

void dissectInOrder(std::vector<Frame>& frames) {
    History plain;
    dissectInOrder(frames, plain);
    History reassembling({.whole = 1 << 18, .waiting = 1 << 16, .one = 1 << 14});
    dissectInOrder(frames, reassembling);
}

std::vector<Frame> framesOfCapture(Bytes bytes) {
    constexpr std::size_t most = 500;
    std::vector<Frame> frames;
    CaptureParser parser;
    while (frames.size() < most &&
           parser.next(bytes.subspan(static_cast<std::size_t>(parser.offset()))) < CaptureParser::Step::NeedMore) {
        if (parser.consumed() != 0 && !parser.frame().bytes.empty())
            frames.emplace_back(parser.frame()).comment = {}; // the parser owns it
    }
    return frames;
}

std::vector<Frame> framesOfSequence(Bytes bytes, LinkType linkType) {
    std::vector<Frame> frames;
    ByteReader reader(bytes);
    while (reader.has(2)) {
        ByteReader frame = reader.part(reader.u16());
        if (!frame.atEnd())
            frames.push_back({.bytes = frame.rest(),
                              .originalLength = static_cast<std::uint32_t>(frame.remaining()),
                              .linkType = linkType});
    }
    return frames;
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    host(); // before the first input, so that the plugins' coverage counts from the start
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::array linkTypes = {LinkType::Ethernet,    LinkType::Raw,           LinkType::Null,
                                      LinkType::LinuxCooked, LinkType::LinuxCookedV2, LinkType{104}, // Cisco HDLC
                                      LinkType{105},                                                 // IEEE 802.11
                                      LinkType{107},                                                 // Frame Relay
                                      LinkType{127},                                                 // radiotap
                                      LinkType{129},                                                 // ARCNET
                                      LinkType{192},  // Per-Packet Information
                                      LinkType{227},  // CAN
                                      LinkType{239},  // netfilter's log
                                      LinkType{253},  // netlink
                                      LinkType{258},  // PKTAP
                                      LinkType{271}}; // vSocket
    constexpr unsigned isSequence = 0x80;
    const Bytes bytes = std::as_bytes(std::span(data, size));
    if (auto frames = framesOfCapture(bytes); !frames.empty()) {
        dissectInOrder(frames);
        return 0;
    }
    if (size < 2)
        return 0;
    const LinkType linkType = linkTypes[(data[0] & ~isSequence) % linkTypes.size()];
    if ((data[0] & isSequence) != 0) {
        auto frames = framesOfSequence(bytes.subspan(1), linkType);
        dissectInOrder(frames);
    } else {
        dissectAlone(
            {.bytes = bytes.subspan(1), .originalLength = static_cast<std::uint32_t>(size), .linkType = linkType});
    }
    return 0;
}
