#include <decode/dissector.h>
#include <store/frame_reader.h>

#include <analysis/depended_frames.h>
#include <analysis/whole_history.h>
#include <scan/store_scan.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

namespace tapscope {
namespace {

constexpr int half = 50, whole = 100; // percent

void sortOnce(std::vector<FrameNumber>& frames) {
    std::ranges::sort(frames);
    const auto twice = std::ranges::unique(frames);
    frames.erase(twice.begin(), twice.end());
}

bool namesPart(std::string_view field) noexcept {
    return field.ends_with(".fragment") || field == "tcp.segment";
}

/// Parts: the fields that name the parts of the datagram or message that a frame completes. All: also the field that
/// names the frame that completes it.
enum class Links : std::uint8_t { Parts, All };
std::vector<FieldId> linkFields(const DecoderRegistry& registry, Links links) {
    std::vector<FieldId> fields;
    for (std::size_t id = 0; id < registry.fieldCount(); ++id) {
        const auto field = static_cast<FieldId>(id);
        const FieldInfo& info = registry.field(field);
        if (info.fromHistory && info.type == FieldType::Unsigned &&
            (links == Links::All ? namesOtherPart(info.name) : namesPart(info.name)))
            fields.push_back(field);
    }
    return fields;
}

/// Finds the frames that fields of other frames refer to.
class NamedFrames {
public:
    NamedFrames(const ShownCapture& capture, const History& history, Links links)
        : capture_(capture), history_(&history),
          plan_(DissectionPlan::fields(*capture.registry, linkFields(*capture.registry, links),
                                       DissectionPlan::Columns::Unwanted, capture.decodeAs)),
          dissector_(*capture.registry) {}

    /// Errors: Cancelled; a frame cannot be read.
    [[nodiscard]] Result<std::vector<FrameNumber>> by(const std::vector<FrameNumber>& frames,
                                                      const std::stop_token& stop,
                                                      const std::function<void(int)>& progress) const {
        std::vector<FrameNumber> named;
        StoreScan scan{.store = capture_.store, .chosen = frames, .stop = stop};
        if (progress)
            scan.progress = [&](FrameNumber done, FrameNumber total) {
                progress(static_cast<int>(done * whole / std::max<FrameNumber>(total, 1)));
            };
        const auto done = scan.run([&] {
            return [&, dissection = std::make_unique<Dissection>()](const ScanPart& part, FrameReader& reader) {
                std::vector<FrameNumber> found;
                Result<void> read;
                for (std::size_t i = 0; i < part.size() && read; ++i)
                    read = look(part[i], reader, *dissection, found);
                return StoreScan::Delivery(
                    [&named, found = std::move(found), read = std::move(read)]() -> Result<StoreScan::Next> {
                        if (!read)
                            return std::unexpected(read.error());
                        named.insert(named.end(), found.begin(), found.end());
                        return StoreScan::Next::GoOn;
                    });
            };
        });
        if (!done)
            return std::unexpected(done.error());
        sortOnce(named);
        return named;
    }

private:
    Result<void> look(FrameNumber number, FrameReader& reader, Dissection& dissection,
                      std::vector<FrameNumber>& found) const {
        if (capture_.isIgnored(number))
            return {};
        const auto frame = reader.read(number);
        if (!frame && hasGone(number, reader))
            return {};
        if (!frame)
            return std::unexpected(frame.error());
        dissector_.dissect(*frame, plan_, dissection, {.history = history_});
        for (const FieldValue& value : dissection.fields()) {
            if (value.field != noField && plan_.wants(value.field) && value.number >= capture_.store->first() &&
                value.number <= capture_.store->count())
                found.push_back(value.number);
        }
        return {};
    }

    const ShownCapture& capture_;
    HistoryView history_;
    DissectionPlan plan_;
    Dissector dissector_;
};

} // namespace

bool namesOtherPart(std::string_view field) noexcept {
    return field.ends_with("reassembled_in") || field.ends_with("reassembled.in") || namesPart(field);
}

Result<std::vector<FrameNumber>> withDependedFrames(const ShownCapture& capture, std::vector<FrameNumber> frames,
                                                    const std::stop_token& stop,
                                                    const std::function<void(int percent)>& progress) {
    const FrameNumber last = std::max<FrameNumber>(capture.store->count(), 1);
    auto tell = [&, told = -1](int percent) mutable {
        if (progress && percent > told)
            progress(told = percent);
    };
    const auto history =
        wholeHistory(capture, stop, [&](FrameNumber learned) { tell(static_cast<int>(learned * half / last)); });
    if (!history)
        return std::unexpected(history.error());
    sortOnce(frames);
    std::vector<FrameNumber> added = frames;
    for (Links links = Links::All; !added.empty(); links = Links::Parts) {
        const auto named =
            NamedFrames(capture, **history, links).by(added, stop, [&](int percent) { tell(half + percent / 2); });
        if (!named)
            return std::unexpected(named.error());
        added.clear();
        std::ranges::set_difference(*named, frames, std::back_inserter(added));
        frames.insert(frames.end(), added.begin(), added.end());
        sortOnce(frames);
    }
    return frames;
}

} // namespace tapscope
