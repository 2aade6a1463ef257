#include "interruption.h"
#include "recording_watch.h"
#include "stop_words.h"
#include "verb.h"

#include <capture/capture_engine.h>
#include <capture/sources.h>
#include <filter/capture_filter.h>
#include <net/interface.h>

#include <fmt/format.h>

#include <memory>

namespace tapscope::cli {
namespace {

using namespace std::chrono_literals;

struct CaptureWords {
    std::string name, file, filter, mode = "attach";
    std::optional<std::uint32_t> snapLength;
    std::optional<std::uint64_t> count;
    std::vector<std::string> stop, ring;
    bool wait = false;
};

Result<std::unique_ptr<FrameSource>> open(const InterfaceName& name, const CaptureWords& words,
                                          const Devices& devices) {
    if (words.mode == "monitor") {
        MonitorOptions options{.filter = words.filter};
        if (words.snapLength)
            options.snapLength = *words.snapLength;
        return monitorInterface(name, options, *devices);
    }
    auto device = devices->open(name);
    if (!device)
        return std::unexpected(device.error());
    return attachTap(std::move(*device),
                     {.filter = words.filter, .snapLength = words.snapLength.value_or(AttachOptions{}.snapLength)},
                     devices);
}

Result<void> capture(const CaptureWords& words, const Devices& devices) {
    const Interruption interruption;
    auto name = InterfaceName::parse(words.name);
    if (!name)
        return std::unexpected(name.error());
    auto stop = parseStopWords(words.stop);
    if (!stop)
        return std::unexpected(stop.error());
    if (words.count)
        stop->frames = words.count;
    auto ring = parseRingWords(words.ring);
    if (!ring)
        return std::unexpected(ring.error());
    const auto info = devices->info(*name); // it may still have to come
    const LinkType linkType = info ? linkTypeOf(info->kind) : LinkType::Ethernet;
    if (auto filter = CaptureFilter::compile(words.filter, linkType); !filter)
        return std::unexpected(filter.error());
    auto source = open(*name, words, devices);
    const bool isAwaited = !source && source.error().kind == ErrorKind::NotFound && words.wait;
    if (!source && !isAwaited)
        return std::unexpected(source.error());
    auto recording = Recording::create(
        words.file, {.existing = RecordingOptions::Existing::Replace, .keepsIndex = false, .ring = *ring});
    if (!recording)
        return std::unexpected(recording.error());
    CaptureEngine::Options options{.stop = *stop, .reopen = {}};
    if (words.wait)
        options.reopen = [name = *name, words, devices]() -> std::optional<std::unique_ptr<FrameSource>> {
            auto again = open(name, words, devices);
            return again ? std::optional(std::move(*again)) : std::nullopt;
        };
    auto engine = CaptureEngine::start(isAwaited ? nullptr : std::move(*source), *recording, std::move(options));
    if (!engine)
        return std::unexpected(engine.error());
    fmt::print(stderr, "{} {}\n", isAwaited ? "Waiting for" : "Capturing on", words.name);
    const auto tellNotes = [&engine] {
        for (const auto& note : (*engine)->takeNotes())
            fmt::print(stderr, "{}\n", note);
    };
    RecordingWatch watch(*recording);
    while ((*engine)->status().state != CaptureStatus::State::Ended && watch.look() && !interruption.waitFor(50ms))
        tellNotes();
    auto stopped = (*engine)->stop();
    tellNotes();
    auto finished = watch.finish(interruption);
    const auto status = (*engine)->status();
    fmt::print("{} received, {} dropped", status.frames, status.drops.system + status.drops.interface);
    if (const auto lost = (*recording)->status().framesNotRecorded)
        fmt::print(", {} not recorded", lost);
    fmt::print("\n");
    return stopped ? finished : stopped;
}

} // namespace

void addCaptureVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<CaptureWords>();
    auto* verb = app.add_subcommand("capture", "Record a device's frames to a pcapng file");
    verb->add_option("NAME", words->name, "The device")->required();
    verb->add_option("-w", words->file, "The file to write")->required();
    verb->add_option("--mode", words->mode,
                     "attach: own the TAP's or TUN's descriptor; monitor: watch while another has it")
        ->check(CLI::IsMember({"attach", "monitor"}));
    verb->add_option("-f", words->filter, "Capture filter, see pcap-filter(7)");
    verb->add_option("-s", words->snapLength, "Bytes kept of each frame")->check(CLI::Range(1, 262144));
    verb->add_option("-c", words->count, "Stop after so many frames");
    verb->add_option("-a", words->stop, "Stop at duration:S, filesize:KB or packets:N")->allow_extra_args(false);
    verb->add_option("-b", words->ring,
                     "Go on in another file at filesize:KB, duration:S or packets:N; files:N keeps the newest N")
        ->allow_extra_args(false);
    verb->add_flag("--wait", words->wait, "Wait for the device, and again when it goes");
    verb->callback([words, &chosen] { chosen = [words](const Devices& devices) { return capture(*words, devices); }; });
}

} // namespace tapscope::cli
