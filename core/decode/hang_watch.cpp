#include <decode/hang_watch.h>

#include <algorithm>

namespace tapscope {

std::vector<std::string_view> HangWatch::check(const DecoderRegistry& registry) {
    if (&registry != registry_) {
        registry_ = &registry;
        seen_ = {};
    }
    std::vector<std::string_view> names;
    for (std::size_t place = 0; place < seen_.size(); ++place) {
        const DecodersAtWork::Call call = registry.atWork().at(place);
        Seen& seen = seen_[place];
        if (!call.isThere() || call.number != seen.call.number || call.outer != seen.call.outer) {
            seen = {.call = call, .times = call.isThere() ? 1U : 0U};
        } else {
            seen.isInnerOne = seen.isInnerOne && call.inner == seen.call.inner;
            ++seen.times;
        }
        if (seen.times != limit_) // only once per call
            continue;
        const ProtocolId hung = seen.isInnerOne ? call.inner : call.outer;
        registry.leaveOut(hung);
        if (const auto name = registry.protocol(hung).abbreviation; std::ranges::find(names, name) == names.end())
            names.push_back(name);
    }
    return names;
}

std::vector<std::string_view> decodersAtWork(const DecoderRegistry& registry) {
    std::vector<std::string_view> names;
    for (std::size_t place = 0; place < DecodersAtWork::mostThreads; ++place) {
        if (const auto call = registry.atWork().at(place); call.isThere())
            names.push_back(registry.protocol(call.inner).abbreviation);
    }
    return names;
}

} // namespace tapscope
