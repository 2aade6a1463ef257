#include <base/elapsed.h>

#include <analysis/frame_dissector.h>
#include <analysis/frame_order.h>
#include <analysis/order_value.h>
#include <scan/store_scan.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <utility>

namespace tapscope {
namespace {

using By = OrderKey::By;

constexpr std::size_t mostText = std::size_t{1} << 30; ///< bytes
constexpr std::size_t atOnce = sizeof(std::uint64_t);  ///< bytes of a value that are compared as a number

/// The value of a frame. The bytes after `atOnce` are in the common text: their length, then the bytes.
struct Value {
    std::uint64_t start = 0;
    std::uint32_t place = 0;
    std::uint32_t rest = 0; ///< the position of the rest in the text, counted from 1; 0 = there is none
};

struct Values {
    std::vector<Value> all;
    std::string text;

    void add(std::uint32_t place, std::string_view bytes) {
        Value& value = all.emplace_back();
        value.place = place;
        std::array<char, atOnce> start{};
        std::copy_n(bytes.begin(), std::min(bytes.size(), atOnce), start.begin());
        value.start = std::bit_cast<std::uint64_t>(start);
        if constexpr (std::endian::native == std::endian::little)
            value.start = std::byteswap(value.start);
        if (bytes.size() <= atOnce)
            return;
        bytes.remove_prefix(atOnce);
        value.rest = static_cast<std::uint32_t>(text.size()) + 1;
        const auto size = static_cast<std::uint16_t>(bytes.size());
        std::array<char, sizeof size> length{};
        std::memcpy(length.data(), &size, sizeof size);
        text.append(length.data(), length.size()).append(bytes);
    }
    /// Appends the values of another part. Returns false if there are too many.
    [[nodiscard]] bool take(const Values& other) {
        if (text.size() + other.text.size() > mostText)
            return false;
        const auto shift = static_cast<std::uint32_t>(text.size());
        for (Value value : other.all) {
            if (value.rest != 0)
                value.rest += shift;
            all.push_back(value);
        }
        text += other.text;
        return true;
    }
    [[nodiscard]] std::string_view restOf(const Value& value) const noexcept {
        if (value.rest == 0)
            return {};
        std::uint16_t size = 0;
        std::memcpy(&size, text.data() + value.rest - 1, sizeof size);
        return std::string_view(text).substr(value.rest - 1 + sizeof size, size);
    }
    void sort() {
        std::ranges::sort(all, [this](const Value& a, const Value& b) {
            if (a.start != b.start)
                return a.start < b.start;
            if (a.rest != 0 || b.rest != 0) {
                const auto order = restOf(a).compare(restOf(b));
                if (order != 0)
                    return order < 0;
            }
            return a.place < b.place;
        });
    }
};

/// Whether the index has the column, so that no frame has to be read or decoded.
bool isInIndex(By by) {
    return by == By::Number || by == By::Time || by == By::TimeSincePrevious || by == By::Interface;
}
/// Whether the file has the column, so that no frame has to be decoded.
bool isInFile(By by) {
    return isInIndex(by) || by == By::Length || by == By::Direction;
}

DissectionPlan planFor(const ShownCapture& capture, const OrderKey& key) {
    return key.by == By::Fields ? DissectionPlan::fields(*capture.registry, key.fields,
                                                         DissectionPlan::Columns::Unwanted, capture.decodeAs)
                                : DissectionPlan::columns(*capture.registry, capture.decodeAs);
}

void appendSigned(std::string& out, std::int64_t number) {
    appendOrdered(out, std::bit_cast<std::uint64_t>(number) ^ std::uint64_t{1} << 63);
}

/// Computes the values of frames, on one thread.
class Valuer {
public:
    Valuer(const ShownCapture& capture, const OrderKey& key, const DissectionPlan& plan)
        : capture_(capture), key_(key) {
        if (!isInFile(key.by))
            dissector_.emplace(capture, plan);
    }

    void refresh() {
        if (dissector_)
            dissector_->refresh();
    }
    /// Whether the frame has a value.
    [[nodiscard]] bool append(std::string& out, FrameNumber number, FrameReader& reader) {
        if (isInIndex(key_.by))
            return appendOfIndex(out, number);
        const auto frame = reader.read(number);
        if (!frame)
            return false;
        if (key_.by == By::Length) {
            appendOrdered(out, std::uint64_t{frame->originalLength});
            return true;
        }
        if (key_.by == By::Direction) {
            appendOrdered(out, static_cast<std::uint64_t>(frame->direction));
            return frame->direction != Direction::Unknown;
        }
        return appendDecoded(out, dissector_->dissect(*frame));
    }

private:
    [[nodiscard]] bool appendOfIndex(std::string& out, FrameNumber number) const {
        const FrameStore& store = *capture_.store;
        if (number < store.first())
            return false;
        const auto entry = store.entry(number);
        if (key_.by == By::Number) {
            appendOrdered(out, std::uint64_t{number});
            return true;
        }
        if (key_.by == By::Interface) {
            const std::string_view name = store.interface(entry.interfaceId).name;
            appendOrdered(out, name);
            return !name.empty();
        }
        const Timestamp time = entry.timestamp();
        if (time == noTime)
            return false;
        const bool isFirst = number <= store.first();
        appendSigned(out, key_.by == By::Time ? time.time_since_epoch().count()
                          : isFirst           ? 0
                                              : elapsed(store.entry(number - 1).timestamp(), time).count());
        return true;
    }
    [[nodiscard]] bool appendDecoded(std::string& out, const Dissection& dissection) const {
        switch (key_.by) {
        case By::Source:
            return appendOrdered(out, dissection.sourceColumn());
        case By::Destination:
            return appendOrdered(out, dissection.destinationColumn());
        case By::Protocol:
            appendOrdered(out, dissection.protocolColumn());
            return !dissection.protocolColumn().empty();
        case By::Info:
            appendOrdered(out, dissection.infoColumn());
            return !dissection.infoColumn().empty();
        default:
            return appendOrdered(out, *capture_.registry, dissection, key_.fields);
        }
    }

    const ShownCapture& capture_;
    const OrderKey& key_;
    std::optional<FrameDissector> dissector_;
};

/// The results of all threads of the scan.
struct Ordering {
    Values values;
    std::vector<std::uint32_t> without; ///< indices of frames without a value
    std::uint64_t behind = 0;           ///< the index of the next chosen frame

    [[nodiscard]] Result<StoreScan::Next> take(const Values& found, const std::vector<std::uint32_t>& lacking) {
        if (!values.take(found))
            return failure(ErrorKind::OutOfRange, "sort", "the frames",
                           "the text of this column takes more than 1 GiB of memory",
                           "Filter the list first, or sort by another column");
        without.insert(without.end(), lacking.begin(), lacking.end());
        return StoreScan::Next::GoOn;
    }
};

} // namespace

Result<FrameOrder> orderFrames(const ShownCapture& capture, const OrderKey& key, const FramesToOrder& frames,
                               const std::stop_token& stop, const std::function<void(FrameNumber done)>& progress) {
    if (frames.count() > std::numeric_limits<std::uint32_t>::max())
        return failure(ErrorKind::OutOfRange, "sort", "the frames", "there are more than 4,294,967,295",
                       "Filter the list first");
    if (frames.count() == 0)
        return FrameOrder{};
    const DissectionPlan plan = planFor(capture, key);
    StoreScan scan{
        .store = capture.store, .first = frames.first, .last = frames.last, .chosen = frames.chosen, .stop = stop};
    if (!isInFile(key.by) && plan.needsHistory())
        scan.ready = [&](FrameNumber wanted, const std::stop_token& asked) {
            return capture.waitUntilLearned(wanted, asked);
        };
    if (progress)
        scan.progress = [&](FrameNumber done, FrameNumber) { progress(done); };
    Ordering ordering;
    ordering.values.all.reserve(static_cast<std::size_t>(frames.count()));
    // An index within a part becomes one in the list when the part's turn comes, because it is not known earlier.
    const auto done = scan.run([&] {
        return [&, valuer = std::make_unique<Valuer>(capture, key, plan)](const ScanPart& part, FrameReader& reader) {
            Values values;
            std::vector<std::uint32_t> without;
            std::string bytes;
            values.all.reserve(part.size());
            valuer->refresh();
            for (std::size_t i = 0; i < part.size() && !stop.stop_requested(); ++i) {
                const auto place = frames.chosen ? i : static_cast<std::size_t>(part[i] - frames.first);
                bytes.clear();
                if (valuer->append(bytes, part[i], reader))
                    values.add(static_cast<std::uint32_t>(place), bytes);
                else
                    without.push_back(static_cast<std::uint32_t>(place));
            }
            return StoreScan::Delivery([&ordering, isChosen = frames.chosen.has_value(), size = part.size(),
                                        values = std::move(values), without = std::move(without)]() mutable {
                if (isChosen) {
                    const auto behind =
                        static_cast<std::uint32_t>(std::exchange(ordering.behind, ordering.behind + size));
                    for (Value& value : values.all)
                        value.place += behind;
                    for (std::uint32_t& place : without)
                        place += behind;
                }
                return ordering.take(values, without);
            });
        };
    });
    if (!done)
        return std::unexpected(done.error());
    ordering.values.sort();
    FrameOrder order{.valued = ordering.values.all.size()};
    order.places.reserve(order.valued + ordering.without.size());
    for (const Value& value : ordering.values.all)
        order.places.push_back(value.place);
    order.places.insert(order.places.end(), ordering.without.begin(), ordering.without.end());
    return order;
}

} // namespace tapscope
