#include "capture_report.h"
#include "capture_server.h"
#include "capturing.h"
#include "named_sources.h"
#include "number_check.h"
#include "stop_words.h"

#include <capture/capture_engine.h>
#include <capture/source_opener.h>

#include <fmt/core.h>
#include <socket/socket_address.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <utility>

namespace tapscope::cli {
namespace {

using namespace std::chrono_literals;

/// The source name for receiving captures at an address.
Result<std::string> listenerAt(const std::string& address, const PluginChoice& plugins) {
    const PluginHost host(PluginHost::defaultFolders(), {}, plugins);
    for (const auto* source : host.sources()) {
        if (std::ranges::find(source->roles(), std::string_view("listener")) != source->roles().end())
            return std::string(source->id()) + ":" + address;
    }
    return failure(ErrorKind::NotFound, "listen at", address, "the plugin for it is not loaded",
                   "tapscope-cli plugins shows why");
}

/// Captures on the named devices and sends the frames to programs that connect.
Result<void> serve(const std::string& address, const CaptureWords& words, Session& session) {
    Interruption& interruption = session.interruption();
    const auto where = SocketAddress::parse(address);
    if (!where)
        return std::unexpected(where.error());
    auto stop = parseStopWords(words.stop);
    if (!stop)
        return std::unexpected(stop.error());
    if (words.count)
        stop->frames = words.count;
    const NamedSources sources(words.names, session.plugins);
    const SourceOpener opener(sources.catalog(), {.control = session.devices, .share = {}},
                              HelperProgram::ofThisProgram());
    std::vector<AddedPort> ports;
    for (const auto& name : words.names) {
        auto port = opener.open({.name = name, .role = roleOf(words.mode, name, opener), .filter = words.filter},
                                {.whenGone = PortUse::WhenGone::Wait});
        if (!port)
            return std::unexpected(port.error());
        ports.push_back(std::move(*port));
    }
    auto listener = listenAt(*where);
    if (!listener)
        return std::unexpected(listener.error());
    say("Listening at " + SocketAddress::ofSocket(listener->get()).text());
    if (!where->isLocal())
        say("Anyone who can reach this address can see the frames");
    auto engine = CaptureEngine::start(nullptr, {.stop = *stop, .ports = std::move(ports)});
    if (!engine)
        return std::unexpected(engine.error());
    (*engine)->addInjector(captureServer(std::move(*listener)), "The sending");
    while ((*engine)->status().state != CaptureStatus::State::Ended && !interruption.waitFor(50ms)) {
        for (const auto& note : (*engine)->takeNotes())
            say(note);
    }
    auto stopped = stopCapture(**engine, interruption);
    if (words.json) {
        printNumbers(session.out, **engine);
    } else {
        const auto status = (*engine)->status();
        const auto dropped = status.drops.system + status.drops.interface;
        session.out.print("{} received, {} dropped\n", status.frames, dropped);
    }
    session.workIsDone(stopped);
    return stopped;
}

} // namespace

void addListenVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<CaptureWords>();
    auto address = std::make_shared<std::string>();
    auto* verb = app.add_subcommand("listen", "Receive captures that programs send over TCP (pcap-over-IP), or send "
                                              "the frames of devices to programs that connect");
    verb->add_option("ADDRESS", *address, "PORT (on the loopback interface), ADDRESS:PORT or [ADDRESS]:PORT")
        ->required();
    verb->add_option("NAME", words->names,
                     "Devices whose frames are sent, named as for capture; without any, captures are received");
    verb->add_option(
        "-w", words->file,
        "When receiving: the pcapng file to write; - is standard output. Without it, a line is printed for each frame");
    verb->add_option("--mode", words->mode, "When sending a device's frames: attach or monitor, as for capture")
        ->check(CLI::IsMember({std::string(source_role::attach), std::string(source_role::monitor)}));
    verb->add_option("-f", words->filter, "Capture filter, see pcap-filter(7)");
    verb->add_option("-c", words->count, "Stop after this number of frames")->check(aNumberFromOne());
    verb->add_option("-a", words->stop, "Stop at duration:S, filesize:KB or packets:N")->allow_extra_args(false);
    verb->add_flag("--json", words->json, "When sending, or with -w FILE: print the counts as JSON");
    verb->callback([words, address, &chosen] {
        chosen = [words, address](Session& session) -> Result<void> {
            static_cast<void>(session.interruption()); // before a plugin starts a thread
            if (!words->names.empty())
                return serve(*address, *words, session);
            auto name = listenerAt(*address, session.plugins);
            if (!name)
                return std::unexpected(name.error());
            words->names = {std::move(*name)};
            return capture(*words, session);
        };
    });
}

} // namespace tapscope::cli
