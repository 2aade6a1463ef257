#include <analysis/frame_dissector.h>
#include <analysis/name_scan.h>
#include <names/name_harvest.h>
#include <scan/store_scan.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tapscope {
namespace {

struct FoundNames {
    std::vector<std::pair<IpAddress, std::string>> names;
    std::optional<Error> unreadable;
};

FoundNames lookAt(const ScanPart& part, FrameReader& reader, FrameDissector& dissector, const NameHarvest& harvest) {
    FoundNames found;
    dissector.refresh();
    for (std::size_t i = 0; i < part.size() && !found.unreadable; ++i) {
        const auto frame = reader.read(part[i]);
        if (frame)
            harvest.take(dissector.dissect(*frame), [&](const IpAddress& address, std::string_view name) {
                found.names.emplace_back(address, name);
            });
        else if (!hasGone(part[i], reader))
            found.unreadable = frame.error();
    }
    return found;
}

} // namespace

Result<void> addNamesOfFrames(HostNames& names, const ShownCapture& capture, FrameNumber first, FrameNumber last,
                              const std::stop_token& stop) {
    const NameHarvest harvest(*capture.registry);
    const auto plan = DissectionPlan::fields(*capture.registry, harvest.fields(), DissectionPlan::Columns::Unwanted,
                                             capture.decodeAs);
    StoreScan scan{.store = capture.store, .first = first, .last = last, .stop = stop};
    if (plan.needsHistory())
        scan.ready = [&](FrameNumber wanted, const std::stop_token& asked) {
            return capture.waitUntilLearned(wanted, asked);
        };
    return scan.run([&] {
        return [&, dissector = std::make_unique<FrameDissector>(capture, plan)](const ScanPart& part,
                                                                                FrameReader& reader) {
            FoundNames found = lookAt(part, reader, *dissector, harvest);
            return StoreScan::Delivery([&names, found = std::move(found)]() mutable -> Result<StoreScan::Next> {
                for (const auto& [address, name] : found.names)
                    names.add(address, name);
                if (found.unreadable)
                    return std::unexpected(std::move(*found.unreadable));
                return StoreScan::Next::GoOn;
            });
        };
    });
}

} // namespace tapscope
