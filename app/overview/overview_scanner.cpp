#include "overview_scanner.h"

#include "../frames/frame_list_model.h"

#include <decode/registry_hold.h>

#include <analysis/frame_dissector.h>
#include <scan/store_scan.h>
#include <statistic/statistic.h>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

/// The number of frames examined before the first overview is shown. Later parts are larger, up to a limit that keeps
/// each short.
constexpr FrameNumber firstPart = 20'000, largestPart = 500'000;
constexpr int pauseOfGrowing = 250; // milliseconds

/// The data that the scan needs from the frames.
struct Look {
    Look(const DecoderRegistry& registry, std::shared_ptr<const Colouring> rules, const DecodeAsList& decodeAs)
        : colouring(std::move(rules)), findings(registry), malformed(fieldNamed(registry, "_ws.malformed")),
          plan(DissectionPlan::fields(registry, wanted(), DissectionPlan::Columns::Unwanted, decodeAs)) {}

    [[nodiscard]] std::vector<FieldId> wanted() const {
        std::vector<FieldId> fields = findings.fields();
        if (colouring)
            fields.insert(fields.end(), colouring->fields().begin(), colouring->fields().end());
        return fields;
    }
    void at(const Dissection& dissection, FrameOverview& overview, FilterScratch& scratch) const {
        const FrameNumber frame = dissection.frame().number;
        const int rule = colouring ? colouring->match(dissection, scratch) : Colouring::none;
        bool isMalformed = false;
        findings.find(dissection, [&](std::size_t finding, const FieldValue& value) {
            isMalformed = isMalformed || value.field == malformed;
            overview.addFinding({ExpertFindings::all()[finding].severity, finding, frame});
        });
        overview.take(
            frame, rule >= 0 && rule < FrameOverview::noRule ? static_cast<std::uint8_t>(rule) : FrameOverview::noRule,
            isMalformed);
    }

    std::shared_ptr<const Colouring> colouring;
    ExpertFindings findings;
    FieldId malformed;
    DissectionPlan plan;
};

std::shared_ptr<const FrameOverview> lookAt(const ShownCapture& capture, const Look& look, FrameNumber first,
                                            FrameNumber last, const FrameOverview* before,
                                            const std::stop_token& stop) {
    const RegistryHold hold(*capture.registry); // the thread may be abandoned in a decoder
    auto overview = before == nullptr ? std::make_shared<FrameOverview>() : std::make_shared<FrameOverview>(*before);
    StoreScan scan{.store = capture.store, .first = first, .last = last, .threads = 1, .stop = stop};
    if (look.plan.needsHistory())
        scan.ready = [&](FrameNumber wanted, const std::stop_token& asked) {
            return capture.waitUntilLearned(wanted, asked);
        };
    FrameDissector dissector(capture, look.plan);
    FilterScratch scratch;
    const auto done = scan.run([&] {
        return [&](const ScanPart& part, FrameReader& reader) {
            dissector.refresh();
            for (std::size_t i = 0; i < part.size() && !stop.stop_requested(); ++i) {
                if (const auto frame = reader.read(part[i]); frame)
                    look.at(dissector.dissect(*frame), *overview, scratch);
            }
            return StoreScan::Delivery();
        };
    });
    return done ? overview : nullptr;
}

} // namespace

OverviewScanner::OverviewScanner(const FrameListModel& model, QObject* parent) : QObject(parent), model_(model) {
    // A capture with other decoders and its colouring are set one after the other.
    soon_.setSingleShot(true);
    soon_.setInterval(0);
    pause_.setSingleShot(true);
    pause_.setInterval(pauseOfGrowing);
    connect(&pause_, &QTimer::timeout, this, &OverviewScanner::scan);
    connect(&soon_, &QTimer::timeout, this, &OverviewScanner::follow);
    for (const auto change : {&FrameListModel::reset, &FrameListModel::decodingChanged, &FrameListModel::rowsChanged})
        connect(&model, change, &soon_, qOverload<>(&QTimer::start));
}

void OverviewScanner::follow() {
    const bool isSame = model_.capture().isDecodedAs(capture_) && model_.sharedColouring() == colouring_;
    capture_ = model_.capture();
    colouring_ = model_.sharedColouring();
    if (isSame)
        return;
    work_.cancel();
    pause_.stop();
    overview_ = nullptr;
    done_ = 0;
    emit changed();
    scan();
}

void OverviewScanner::proceed() {
    scan();
}

void OverviewScanner::scan() {
    const FrameNumber total = capture_.store ? capture_.store->count() : 0;
    if (work_.isRunning() || pause_.isActive() || done_ >= total)
        return;
    const FrameNumber last = std::min(total, done_ + std::clamp(done_, firstPart, largestPart));
    work_.start([this, capture = capture_, colouring = colouring_, before = overview_, first = done_ + 1, last,
                 isAll = last == total](const LatestWork::Job& job) -> std::function<void()> {
        const Look look(*capture.registry, colouring, capture.decodeAs);
        auto overview = lookAt(capture, look, first, last, before.get(), job.stop);
        if (!overview)
            return nullptr; // it was cancelled
        return [this, overview = std::move(overview), last, isAll] {
            overview_ = overview;
            done_ = last;
            emit changed();
            if (isAll)
                pause_.start();
            else
                scan();
        };
    });
}

} // namespace tapscope
