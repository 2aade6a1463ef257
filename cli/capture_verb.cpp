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
    std::string interface, file, filter, filterFile, mode = "attach";
    std::optional<std::uint32_t> snapLength;
    std::optional<std::uint64_t> count;
    std::vector<std::string> stop, ring;
    bool wait = false, join = false, json = false, isNotPromiscuous = false;
    std::uint64_t ignored = 0; ///< options that change nothing here
};

/// Settles what can be said in several ways.
Result<void> understand(CaptureWords& words) {
    if (!words.interface.empty())
        words.names.push_back(words.interface);
    if (words.names.empty())
        return failure(ErrorKind::Invalid, "capture", "frames", "no device is named", "Write capture NAME -w FILE");
    if (words.names.size() > 1 && (words.file.empty() || words.file == "-"))
        return failure(ErrorKind::Invalid, "print", "the frames of several devices", "only one can be printed",
                       "Record them to a file with -w FILE");
    if (Packer::forName(words.file))
        return failure(ErrorKind::Unsupported, "record to", words.file, "a recording is not compressed",
                       "Record to a .pcapng file, and compress that: tapscope-cli export FILE -F pcapng -w FILE.gz");
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

DeviceCapture wantedOf(const std::string& name, const CaptureWords& words) {
    DeviceCapture wanted{.role = words.mode == "monitor" ? DeviceCapture::Role::Monitor : DeviceCapture::Role::Attach,
                         .name = name,
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
Result<std::vector<AddedPort>> openAll(const CaptureWords& words, const Devices& devices) {
    std::vector<AddedPort> requests;
    for (const auto& word : words.names) {
        const auto device = deviceNamed(*devices, word);
        if (!device)
            return std::unexpected(device.error());
        const std::string& name = device->text();
        const auto wanted = wantedOf(name, words);
        auto port = openDevice(wanted, {.control = devices, .share = {}});
        const bool isAwaited = !port && port.error().kind == ErrorKind::NotFound && words.wait;
        if (!port && !isAwaited)
            return std::unexpected(port.error());
        if (isAwaited)
            say(fmt::format("Waiting for {}", name));
        else if (wanted.role == DeviceCapture::Role::Attach && !(*port)->facts().isAttached &&
                 name != PacketPort::anyInterface)
            say(fmt::format("Another program has a queue of {}: monitoring it. --join attaches a queue beside, which "
                            "takes a share of its frames",
                            name));
        requests.push_back({.choice = choiceOf(wanted, {.control = devices, .share = {}}),
                            .port = isAwaited ? nullptr : std::move(*port),
                            .use = {.whenGone = words.wait ? PortUse::WhenGone::Wait : PortUse::WhenGone::End}});
    }
    return requests;
}

Result<void> capture(const CaptureWords& words, Session& session) {
    Interruption& interruption = session.interruption();
    auto stop = parseStopWords(words.stop);
    if (!stop)
        return std::unexpected(stop.error());
    if (words.count)
        stop->frames = words.count;
    auto ring = parseRingWords(words.ring);
    if (!ring)
        return std::unexpected(ring.error());
    // What is wrong for every device is said before one is looked at: it may still have to come.
    if (auto filter = CaptureFilter::compile(words.filter, LinkType::Ethernet);
        !filter && !CaptureFilter::compile(words.filter, LinkType::Raw))
        return std::unexpected(filter.error());
    auto ports = openAll(words, session.devices);
    if (!ports)
        return std::unexpected(ports.error());
    std::shared_ptr<Recording> recording;
    std::unique_ptr<LiveOutput> live; // where no file is written
    if (words.file.empty() || words.file == "-") {
        CaptureInterface interface{.name = words.names.front()};
        if (const auto& port = ports->front().port)
            interface.linkType = port->facts().linkType;
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
    auto engine = CaptureEngine::start(recording, {.stop = *stop, .ports = std::move(*ports)});
    if (!engine)
        return std::unexpected(engine.error());
    if (live)
        (*engine)->addInjector(live->observer());
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
    if (status.drops.device != 0)
        say(fmt::format("{} were dropped by the device towards its other side", status.drops.device));
    if (recording && words.json) {
        std::string text;
        JsonWriter json(text);
        json.beginObject();
        json.member("received", status.frames);
        json.member("dropped", status.drops.system + status.drops.interface);
        json.member("not_recorded", recording->status().framesNotRecorded);
        json.endObject();
        session.out.print("{}\n", text);
        return stopped ? finished : stopped;
    }
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
    auto* verb = app.add_subcommand("capture", "Record the frames of devices to a pcapng file, or print them");
    verb->add_option("NAME", words->names, "The devices, or any: each is recorded under its own interface");
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
    verb->add_option("-a", words->stop, "Stop at duration:S, filesize:KB or packets:N")->allow_extra_args(false);
    verb->add_option("-b", words->ring,
                     "Go on in another file at filesize:KB, duration:S or packets:N; files:N keeps the newest N")
        ->allow_extra_args(false);
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
