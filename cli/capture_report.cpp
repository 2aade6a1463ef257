#include "capture_report.h"

#include "json_output.h"

namespace tapscope::cli {
namespace {

void writeDrops(JsonWriter& json, const DropCounts& drops) {
    json.member("dropped", drops.system + drops.interface);
    json.member("dropped_by_device", drops.device);
}

} // namespace

void printNumbers(Output& out, const CaptureEngine& engine, std::optional<std::uint64_t> notRecorded) {
    const CaptureStatus status = engine.status();
    printAsJson(out, [&](JsonWriter& json) {
        json.beginObject();
        json.member("received", status.frames);
        writeDrops(json, status.drops);
        if (notRecorded)
            json.member("not_recorded", *notRecorded);
        json.member("out_of_order", status.late);
        if (status.left != 0)
            json.member("kept", status.frames - status.left);
        json.key("devices");
        json.array(engine.ports(), [&](const PortStatus& port) {
            json.beginObject();
            json.member("name", port.facts.name);
            if (!port.facts.nameSpace.empty())
                json.member("namespace", port.facts.nameSpace);
            json.member("received", port.frames);
            writeDrops(json, port.drops);
            json.member("gaps", port.gaps);
            json.endObject();
        });
        json.endObject();
    });
}

} // namespace tapscope::cli
