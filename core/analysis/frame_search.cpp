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
    return DissectionPlan::columns(*capture.registry, capture.decodeAs);
}

/// Examines one frame after another. For one thread.
class SearchWorker {
public:
    SearchWorker(const ShownCapture& capture, const DissectionPlan& plan, const SearchTarget& target)
        : dissector_(capture, plan), target_(target), names_(capture.names) {}

    void refresh() noexcept { dissector_.refresh(); }
    bool has(const Frame& frame) {
        return std::visit([&](const auto& wanted) { return has(frame, wanted); }, target_);
    }

private:
    bool has(const Frame& frame, const SearchInColumns& wanted) {
        const Dissection& dissection = dissector_.dissect(frame);
        return containsIgnoringCase(dissection.infoColumn(), wanted.text) ||
               containsIgnoringCase(dissection.protocolColumn(), wanted.text) ||
               hasAddress(dissection.sourceColumn(), wanted.text) ||
               hasAddress(dissection.destinationColumn(), wanted.text);
    }
    [[nodiscard]] bool hasAddress(const ColumnAddress& address, std::string_view wanted) const {
        return containsIgnoringCase(ColumnText(address).view(), wanted) ||
               (names_ && containsIgnoringCase(names_->of(address), wanted));
    }
    bool has(const Frame& frame, const SearchInBytes& wanted) {
        return !std::ranges::search(frame.bytes, wanted.bytes).empty();
    }
    bool has(const Frame& frame, const SearchTextInBytes& wanted) {
        return containsIgnoringCase(asText(frame.bytes), wanted.text);
    }
    bool has(const Frame& frame, const SearchByFilter& wanted) {
        return wanted.filter->matches(dissector_.dissect(frame), scratch_);
    }

    FrameDissector dissector_;
    const SearchTarget& target_;
    const std::shared_ptr<const NameBook> names_;
    FilterScratch scratch_;
};

/// The first match in the scan's order.
Result<std::optional<FrameNumber>> firstOf(const StoreScan& scan, const ShownCapture& capture,
                                           const DissectionPlan& plan, const SearchTarget& target) {
    using Answer = Result<std::optional<FrameNumber>>;
    std::optional<FrameNumber> found;
    const auto look = [&scan](SearchWorker& worker, const ScanPart& part, FrameReader& reader) -> Answer {
        worker.refresh();
        for (std::size_t i = 0; i < part.size() && !scan.stop.stop_requested(); ++i) {
            const auto frame = reader.read(part[i]);
            if (!frame && hasGone(part[i], reader))
                continue;
            if (!frame)
                return std::unexpected(frame.error());
            if (worker.has(*frame))
                return part[i];
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

Result<std::optional<FrameNumber>> findFrame(const ShownCapture& capture, const SearchTarget& target, FrameNumber from,
                                             SearchDirection direction, const std::stop_token& stop) {
    const bool isForward = direction == SearchDirection::Forward;
    const DissectionPlan plan = planFor(capture, target);
    StoreScan scan{.store = capture.store,
                   .order = isForward ? StoreScan::Order::Ascending : StoreScan::Order::Descending,
                   .stop = stop};
    const bool isDecoded =
        std::holds_alternative<SearchInColumns>(target) || std::holds_alternative<SearchByFilter>(target);
    if (isDecoded && plan.needsHistory())
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
