#include <base/ascii_case.h>

#include <analysis/frame_dissector.h>
#include <analysis/frame_search.h>
#include <scan/store_scan.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace tapscope {
namespace {

std::string_view asText(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

DissectionPlan planFor(const ShownCapture& capture, const SearchTarget& target) {
    if (const auto* byFilter = std::get_if<SearchByFilter>(&target))
        return DissectionPlan::fields(*capture.registry, byFilter->filter->fields(), DissectionPlan::Columns::Unwanted,
                                      capture.decodeAs);
    if (std::holds_alternative<SearchEverywhere>(target) || std::holds_alternative<SearchInFields>(target))
        return DissectionPlan::tree(*capture.registry, capture.decodeAs);
    return DissectionPlan::columns(*capture.registry, capture.decodeAs);
}

bool isDecoded(const SearchTarget& target) {
    return !std::holds_alternative<SearchInBytes>(target) && !std::holds_alternative<SearchTextInBytes>(target);
}

/// A text that is also meant as bytes. One octet alone would be found nearly everywhere.
std::vector<std::byte> bytesMeantBy(const SearchTarget& target) {
    constexpr std::size_t fewest = 2;
    const auto* everywhere = std::get_if<SearchEverywhere>(&target);
    auto bytes = everywhere == nullptr ? std::nullopt : bytesFromHex(everywhere->text);
    return bytes && bytes->size() >= fewest ? std::move(*bytes) : std::vector<std::byte>();
}

template <typename Found>
std::optional<ByteRange> rangeIn(const auto& whole, const Found& found) {
    if (found.empty())
        return std::nullopt;
    return ByteRange{static_cast<std::uint32_t>(found.begin() - std::ranges::begin(whole)),
                     static_cast<std::uint32_t>(found.size())};
}

std::optional<ByteRange> rangeOf(Bytes whole, const std::vector<std::byte>& wanted) {
    return wanted.empty() ? std::nullopt : rangeIn(whole, std::ranges::search(whole, wanted));
}

std::optional<ByteRange> rangeOf(Bytes whole, std::string_view wanted) {
    const std::string_view text = asText(whole);
    return rangeIn(text, std::ranges::search(text, wanted, {}, lowerCase, lowerCase));
}

/// Examines one frame after another. For one thread.
class SearchWorker {
public:
    SearchWorker(const ShownCapture& capture, const DissectionPlan& plan, const SearchTarget& target)
        : dissector_(capture, plan), target_(target), registry_(*capture.registry),
          names_(capture.names ? capture.names : std::make_shared<const NameBook>(NameSwitches{}, NameBook::Tables{})),
          meant_(bytesMeantBy(target)) {}

    void refresh() noexcept { dissector_.refresh(); }
    /// Where a frame has it; nullopt: nowhere.
    std::optional<FoundFrame> find(const Frame& frame) {
        return std::visit([&](const auto& wanted) { return find(frame, wanted); }, target_);
    }

private:
    using Answer = std::optional<FoundFrame>;

    static Answer answer(bool has, FoundFrame::Place place) {
        return has ? Answer({.place = place, .range = {}}) : std::nullopt;
    }
    static Answer answer(const std::optional<ByteRange>& range) {
        return range ? Answer({.place = FoundFrame::Place::Bytes, .range = *range}) : std::nullopt;
    }
    Answer find(const Frame& frame, const SearchEverywhere& wanted) {
        const Dissection& dissection = dissector_.dissect(frame);
        if (hasInColumns(dissection, wanted.text))
            return answer(true, FoundFrame::Place::Columns);
        if (hasInFields(dissection, wanted.text))
            return answer(true, FoundFrame::Place::Fields);
        if (const auto range = rangeOf(frame.bytes, wanted.text))
            return answer(range);
        return answer(rangeOf(frame.bytes, meant_));
    }
    Answer find(const Frame& frame, const SearchInColumns& wanted) {
        return answer(hasInColumns(dissector_.dissect(frame), wanted.text), FoundFrame::Place::Columns);
    }
    Answer find(const Frame& frame, const SearchInFields& wanted) {
        return answer(hasInFields(dissector_.dissect(frame), wanted.text), FoundFrame::Place::Fields);
    }
    [[nodiscard]] bool hasInColumns(const Dissection& dissection, std::string_view wanted) const {
        return containsIgnoringCase(dissection.infoColumn(), wanted) ||
               containsIgnoringCase(dissection.protocolColumn(), wanted) ||
               hasAddress(dissection.sourceColumn(), wanted) || hasAddress(dissection.destinationColumn(), wanted);
    }
    [[nodiscard]] bool hasInFields(const Dissection& dissection, std::string_view wanted) {
        return std::ranges::any_of(dissection.fields(), [&](const FieldValue& field) {
            return !field.hidden && containsIgnoringCase(names_->treeLine(registry_, dissection, field), wanted);
        });
    }
    [[nodiscard]] bool hasAddress(const ColumnAddress& address, std::string_view wanted) const {
        return containsIgnoringCase(ColumnText(address).view(), wanted) ||
               containsIgnoringCase(names_->of(address), wanted);
    }
    static Answer find(const Frame& frame, const SearchInBytes& wanted) {
        return answer(rangeOf(frame.bytes, wanted.bytes));
    }
    static Answer find(const Frame& frame, const SearchTextInBytes& wanted) {
        return answer(rangeOf(frame.bytes, wanted.text));
    }
    Answer find(const Frame& frame, const SearchByFilter& wanted) {
        return answer(wanted.filter->matches(dissector_.dissect(frame), scratch_), FoundFrame::Place::Filter);
    }

    FrameDissector dissector_;
    const SearchTarget& target_;
    const DecoderRegistry& registry_;
    const std::shared_ptr<const NameBook> names_;
    const std::vector<std::byte> meant_; ///< by the text; may be empty
    FilterScratch scratch_;
};

/// The first match in the scan's order.
Result<std::optional<FoundFrame>> firstOf(const StoreScan& scan, const ShownCapture& capture,
                                          const DissectionPlan& plan, const SearchTarget& target) {
    using Answer = Result<std::optional<FoundFrame>>;
    std::optional<FoundFrame> found;
    const auto look = [&scan](SearchWorker& worker, const ScanPart& part, FrameReader& reader) -> Answer {
        worker.refresh();
        for (std::size_t i = 0; i < part.size() && !scan.stop.stop_requested(); ++i) {
            const auto frame = reader.read(part[i]);
            if (!frame && hasGone(part[i], reader))
                continue;
            if (!frame)
                return std::unexpected(frame.error());
            if (auto answer = worker.find(*frame)) {
                answer->number = part[i];
                return answer;
            }
        }
        return std::nullopt;
    };
    const auto done = scan.run([&] {
        return [&, worker = std::make_unique<SearchWorker>(capture, plan, target)](const ScanPart& part,
                                                                                   FrameReader& reader) {
            return StoreScan::Delivery(
                [&found, answer = look(*worker, part, reader)]() mutable -> Result<StoreScan::Next> {
                    if (!answer)
                        return std::unexpected(std::move(answer.error()));
                    found = *answer;
                    return found ? StoreScan::Next::Enough : StoreScan::Next::GoOn;
                });
        };
    });
    if (!done)
        return std::unexpected(done.error());
    return found;
}

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

Result<std::optional<FoundFrame>> findFrame(const ShownCapture& capture, const SearchTarget& target, FrameNumber from,
                                            SearchDirection direction, const std::stop_token& stop) {
    const bool isForward = direction == SearchDirection::Forward;
    const DissectionPlan plan = planFor(capture, target);
    StoreScan scan{.store = capture.store,
                   .order = isForward ? StoreScan::Order::Ascending : StoreScan::Order::Descending,
                   .stop = stop};
    if (isDecoded(target) && plan.needsHistory())
        scan.ready = [&](FrameNumber wanted, const std::stop_token& asked) {
            return capture.waitUntilLearned(wanted, asked);
        };
    const FrameNumber count = capture.store->count();
    // From the frame to the end of the capture, then from the other end to the frame itself.
    struct Stretch {
        FrameNumber first, last;
    };
    const std::array<Stretch, 2> stretches =
        isForward ? std::array{Stretch{from + 1, count}, Stretch{1, std::min(from, count)}}
                  : std::array{Stretch{1, from == 0 ? 0 : std::min(from - 1, count)},
                               Stretch{std::max<FrameNumber>(from, 1), count}};
    for (const auto& [first, last] : stretches) {
        if (last == 0 || first > last)
            continue;
        scan.first = first;
        scan.last = last;
        if (auto found = firstOf(scan, capture, plan, target); !found || *found)
            return found;
    }
    return std::nullopt;
}

} // namespace tapscope
