// The text of a field filter: it is compiled against all existing fields, and run over some frames if it compiles.

#include <decode/dissector.h>
#include <filter/field_filter.h>
#include <plugin/plugin_host.h>

#include <array>
#include <cstdlib>

using namespace tapscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const PluginHost host(QStringList{TAPSCOPE_PLUGIN_DIR});
    static const Dissector dissector(host.decoders());
    static Dissection dissection;
    static FilterScratch scratch;
    // An IPv4 packet with a UDP datagram.
    static constexpr std::array<std::uint8_t, 46> udp = {
        2,  0, 0, 0,  0, 11, 2, 0,  0, 0, 0, 10,   8,    0,    0x45, 0, 0,  32, 0, 1,   0,   0,   64,
        17, 0, 0, 10, 1, 0,  1, 10, 1, 0, 2, 0x1b, 0x58, 0x1e, 0x61, 0, 12, 0,  0, 'f', 'o', 'x', '!'};
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto filter = FieldFilter::compile(text, host.decoders());
    if (!filter) {
        if (filter.error().message.empty() || filter.error().offset + filter.error().length > size)
            std::abort();
        return 0;
    }
    const auto plan = DissectionPlan::fields(host.decoders(), filter->fields());
    for (const std::size_t cut : {udp.size(), std::size_t{20}}) {
        dissector.dissect({.number = 1,
                           .bytes = std::as_bytes(std::span(udp)).first(cut),
                           .originalLength = static_cast<std::uint32_t>(udp.size()),
                           .comment = "a comment"},
                          plan, dissection);
        const bool passed = filter->matches(dissection, scratch);
        if (passed != filter->matches(dissection, scratch))
            std::abort();
    }
    return 0;
}
