#include <decode/dissector.h>
#include <store/frame_reader.h>

#include <analysis/frame_search.h>

#include <algorithm>
#include <charconv>

namespace tapscope {
namespace {

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool containsText(std::string_view text, std::string_view wanted) {
    return !std::ranges::search(text, wanted, [](char a, char b) { return lower(a) == lower(b); }).empty();
}

std::string_view asText(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Looks at one frame after the other.
class Looker {
public:
    Looker(const DecoderRegistry& registry, const History* history, const SearchTarget& target)
        : dissector_(registry), history_(history), target_(target), plan_(planFor(registry, target)) {}

    bool has(const Frame& frame) {
        return std::visit([&](const auto& wanted) { return has(frame, wanted); }, target_);
    }

private:
    static DissectionPlan planFor(const DecoderRegistry& registry, const SearchTarget& target) {
        if (const auto* byFilter = std::get_if<SearchByFilter>(&target))
            return DissectionPlan::fields(registry, byFilter->filter->fields());
        return DissectionPlan::columns(registry);
    }
    void dissect(const Frame& frame) { dissector_.dissect(frame, plan_, dissection_, {.history = history_}); }

    bool has(const Frame& frame, const SearchInColumns& wanted) {
        dissect(frame);
        return containsText(dissection_.infoColumn(), wanted.text) ||
               containsText(dissection_.protocolColumn(), wanted.text) ||
               containsText(ColumnText(dissection_.sourceColumn()).view(), wanted.text) ||
               containsText(ColumnText(dissection_.destinationColumn()).view(), wanted.text);
    }
    bool has(const Frame& frame, const SearchInBytes& wanted) {
        return !std::ranges::search(frame.bytes, wanted.bytes).empty();
    }
    bool has(const Frame& frame, const SearchTextInBytes& wanted) {
        return containsText(asText(frame.bytes), wanted.text);
    }
    bool has(const Frame& frame, const SearchByFilter& wanted) {
        dissect(frame);
        return wanted.filter->matches(dissection_, scratch_);
    }

    Dissector dissector_;
    const History* history_;
    const SearchTarget& target_;
    DissectionPlan plan_;
    Dissection dissection_;
    FilterScratch scratch_;
};

} // namespace

std::optional<std::vector<std::byte>> bytesFromHex(std::string_view text) {
    std::vector<std::byte> bytes;
    std::size_t at = 0;
    while (at < text.size()) {
        if (std::string_view(" :-.").find(text[at]) != std::string_view::npos) {
            ++at;
            continue;
        }
        const std::string_view pair = text.substr(at, 2);
        unsigned octet = 0;
        const auto [end, error] = std::from_chars(pair.data(), pair.data() + pair.size(), octet, 16);
        if (pair.size() != 2 || error != std::errc{} || end != pair.data() + 2)
            return std::nullopt;
        bytes.push_back(static_cast<std::byte>(octet));
        at += 2;
    }
    return bytes.empty() ? std::nullopt : std::optional(std::move(bytes));
}

Result<std::optional<FrameNumber>> findFrame(const std::shared_ptr<const FrameStore>& store,
                                             const DecoderRegistry& registry, const History* history,
                                             const SearchTarget& target, FrameNumber from, SearchDirection direction,
                                             const std::stop_token& stop) {
    const FrameNumber count = store->count();
    FrameReader reader(store);
    Looker looker(registry, history, target);
    FrameNumber number = from;
    for (FrameNumber looked = 0; looked < count; ++looked) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, "search", store->path().string(), "it was cancelled");
        if (direction == SearchDirection::Forward)
            number = number >= count ? 1 : number + 1;
        else
            number = number <= 1 ? count : number - 1;
        const auto frame = reader.read(number);
        if (!frame)
            return std::unexpected(frame.error());
        if (looker.has(*frame))
            return number;
    }
    return std::nullopt;
}

} // namespace tapscope
