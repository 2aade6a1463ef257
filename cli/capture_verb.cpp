#include "live_output.h"
#include "recording_watch.h"
#include "stop_words.h"
#include "verb.h"
#include "whole_file.h"

#include <capture/capture_engine.h>
#include <capture/sources.h>
#include <filter/capture_filter.h>
#include <net/interface.h>

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

namespace tapscope::cli {
namespace {

using namespace std::chrono_literals;

struct CaptureWords {
    std::string name, interface, file, filter, filterFile, mode = "attach";
    std::optional<std::uint32_t> snapLength;
    std::optional<std::uint64_t> count;
    std::vector<std::string> stop, ring;
    bool wait = false, isNotPromiscuous = false;
    std::uint64_t ignored = 0; ///< options that change nothing here
};

/// Settles what can be said in several ways.
Result<void> understand(CaptureWords& words) {
    if (words.name.empty())
        words.name = words.interface;
    else if (!words.interface.empty())
        return failure(ErrorKind::Invalid, "capture on", words.name, "-i names another device", "Name one");
    if (words.name.empty())
        return failure(ErrorKind::Invalid, "capture", "frames", "no device is named", "Write capture NAME -w FILE");
    if (words.snapLength == 0U)
        words.snapLength.reset();
    if (words.filterFile.empty())
        return {};
    auto text = readWholeFile(words.filterFile);
    if (!text)
        return std::unexpected(text.error());
    words.filter = std::move(*text);
    return {};
}

Result<std::unique_ptr<FrameSource>> open(const InterfaceName& name, const CaptureWords& words,
                                          const Devices& devices) {
    if (words.mode == "monitor") {
        MonitorOptions options{.filter = words.filter};
        if (words.snapLength)
            options.snapLength = *words.snapLength;
        if (words.isNotPromiscuous)
            options.promiscuous = PortRequest::Promiscuous::No;
        return monitorInterface(name, options, *devices);
    }
    auto device = devices->open(name);
    if (!device)
        return std::unexpected(device.error());
    return attachTap(std::move(*device),
                     {.filter = words.filter, .snapLength = words.snapLength.value_or(AttachOptions{}.snapLength)},
                     devices);
}

Result<void> capture(const CaptureWords& words, Session& session) {
    Interruption& interruption = session.interruption();
    const Devices& devices = session.devices;
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
    std::shared_ptr<Recording> recording;
    std::unique_ptr<LiveOutput> live; // where no file is written
    if (words.file.empty() || words.file == "-") {
        const CaptureInterface interface =
            isAwaited ? CaptureInterface{.linkType = linkType, .name = words.name} : (*source)->interface();
        auto made = LiveOutput::make(words.file.empty() ? LiveOutput::Form::Lines : LiveOutput::Form::Stream, interface,
                                     stop->frames, session.out);
        if (!made)
            return std::unexpected(made.error());
        live = std::move(*made);
    } else {
        auto created = Recording::create(
            words.file, {.existing = RecordingOptions::Existing::Replace, .keepsIndex = false, .ring = *ring});
        if (!created)
            return std::unexpected(created.error());
        recording = std::move(*created);
    }
    CaptureEngine::Options options{.stop = *stop, .reopen = {}};
    if (words.wait)
        options.reopen = [name = *name, words, devices]() -> std::optional<std::unique_ptr<FrameSource>> {
            auto again = open(name, words, devices);
            return again ? std::optional(std::move(*again)) : std::nullopt;
        };
    auto engine = CaptureEngine::start(isAwaited ? nullptr : std::move(*source), recording, std::move(options));
    if (!engine)
        return std::unexpected(engine.error());
    if (live)
        (*engine)->addInjector(live->observer());
    say(fmt::format("{} {}", isAwaited ? "Waiting for" : "Capturing on", words.name));
    const auto tellNotes = [&engine] {
        for (const auto& note : (*engine)->takeNotes())
            say(note);
    };
    std::optional<RecordingWatch> watch;
    if (recording)
        watch.emplace(recording);
    Result<void> shown;
    while ((*engine)->status().state != CaptureStatus::State::Ended && (!watch || watch->look()) &&
           !interruption.waitFor(50ms) && shown) {
        tellNotes();
        if (live)
            shown = live->write();
    }
    auto stopped = (*engine)->stop();
    tellNotes();
    auto finished = watch ? watch->finish(interruption) : Result<void>();
    const auto status = (*engine)->status();
    auto line = fmt::format("{} received, {} dropped", status.frames, status.drops.system + status.drops.interface);
    if (recording) {
        if (const auto lost = recording->status().framesNotRecorded)
            line += fmt::format(", {} not recorded", lost);
        session.out.print("{}\n", line);
        return stopped ? finished : stopped;
    }
    if (shown)
        shown = live->end();
    say(line);
    if (live->written() < status.frames)
        say(fmt::format("{} frames are not shown: they came before the printing began, or faster than it",
                        status.frames - live->written()));
    return shown ? stopped : shown;
}

} // namespace

void addCaptureVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<CaptureWords>();
    auto* verb = app.add_subcommand("capture", "Record a device's frames to a pcapng file, or print them");
    verb->add_option("NAME", words->name, "The device");
    verb->add_option("-i", words->interface, "The same");
    verb->add_option("-w", words->file,
                     "The pcapng file to write; - is the standard output. Without it a line is printed for each frame");
    verb->add_option("--mode", words->mode,
                     "attach: own the TAP's or TUN's descriptor; monitor: watch while another has it")
        ->check(CLI::IsMember({"attach", "monitor"}));
    verb->add_option("-f", words->filter, "Capture filter, see pcap-filter(7)");
    verb->add_option("-F", words->filterFile, "A file with such a filter")->excludes("-f");
    verb->add_option("-s", words->snapLength, "Bytes kept of each frame; 0 keeps all")->check(CLI::Range(0, 262144));
    verb->add_option("-c", words->count, "Stop after so many frames");
    verb->add_option("-a", words->stop, "Stop at duration:S, filesize:KB or packets:N")->allow_extra_args(false);
    verb->add_option("-b", words->ring,
                     "Go on in another file at filesize:KB, duration:S or packets:N; files:N keeps the newest N")
        ->allow_extra_args(false);
    verb->add_flag("--wait", words->wait, "Wait for the device, and again when it goes");
    verb->add_flag("-p", words->isNotPromiscuous, "Do not make a monitored device promiscuous");
    verb->add_flag("-U", words->ignored, "Accepted: what comes is written at once always");
    verb->add_flag("-n", words->ignored, "Accepted: names are never looked up");
    verb->callback([words, &chosen] {
        chosen = [words](Session& session) -> Result<void> {
            if (auto understood = understand(*words); !understood)
                return understood;
            return capture(*words, session);
        };
    });
}

} // namespace tapscope::cli
