#include "awaited_frame.h"
#include "json_writer.h"
#include "live_output.h"
#include "recording_watch.h"
#include "stop_words.h"
#include "verb.h"
#include "whole_file.h"

#include <capture/capture_engine.h>
#include <capture/device_capture.h>
#include <filter/capture_filter.h>
#include <net/device_names.h>
#include <privilege/device_places.h>
#include <store/packer.h>

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tapscope::cli {
namespace {

using namespace std::chrono_literals;

struct CaptureWords {
    std::vector<std::string> names;
    std::string interface, file, filter, filterFile, mode = "attach", until, before;
    std::optional<std::uint32_t> snapLength;
    std::optional<std::uint64_t> count;
    std::vector<std::string> stop, ring;
    ScriptFiles scripts;
    bool wait = false, join = false, json = false, isNotPromiscuous = false;
    std::uint64_t ignored = 0; ///< options that change nothing here

    [[nodiscard]] bool isRecorded() const { return !file.empty() && file != "-"; }
};

/// Settles what can be said in several ways.
Result<void> understand(CaptureWords& words) {
    if (!words.interface.empty())
        words.names.push_back(words.interface);
    if (words.names.empty())
        return failure(ErrorKind::Invalid, "capture", "frames", "no device is named", "Write capture NAME -w FILE");
    if (words.names.size() > 1 && !words.isRecorded())
        return failure(ErrorKind::Invalid, "print", "the frames of several devices", "only one can be printed",
                       "Record them to a file with -w FILE");
    if (Packer::forName(words.file))
        return failure(ErrorKind::Unsupported, "record to", words.file, "a recording is not compressed",
                       "Record to a .pcapng file, and compress that: tapscope-cli export FILE -F pcapng -w FILE.gz");
    if (!words.before.empty() && (words.until.empty() || !words.isRecorded()))
        return failure(ErrorKind::Invalid, "keep what came before", "\"" + words.before + "\"",
                       "--before belongs to --until and -w", "Write --until FILTER --before 30s -w FILE");
    if (words.snapLength == 0U)
        words.snapLength.reset();
    if (words.filterFile.empty())
        return {};
    auto text = readSmallText(words.filterFile);
    if (!text)
        return std::unexpected(text.error());
    words.filter = std::move(*text);
    return {};
}

DeviceCapture wantedOf(const PlacedName& name, const CaptureWords& words) {
    DeviceCapture wanted{.role = words.mode == "monitor" ? DeviceCapture::Role::Monitor : DeviceCapture::Role::Attach,
                         .name = name.device,
                         .nameSpace = name.place,
                         .filter = words.filter,
                         .queues = words.join ? DeviceCapture::Queues::Join : DeviceCapture::Queues::Alone};
    if (words.snapLength)
        wanted.snapLength = *words.snapLength;
    if (words.isNotPromiscuous)
        wanted.promiscuous = PortRequest::Promiscuous::No;
    return wanted;
}

/// What a port is to be of each device: opened now, so that what is wrong is said before a file is made; those that are
/// still to come are left to the engine.
Result<std::vector<AddedPort>> openAll(const CaptureWords& words, DevicePlaces& places) {
    std::vector<AddedPort> requests;
    for (const auto& text : words.names) {
        auto name = PlacedName::parse(text);
        auto control = places.at(name.place);
        if (!control)
            return std::unexpected(control.error());
        const auto device = deviceNamed(**control, name.device); // which may have alternative names
        if (!device)
            return std::unexpected(device.error());
        name.device = device->text();
        const auto wanted = wantedOf(name, words);
        auto port = openDevice(wanted, {.control = *control, .share = {}});
        const bool isAwaited = !port && port.error().kind == ErrorKind::NotFound && words.wait;
        if (!port && !isAwaited)
            return std::unexpected(port.error());
        if (isAwaited)
            say(fmt::format("Waiting for {}", text));
        else if (wanted.role == DeviceCapture::Role::Attach && !(*port)->facts().isAttached &&
                 name.device != PacketPort::anyInterface)
            say(fmt::format("Another program has a queue of {}: monitoring it. --join attaches a queue beside, which "
                            "takes a share of its frames",
                            text));
        requests.push_back({.choice = choiceOf(wanted, {.control = *control, .share = {}}),
                            .port = isAwaited ? nullptr : std::move(*port),
                            .use = {.whenGone = words.wait ? PortUse::WhenGone::Wait : PortUse::WhenGone::End}});
    }
    return requests;
}

/// Where the frames go: to a file, or to whoever reads the standard output.
struct Target {
    std::shared_ptr<Recording> recording;
    std::unique_ptr<LiveOutput> live;
};

Result<Target> targetOf(const CaptureWords& words, const CaptureLimits& limits, const AddedPort& first,
                        Session& session) {
    if (words.isRecorded()) {
        auto created = Recording::create(
            words.file, {.existing = RecordingOptions::Existing::Replace, .keepsIndex = false, .ring = limits.ring});
        if (!created)
            return std::unexpected(created.error());
        return Target{.recording = std::move(*created), .live = nullptr};
    }
    CaptureInterface interface{.name = words.names.front()};
    if (first.port)
        interface.linkType = first.port->facts().linkType;
    auto made = LiveOutput::make(words.file.empty() ? LiveOutput::Form::Lines : LiveOutput::Form::Stream, interface,
                                 limits.stop.frames, session.plugins, session.out);
    if (!made)
        return std::unexpected(made.error());
    return Target{.recording = nullptr, .live = std::move(*made)};
}

/// What came of it, in the end.
Result<void> tell(const CaptureStatus& status, const Target& target, const CaptureWords& words, Session& session) {
    auto line = fmt::format("{} received, {} dropped", status.frames, status.drops.system + status.drops.interface);
    if (status.drops.device != 0)
        say(fmt::format("{} were dropped by the device towards its other side", status.drops.device));
    if (!words.until.empty() && !status.hasSeen) {
        say("The frame that was waited for did not come");
        session.exitCode = notSeen;
    }
    if (target.recording && words.json) {
        std::string text;
        JsonWriter json(text);
        json.beginObject();
        json.member("received", status.frames);
        json.member("dropped", status.drops.system + status.drops.interface);
        json.member("not_recorded", target.recording->status().framesNotRecorded);
        if (status.left != 0)
            json.member("kept", status.frames - status.left);
        json.endObject();
        session.out.print("{}\n", text);
        return {};
    }
    if (target.recording) {
        if (status.left != 0)
            line += fmt::format(", {} kept", status.frames - status.left);
        if (const auto lost = target.recording->status().framesNotRecorded)
            line += fmt::format(", {} not recorded", lost);
        session.out.print("{}\n", line);
        return {};
    }
    auto shown = target.live->end();
    say(line);
    if (target.live->written() < status.frames)
        say(fmt::format("{} frames are not shown: they came before the printing began, or faster than it",
                        status.frames - target.live->written()));
    return shown;
}

Result<void> capture(const CaptureWords& words, Session& session) {
    Interruption& interruption = session.interruption();
    auto limits = parseLimits(words.stop, words.ring);
    if (!limits)
        return std::unexpected(limits.error());
    if (words.count)
        limits->stop.frames = words.count;
    // What is wrong for every device is said before one is looked at: it may still have to come.
    if (auto filter = CaptureFilter::compile(words.filter, LinkType::Ethernet);
        !filter && !CaptureFilter::compile(words.filter, LinkType::Raw))
        return std::unexpected(filter.error());
    std::optional<KeepBefore> keep;
    if (!words.before.empty()) {
        const auto before = parseBefore(words.before);
        if (!before)
            return std::unexpected(before.error());
        keep = *before;
    }
    std::unique_ptr<AwaitedFrame> awaited;
    if (!words.until.empty()) {
        auto made = AwaitedFrame::make(words.until, words.names, words.scripts, session.plugins);
        if (!made)
            return std::unexpected(made.error());
        awaited = std::move(*made);
        limits->stop.frame = [&awaited](PortId port, std::span<const Frame> frames) {
            return awaited->look(port, frames);
        };
    }
    DevicePlaces places(session.devices, HelperProgram::ofThisProgram());
    auto ports = openAll(words, places);
    if (!ports)
        return std::unexpected(ports.error());
    auto target = targetOf(words, *limits, ports->front(), session);
    if (!target)
        return std::unexpected(target.error());
    auto engine =
        CaptureEngine::start(target->recording, {.stop = limits->stop, .ports = std::move(*ports), .keep = keep});
    if (!engine)
        return std::unexpected(engine.error());
    if (target->live)
        (*engine)->addInjector(target->live->observer(), "The printing");
    const auto tellNotes = [&engine] {
        for (const auto& note : (*engine)->takeNotes())
            say(note);
    };
    std::optional<RecordingWatch> watch;
    if (target->recording)
        watch.emplace(target->recording);
    Result<void> shown;
    while ((*engine)->status().state != CaptureStatus::State::Ended && (!watch || watch->look()) &&
           !interruption.waitFor(50ms) && shown) {
        tellNotes();
        if (target->live)
            shown = target->live->write();
    }
    auto stopped = (*engine)->stop();
    tellNotes();
    auto finished = watch ? watch->finish(interruption) : Result<void>();
    auto told = tell((*engine)->status(), *target, words, session);
    for (auto* each : {&shown, &stopped, &finished}) {
        if (!*each)
            return *each;
    }
    return told;
}

} // namespace

void addCaptureVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<CaptureWords>();
    auto* verb = app.add_subcommand("capture", "Record the frames of devices to a pcapng file, or print them");
    verb->add_option("NAME", words->names,
                     "The devices, or any: each is recorded under its own interface. blue/eth0 is in the network "
                     "namespace blue, pid:4711/eth0 in the one of a process");
    verb->add_option("-i", words->interface, "The same, of one");
    verb->add_option("-w", words->file,
                     "The pcapng file to write; - is the standard output. Without it a line is printed for each frame");
    verb->add_option("--mode", words->mode,
                     "attach: own the TAP's or TUN's descriptor; monitor: watch while another has it")
        ->check(CLI::IsMember({"attach", "monitor"}));
    verb->add_option("-f", words->filter, "Capture filter, see pcap-filter(7)");
    verb->add_option("-F", words->filterFile, "A file with such a filter")->excludes("-f");
    verb->add_option("-s", words->snapLength, "Bytes kept of each frame; 0 keeps all")->check(CLI::Range(0, 262144));
    verb->add_option("-c", words->count, "Stop after so many frames");
    verb->add_option("-a", words->stop, "Stop at duration:S, filesize:KB or packets:N, or after files:N of a ring")
        ->allow_extra_args(false);
    verb->add_option("-b", words->ring,
                     "Go on in another file at filesize:KB, duration:S or packets:N; files:N keeps the newest N")
        ->allow_extra_args(false);
    verb->add_option("--until", words->until,
                     "Wait for a frame that passes this field filter, and stop with it. The exit code is 0 when it "
                     "came, and 4 when the capture ended otherwise");
    verb->add_option("--before", words->before,
                     "With --until: keep only the last 30s or 64MB, say, of what came before the end; they wait in "
                     "memory, of which a time gets 256 MB");
    addScriptOption(*verb, words->scripts);
    verb->add_flag("--wait", words->wait, "Wait for the device, and again when it goes");
    verb->add_flag("--join", words->join, "Attach a queue of our own to a device of which another program has one");
    verb->add_flag("-p", words->isNotPromiscuous, "Do not make a monitored device promiscuous");
    verb->add_flag("--json", words->json, "With -w FILE: print the counts as JSON");
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
