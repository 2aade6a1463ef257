#include "capture_end.h"
#include "injector_words.h"
#include "json_output.h"
#include "limited_injector.h"
#include "machine_words.h"
#include "setting_list.h"
#include "setting_words.h"
#include "settled_injector.h"
#include "stop_words.h"
#include "verb.h"

#include <base/printable_text.h>
#include <capture/capture_engine.h>
#include <capture/own_sources.h>
#include <capture/source_opener.h>
#include <net/device_names.h>
#include <plugin/plugin_host.h>
#include <privilege/device_places.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

namespace tapscope::cli {
namespace {

using namespace std::chrono_literals;

constexpr PortUse onlyForInjectors{.record = PortUse::Record::No};

struct InjectWords {
    MachineWords machine;
    std::string name, plugin;
    std::vector<std::string> settings, stop;
    bool json = false;
};

/// The port that the frames are sent to.
struct Target {
    WantedPort wanted;
    InjectionTarget facts;
    bool isOff = false;              ///< a device that is switched off
    std::optional<AddedPort> opened; ///< for sources other than devices, known only once the port is open
};

Result<Target> targetOf(const InjectWords& words, const SourceOpener& opener) {
    const auto onMachine = placedName(words.machine, words.name);
    if (!onMachine)
        return std::unexpected(onMachine.error());
    const std::string& name = *onMachine;
    auto settings = parseSettingWords(words.machine.settings);
    if (!settings)
        return std::unexpected(settings.error());
    Target target{.wanted = {.name = name, .role = {}, .settings = std::move(*settings)},
                  .facts = {.port = 1, .deviceName = name},
                  .opened = {}};
    if (!SourceCatalog::isDevice(name)) {
        auto opened = opener.open(target.wanted, onlyForInjectors);
        if (!opened)
            return std::unexpected(opened.error());
        const PortFacts& facts = opened->port->facts();
        target.facts.linkType = facts.linkType;
        target.facts.mtu = facts.mtu;
        target.opened = std::move(*opened);
        return target;
    }
    auto placed = PlacedName::parse(name);
    const auto devices = opener.devicesAt(placed.place);
    if (!devices)
        return std::unexpected(devices.error());
    const auto device = deviceNamed(**devices, placed.device);
    if (!device)
        return std::unexpected(device.error());
    const auto info = (*devices)->info(*device);
    if (!info)
        return std::unexpected(info.error());
    placed.device = device->text();
    target.facts.deviceName = target.wanted.name = placed.text();
    target.wanted.settings[device_setting::buffer] = {"8"};
    target.facts.linkType = linkTypeOf(info->kind);
    target.facts.mtu = info->mtu;
    target.isOff = !info->isUp;
    return target;
}

/// The ports of the devices that the injector's settings name.
Result<std::vector<AddedPort>> openOthers(const ChosenInjector& injector, const InjectWords& words,
                                          const SourceOpener& opener) {
    std::vector<AddedPort> ports;
    for (const std::string& word : injector.otherDevices()) {
        auto name = placedName(words.machine, word);
        if (!name)
            return std::unexpected(name.error());
        auto opened = opener.open({.name = *name, .role = {}, .settings = {}}, onlyForInjectors);
        if (!opened)
            return std::unexpected(opened.error());
        ports.push_back(std::move(*opened));
    }
    return ports;
}

void reportNotes(InjectionLog& log, CaptureEngine& engine) {
    for (const auto& note : log.takeNotes())
        say(note);
    for (const auto& note : engine.takeNotes())
        say(note);
}

/// Prints the result as one line or as JSON.
void printStatus(Output& out, const InjectorStatus& status, const InjectionLog& log, bool asJson) {
    if (!asJson) {
        out.print("{} received, {} answered, {} sent, {} failed\n", status.received, status.answered, status.sent,
                  status.failed);
        return;
    }
    printAsJson(out, [&](JsonWriter& json) {
        json.beginObject();
        json.member("received", status.received);
        json.member("answered", status.answered);
        json.member("sent", status.sent);
        json.member("failed", status.failed);
        json.key("left_out");
        json.beginObject();
        for (const auto& [reason, frames] : log.leftOut())
            json.member(reason, frames);
        json.endObject();
        json.endObject();
    });
}

/// Success if all frames were sent; prints a line for each reason why frames were left out.
Result<void> judge(const InjectorStatus& status, const InjectionLog& log, const Target& target, Session& session) {
    for (const auto& [reason, frames] : log.leftOut())
        complain(fmt::format("left out: {} {}: {}", frames, frames == 1 ? "frame" : "frames", reason));
    if (status.failed > 0)
        complain(fmt::format("left out: {} {}: {} did not take {}", status.failed,
                             status.failed == 1 ? "frame" : "frames", target.wanted.name,
                             status.failed == 1 ? "it" : "them"));
    if (status.hasFailed)
        return failure(ErrorKind::System, "go on sending to", target.wanted.name, "the plugin failed");
    if (log.isComplete() && status.failed == 0)
        return {};
    if (status.sent > 0) {
        session.exitCode = leftOut;
        return {};
    }
    return failure(ErrorKind::System, "send to", target.wanted.name, "no frame was sent",
                   status.failed == 0 || !target.isOff ? "" : "The device is switched off; switch it on first");
}

Result<void> inject(const InjectWords& words, Session& session) {
    Interruption& interruption = session.interruption();
    const Devices& devices = session.devices;
    const PluginHost host(PluginHost::defaultFolders(), {}, session.plugins);
    auto chosen = ChosenInjector::make(host, words.plugin, words.settings);
    if (!chosen)
        return std::unexpected(chosen.error());
    auto stop = parseStopWords(words.stop);
    if (!stop)
        return std::unexpected(stop.error());
    const SourceOpener opener(SourceCatalog(host.sources()), {.control = devices, .share = {}},
                              HelperProgram::ofThisProgram());
    auto target = targetOf(words, opener);
    if (!target)
        return std::unexpected(target.error());
    chosen->nameOtherDevices(opener);
    const auto log = std::make_shared<InjectionLog>();
    target->facts.log = log;
    auto injector = chosen->create(target->facts);
    if (!injector)
        return std::unexpected(injector.error());
    // Counts the frames that were sent, not those received from the device.
    if (const auto most = std::exchange(stop->frames, std::nullopt))
        *injector = std::make_unique<LimitedInjector>(std::move(*injector), *most);
    *injector = std::make_unique<SettledInjector>(std::move(*injector));
    if (!target->opened) {
        target->wanted.settings[device_setting::receive] = {(*injector)->responds() ? "on" : "off"};
        auto added = opener.open(target->wanted, onlyForInjectors);
        if (!added)
            return std::unexpected(added.error());
        target->opened = std::move(*added);
    }
    auto others = openOthers(*chosen, words, opener);
    if (!others)
        return std::unexpected(others.error());
    std::vector<AddedPort> ports;
    ports.push_back(std::move(*target->opened));
    std::ranges::move(*others, std::back_inserter(ports));
    auto engine = CaptureEngine::start(nullptr, {.stop = *stop, .ports = std::move(ports)});
    if (!engine)
        return std::unexpected(engine.error());
    const InjectorId id = (*engine)->addInjector(std::move(*injector), std::string(chosen->factory->title()));
    while ((*engine)->injectorStatus(id).running && !interruption.waitFor(20ms))
        reportNotes(*log, **engine);
    auto stopped = stopCapture(**engine, interruption);
    const auto status = (*engine)->injectorStatus(id);
    reportNotes(*log, **engine);
    printStatus(session.out, status, *log, words.json);
    if (!stopped)
        return stopped;
    auto judged = judge(status, *log, *target, session);
    session.workIsDone(judged);
    return judged;
}

/// The text of --help below the options: the settings of the plugin that was named, if any, with or without a device.
std::string helpFooter(const InjectWords& words) {
    std::string text = "Exit code: 0 if all frames were sent, 1 if none was sent, 3 if some were left out.";
    if (words.name.empty())
        return text + " tapscope-cli inject PLUGIN --help lists a plugin's settings.";
    const PluginHost host(PluginHost::defaultFolders());
    const auto* factory = host.findInjector(words.plugin.empty() ? words.name : words.plugin);
    if (factory == nullptr)
        return text;
    return text + "\n\nSettings of " + printable(factory->id()) + ", which " + printable(factory->summary()) + ":\n" +
           settingsText(factory->schema());
}

} // namespace

void addInjectVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<InjectWords>();
    auto* verb = app.add_subcommand("inject", "Send frames to a device, or answer frames that it sends");
    verb->add_option("NAME", words->name, "The device, NAMESPACE/DEVICE, or SOURCE:NAME of a source that can send");
    verb->add_option("PLUGIN", words->plugin, "The injector; tapscope-cli plugins lists them");
    verb->add_option("settings", words->settings,
                     "Settings of the plugin, as key=value; see tapscope-cli inject PLUGIN --help");
    verb->add_option("--set", words->machine.settings, "A setting of the source, as key=value")
        ->allow_extra_args(false);
    addMachineOptions(*verb, words->machine);
    verb->add_option("-a", words->stop, "Stop at duration:S or packets:N (N sent frames)")->allow_extra_args(false);
    verb->add_flag("--json", words->json, "Print the counts as JSON");
    verb->footer([words] { return helpFooter(*words); });
    verb->callback([words, &chosen] {
        chosen = [words](Session& session) -> Result<void> {
            if (words->plugin.empty()) {
                session.exitCode = wrongUsage;
                return failure(ErrorKind::Invalid, "inject", words->name.empty() ? "frames" : "into " + words->name,
                               words->name.empty() ? "no device and no plugin are named" : "no plugin is named",
                               "Write tapscope-cli inject NAME PLUGIN key=value…");
            }
            return inject(*words, session);
        };
    });
}

} // namespace tapscope::cli
