#include "capturing.h"

#include "awaited_frame.h"
#include "capture_end.h"
#include "capture_report.h"
#include "captured_program.h"
#include "injector_words.h"
#include "live_output.h"
#include "named_sources.h"
#include "recording_watch.h"
#include "setting_words.h"
#include "stop_words.h"
#include "whole_file.h"

#include <base/unique_fd.h>
#include <capture/capture_engine.h>
#include <capture/own_sources.h>
#include <capture/source_opener.h>
#include <filter/capture_filter.h>
#include <net/device_names.h>
#include <privilege/device_places.h>
#include <store/packer.h>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tapscope::cli {
namespace {

using namespace std::chrono_literals;

constexpr int mebi = 20; // as a shift in bits

bool isStandardOutput(const std::string& file) {
    return file == "-" || file == "/dev/stdout" || file == "/dev/fd/1" || file == "/proc/self/fd/1";
}

/// Resolves options that can be given in several ways.
Result<void> understand(CaptureWords& words) {
    for (std::string& name : words.names) {
        auto placed = placedName(words.machine, name);
        if (!placed)
            return std::unexpected(placed.error());
        name = std::move(*placed);
    }
    if (words.names.size() > 1 && !words.isRecorded())
        return failure(ErrorKind::Invalid, "print", "the frames of several devices", "only one can be printed",
                       "Record them to a file with -w FILE");
    if (Packer::forName(words.file))
        return failure(ErrorKind::Unsupported, "record to", words.file, "a recording is not compressed",
                       "Record to a .pcapng file, and compress that: tapscope-cli export FILE -F pcapng -w FILE.gz");
    if (words.buffer && !words.isRecorded())
        return failure(ErrorKind::Invalid, "use", "--buffer", "only a recording has this buffer",
                       "Record to a file with -w FILE");
    if (!words.before.empty() && (words.until.empty() || !words.isRecorded()))
        return failure(ErrorKind::Invalid, "keep the frames before the match", "\"" + words.before + "\"",
                       "--before needs --until and -w", "Write --until FILTER --before 30s -w FILE");
    if (words.snapLength == 0U)
        words.snapLength.reset();
    if (words.filterFile.empty())
        return {};
    auto text = readFilterFile(words.filterFile);
    if (!text)
        return std::unexpected(text.error());
    words.filter = std::move(*text);
    return {};
}

/// The injectors that run during a capture.
class InjectorsBeside {
public:
    /// Adds the devices that their settings name to those of the capture.
    [[nodiscard]] static Result<InjectorsBeside> choose(CaptureWords& words, const PluginChoice& plugins) {
        InjectorsBeside beside;
        if (words.injectors.empty())
            return beside;
        beside.plugins_ = std::make_unique<const PluginHost>(PluginHost::defaultFolders(), ScriptPlaces{}, plugins);
        for (const std::string& text : words.injectors) {
            auto chosen = ChosenInjector::parse(*beside.plugins_, text);
            if (!chosen)
                return std::unexpected(chosen.error());
            for (std::string& device : chosen->otherDevices()) {
                if (std::ranges::find(words.names, device) == words.names.end())
                    words.names.push_back(std::move(device));
            }
            beside.chosen_.push_back(std::move(*chosen));
        }
        return beside;
    }
    /// Creates them for the first port, which may still have to be opened.
    Result<void> create(CaptureEngine::Options& options, const SourceOpener& opener) {
        const AddedPort& first = options.ports.front();
        InjectionTarget target{.port = 1,
                               .deviceName =
                                   PlacedName{.place = first.choice.nameSpace, .device = first.choice.name}.text(),
                               .log = log_};
        if (first.port) {
            target.linkType = first.port->facts().linkType;
            target.mtu = first.port->facts().mtu;
        }
        for (ChosenInjector& each : chosen_) {
            each.nameOtherDevices(opener);
            auto injector = each.create(target);
            if (!injector)
                return std::unexpected(injector.error());
            options.injectors.emplace_back(std::move(*injector), std::string(each.factory->title()));
        }
        return {};
    }
    void reportNotes() {
        for (const auto& note : log_->takeNotes())
            say(note);
    }
    void reportLeftOut() {
        reportNotes();
        for (const auto& [reason, frames] : log_->leftOut())
            complain(fmt::format("left out: {} {}: {}", frames, frames == 1 ? "frame" : "frames", reason));
    }

private:
    std::unique_ptr<const PluginHost> plugins_; ///< has the code of the injectors
    std::vector<ChosenInjector> chosen_;
    std::shared_ptr<InjectionLog> log_ = std::make_shared<InjectionLog>();
};

/// Only a TAP or TUN can be attached; any other interface is monitored.
bool canAttach(const std::string& name, const SourceOpener& opener) {
    if (!SourceCatalog::isDevice(name))
        return true; // the source decides
    const auto placed = PlacedName::parse(name);
    const auto devices = opener.devicesAt(placed.place);
    if (!devices)
        return true; // opening it tells why
    const auto device = deviceNamed(**devices, placed.device);
    const auto info = device ? (*devices)->info(*device) : std::unexpected(device.error());
    return info ? hasDescriptor(info->kind) : info.error().kind == ErrorKind::NotFound;
}

Result<WantedPort> wantedOf(const std::string& name, const CaptureWords& words, const SourceOpener& opener) {
    auto settings = parseSettingWords(words.settings);
    if (!settings)
        return std::unexpected(settings.error());
    WantedPort wanted{.name = name,
                      .role = roleOf(words.mode, name, opener),
                      .filter = words.filter,
                      .settings = std::move(*settings)};
    if (words.snapLength)
        wanted.snapLength = *words.snapLength;
    if (words.join)
        wanted.settings[device_setting::join] = {"on"};
    if (words.isNotPromiscuous)
        wanted.settings[device_setting::promiscuous] = {"off"};
    return wanted;
}

/// Whether a device of which this program has a queue open has other queues.
bool hasOtherQueues(const std::string& name, DeviceControl& devices) {
    const auto parsed = InterfaceName::parse(name);
    const auto device = parsed ? devices.info(*parsed) : std::unexpected(parsed.error());
    return device && device->openQueues > 1;
}

/// Says how to capture a device that another program has open.
Error withAdvice(Error error, const std::string& name) {
    if (error.kind == ErrorKind::Busy && SourceCatalog::isDevice(name))
        error.hint += std::string(error.hint.empty() ? "" : ". ") + "Add --mode monitor to capture beside it";
    return error;
}

/// The port for each name, opened now, so that errors are reported before a file is created. The engine opens devices
/// that do not exist yet.
Result<std::vector<AddedPort>> openAll(const CaptureWords& words, const SourceOpener& opener, DeviceControl& devices) {
    std::vector<AddedPort> ports;
    for (const auto& name : words.names) {
        const auto wanted = wantedOf(name, words, opener);
        if (!wanted)
            return std::unexpected(wanted.error());
        const PortUse use{.whenGone = words.wait ? PortUse::WhenGone::Wait : PortUse::WhenGone::End};
        auto added = opener.open(*wanted, use);
        const bool isAwaited = !added && added.error().kind == ErrorKind::NotFound && words.wait;
        if (isAwaited) {
            say(fmt::format("Waiting for {}", name));
            added = opener.prepare(*wanted, use);
        }
        if (!added)
            return std::unexpected(withAdvice(added.error(), name));
        const bool isMonitored = added->port && !added->port->facts().isAttached;
        if (isMonitored && wanted->role == source_role::attach && SourceCatalog::isDevice(name) &&
            added->choice.name != PacketPort::anyInterface)
            say(fmt::format("Another program has a queue of {} open, so it is monitored. --join attaches another "
                            "queue, which takes some of the frames",
                            name));
        if (words.join && added->port && added->port->facts().isAttached && hasOtherQueues(name, devices))
            say(fmt::format("Other programs also have queues of {} open: this capture gets some of the frames, and "
                            "they get the rest",
                            name));
        ports.push_back(std::move(*added));
    }
    return ports;
}

/// A pipe or device that is named by -w.
struct NamedPipe {
    UniqueFd descriptor;
    Output output;
};

/// The destination of the frames: a file, a pipe, standard output, or a count.
struct Target {
    std::shared_ptr<Recording> recording;
    std::unique_ptr<NamedPipe> pipe;
    std::unique_ptr<LiveSink> live;
};

/// Waits for the reader of a FIFO. Null: standard output.
Result<std::unique_ptr<NamedPipe>> pipeOf(const CaptureWords& words) {
    if (words.file.empty() || isStandardOutput(words.file))
        return nullptr;
    UniqueFd descriptor(open(words.file.c_str(), O_WRONLY | O_CLOEXEC));
    if (!descriptor)
        return systemError(errno, "write to", words.file);
    const int number = descriptor.get();
    return std::unique_ptr<NamedPipe>(new NamedPipe{std::move(descriptor), Output(number, words.file)});
}

Result<Target> targetOf(const CaptureWords& words, const CaptureLimits& limits, const AddedPort& first,
                        Session& session) {
    if (words.isRecorded()) {
        RecordingOptions options{
            .existing = RecordingOptions::Existing::Replace, .keepsIndex = false, .ring = limits.ring};
        if (words.buffer)
            options.bufferSize = *words.buffer << mebi;
        auto created = Recording::create(words.file, options);
        if (!created)
            return std::unexpected(created.error());
        return Target{.recording = std::move(*created), .pipe = nullptr, .live = nullptr};
    }
    auto pipe = pipeOf(words);
    if (!pipe)
        return std::unexpected(pipe.error());
    CaptureInterface interface{.name = words.names.front()};
    if (first.port)
        interface.linkType = first.port->facts().linkType;
    LiveFrames frames(interface, {.most = limits.stop.frames, .filter = words.laterFilter});
    if (words.makeSink)
        return Target{.recording = nullptr, .pipe = nullptr, .live = words.makeSink(std::move(frames))};
    auto made = LiveOutput::make(words.file.empty() ? LiveOutput::Form::Lines : LiveOutput::Form::Stream,
                                 std::move(frames), session.plugins, *pipe ? (*pipe)->output : session.out);
    if (!made)
        return std::unexpected(made.error());
    return Target{.recording = nullptr, .pipe = std::move(*pipe), .live = std::move(*made)};
}

/// Reports the result at the end.
Result<void> report(const CaptureEngine& engine, const Target& target, const CaptureWords& words, Session& session) {
    const CaptureStatus status = engine.status();
    auto line = fmt::format("{} received, {} dropped", status.frames, status.drops.system + status.drops.interface);
    if (status.drops.device != 0)
        say(fmt::format("{} were dropped by the device on the way to its other end", status.drops.device));
    if (!words.until.empty() && !status.hasSeen) {
        say("No frame matched the filter of --until");
        session.exitCode = notSeen;
    }
    if (target.recording && words.json) {
        printNumbers(session.out, engine, target.recording->status().framesNotRecorded);
        return {};
    }
    if (target.recording) {
        if (status.left != 0)
            line += fmt::format(", {} kept", status.frames - status.left);
        if (const auto lost = target.recording->status().framesNotRecorded)
            line += fmt::format(", {} not recorded", lost);
        if (!words.isQuiet)
            session.out.print("{}\n", line);
        return {};
    }
    auto shown = target.live->end();
    if (auto ended = target.pipe ? target.pipe->output.end() : Result<void>(); shown && !ended)
        shown = std::move(ended);
    if (!words.isQuiet)
        say(line);
    if (const auto lost = target.live->lost())
        say(fmt::format("{} frames are left out: they arrived faster than they could be processed", lost));
    return shown;
}

} // namespace

bool CaptureWords::isStreamed() const {
    struct stat status{};
    return isStandardOutput(file) ||
           (stat(file.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode));
}

std::string roleOf(const std::string& mode, const std::string& name, const SourceOpener& opener) {
    if (!mode.empty())
        return mode;
    return std::string(canAttach(name, opener) ? source_role::attach : source_role::monitor);
}

Result<void> capture(CaptureWords words, Session& session) {
    if (!words.interface.empty() && !words.names.empty())
        return failure(ErrorKind::Invalid, "capture on", words.names.front(), "-i already names a device",
                       "Name all devices without -i; a filter is an option: -f");
    if (!words.interface.empty())
        words.names.push_back(words.interface);
    auto beside = InjectorsBeside::choose(words, session.plugins);
    if (!beside)
        return std::unexpected(beside.error());
    if (auto understood = understand(words); !understood)
        return understood;
    Interruption& interruption = session.interruption();
    auto limits = parseLimits(words.stop, words.ring);
    if (!limits)
        return std::unexpected(limits.error());
    if (words.count)
        limits->stop.frames = words.count;
    // Errors that concern every device are reported before any device is opened, because a device may not exist yet.
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
    const NamedSources sources(words.names, session.plugins);
    const SourceOpener opener(sources.catalog(), {.control = session.devices, .share = {}},
                              HelperProgram::ofThisProgram());
    auto ports = openAll(words, opener, *session.devices);
    if (!ports)
        return std::unexpected(ports.error());
    auto target = targetOf(words, *limits, ports->front(), session);
    if (!target)
        return std::unexpected(target.error());
    CaptureEngine::Options options{.stop = limits->stop, .ports = std::move(*ports), .keep = keep};
    if (target->live)
        options.injectors.emplace_back(target->live->observer(), "The printing");
    if (auto created = beside->create(options, opener); !created)
        return created;
    auto engine = CaptureEngine::start(target->recording, std::move(options));
    if (!engine)
        return std::unexpected(engine.error());
    const auto reportNotes = [&engine, &beside] {
        beside->reportNotes();
        for (const auto& note : (*engine)->takeNotes())
            say(note);
    };
    std::optional<RecordingWatch> watch;
    if (target->recording)
        watch.emplace(target->recording);
    std::optional<CapturedProgram> program;
    if (!words.run.empty()) {
        auto started = CapturedProgram::start(words.run, words.names, *session.devices);
        if (!started)
            return std::unexpected(started.error());
        program.emplace(std::move(*started));
    }
    Result<void> shown;
    while ((*engine)->status().state != CaptureStatus::State::Ended && (!watch || watch->look()) &&
           !interruption.waitFor(50ms) && shown && !(program && program->hasEnded())) {
        reportNotes();
        if (target->live)
            shown = target->live->take();
    }
    auto stopped = stopCapture(**engine, interruption);
    reportNotes();
    auto finished = watch ? watch->finish(interruption) : Result<void>();
    beside->reportLeftOut();
    auto reported = report(**engine, *target, words, session);
    for (auto* each : {&shown, &stopped, &finished}) {
        if (!*each)
            return *each;
    }
    session.workIsDone(reported);
    return reported;
}

} // namespace tapscope::cli
