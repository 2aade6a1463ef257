// All decoders through the registry, in tree mode. The first byte chooses the link type; a capture file is walked frame
// by frame, so that captures are a corpus.

#include <decode/dissector.h>
#include <decode/tree_text.h>
#include <file/capture_parser.h>
#include <plugin/plugin_host.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace {

using namespace tapscope;

void dissect(const Frame& frame) {
    static const PluginHost host(
        {TAPSCOPE_PLUGIN_DIR},
        {.folders = {}, .files = {TAPSCOPE_EXAMPLES_DIR "/gauge.lua", TAPSCOPE_EXAMPLES_DIR "/tinytun.lua"}});
    static const auto plan = DissectionPlan::tree(host.decoders());
    static const Dissector dissector(host.decoders());
    static Dissection dissection;
    dissector.dissect(frame, plan, dissection);
    std::string text;
    appendTree(text, host.decoders(), dissection);
    for (const FieldValue& value : dissection.fields()) {
        const bool isInside = std::size_t{value.range.offset} + value.range.length <= frame.bytes.size();
        const bool isLayer = host.decoders().field(value.field).type == FieldType::Protocol;
        if (!isInside && !isLayer)
            std::abort(); // a field that reaches beyond its frame
    }
    if (!host.decoders().failedDecoders().empty())
        std::abort();
    if (std::ranges::any_of(host.scripts(), [](const ScriptRecord& script) { return !script.refusal.isEmpty(); }))
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::array linkTypes = {LinkType::Ethernet, LinkType::Raw, LinkType::Null, LinkType::LinuxCooked,
                                      LinkType::LinuxCookedV2};
    const Bytes bytes = std::as_bytes(std::span(data, size));
    CaptureParser parser;
    while (parser.next(bytes.subspan(static_cast<std::size_t>(parser.offset()))) < CaptureParser::Step::NeedMore) {
        if (parser.consumed() != 0 && !parser.frame().bytes.empty())
            dissect(parser.frame());
    }
    if (size > 1)
        dissect({.bytes = bytes.subspan(1),
                 .originalLength = static_cast<std::uint32_t>(size),
                 .linkType = linkTypes[data[0] % linkTypes.size()]});
    return 0;
}
