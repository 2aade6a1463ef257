#include "capturing.h"
#include "extcap_log.h"
#include "extcap_toolbar.h"

#include <base/unique_fd.h>
#include <filter/capture_filter.h>
#include <net/device_configuration.h>
#include <net/device_info.h>
#include <privilege/sandbox.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QStringList>

#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <memory>
#include <optional>
#include <utility>

namespace tapscope::cli {
namespace {

// Implements the requests that Wireshark makes of a program in its extcap folder (doc/extcap_example.py of its
// sources).

constexpr std::string_view prefix = "tapscope-"; ///< prefix of our interface names
constexpr std::string_view sandbox = "tapscope_sandbox";
constexpr const char* sandboxAddress = "10.9.0.1/24";
constexpr std::string_view sandboxDevice = "tap0"; ///< in the sandbox

struct ExtcapWords {
    bool interfaces = false, dlts = false, config = false, capture = false, install = false;
    std::string interface, fifo, filter, mode = std::string(source_role::attach), version, controlIn, controlOut;
    std::string program, address, device = std::string(sandboxDevice); ///< of the sandbox
};

/// A value between braces, without characters that would end it.
std::string braced(std::string_view text) {
    std::string kept(text);
    std::erase_if(kept, [](char c) { return c == '{' || c == '}' || static_cast<unsigned char>(c) < ' '; });
    return kept;
}

Result<void> printInterfaces(Session& session) {
    const auto devices = session.devices->list();
    if (!devices)
        return std::unexpected(devices.error());
    session.out.print("extcap {{version={}}}{{display=TapScope}}\n", TAPSCOPE_VERSION);
    for (const DeviceInfo& device : *devices)
        session.out.print("interface {{value={}{}}}{{display=TapScope: {} ({})}}\n", prefix, braced(device.name.text()),
                          braced(device.name.text()), kindTitle(device.kind));
    session.out.print("control {{number={}}}{{type=button}}{{role=logger}}{{display=Log}}"
                      "{{tooltip=Messages from TapScope about the capture}}\n{}",
                      ExtcapLog::control, ExtcapToolbar::sentences);
    session.out.print("interface {{value={}}}{{display=TapScope: sandbox, run a program}}\n", sandbox);
    return {};
}

Result<InterfaceName> deviceOf(const ExtcapWords& words) {
    if (!words.interface.starts_with(prefix))
        return failure(ErrorKind::NotFound, "capture with extcap from", words.interface, "there is no such interface",
                       "--extcap-interfaces lists them");
    return InterfaceName::parse(std::string_view(words.interface).substr(prefix.size()));
}

Result<LinkType> linkTypeOf(const ExtcapWords& words, Session& session) {
    if (words.interface == sandbox)
        return LinkType::Ethernet;
    const auto device = deviceOf(words);
    return device ? session.devices->linkType(*device) : std::unexpected(device.error());
}

Result<void> printLinkTypes(const ExtcapWords& words, Session& session) {
    const auto type = linkTypeOf(words, session);
    if (!type)
        return std::unexpected(type.error());
    const bool isEthernet = *type == LinkType::Ethernet;
    session.out.print("dlt {{number={}}}{{name={}}}{{display={}}}\n", static_cast<int>(*type),
                      isEthernet ? "EN10MB" : "RAW", isEthernet ? "Ethernet" : "Raw IP");
    return {};
}

void printSandboxArguments(Session& session) {
    session.out.print("arg {{number=0}}{{call=--program}}{{display=Program}}{{type=string}}{{required=true}}"
                      "{{tooltip=The program and its arguments. It runs in a private network, and the capture ends "
                      "with it}}\n"
                      "arg {{number=1}}{{call=--address}}{{display=Address}}{{type=string}}{{default={0}}}"
                      "{{tooltip=Address and prefix length of {1}}}\n"
                      "arg {{number=2}}{{call=--device}}{{display=Device}}{{type=radio}}"
                      "{{tooltip=What is captured: {1}, or what the program and those that it starts send to each "
                      "other}}\n"
                      "value {{arg=2}}{{value={1}}}{{display={1}}}{{default=true}}\n"
                      "value {{arg=2}}{{value=lo}}{{display=Loopback}}\n",
                      sandboxAddress, sandboxDevice);
}

void printArguments(Session& session) {
    session.out.print(
        "arg {{number=0}}{{call=--mode}}{{display=Mode}}{{type=radio}}"
        "{{tooltip=Attach owns the device's descriptor; Monitor watches a device that another program owns}}\n"
        "value {{arg=0}}{{value={}}}{{display=Attach}}{{default=true}}\n"
        "value {{arg=0}}{{value={}}}{{display=Monitor}}\n",
        source_role::attach, source_role::monitor);
}

/// Prints nothing if the filter is valid.
void checkFilter(const ExtcapWords& words, Session& session) {
    if (const auto filter = CaptureFilter::compile(words.filter, LinkType::Ethernet); !filter)
        session.out.print("{}\n", filter.error().text());
}

/// Moves into a private network with one TAP.
Result<void> enterSandbox(const ExtcapWords& words, Session& session) {
    if (auto entered = enterPrivateSandbox(); !entered)
        return entered;
    session.devices = directControl();
    const SettingTexts device{{.key = "kind", .value = "tap"},
                              {.key = "name", .value = std::string(sandboxDevice)},
                              {.key = "address", .value = words.address.empty() ? sandboxAddress : words.address},
                              {.key = "up", .value = "on"}};
    const auto made = deviceConfiguration(session.devices)->create(device);
    return made ? Result<void>() : std::unexpected(made.error());
}

Result<CaptureWords> captureOf(const ExtcapWords& words, Session& session) {
    CaptureWords capture{.names = {}, .file = "-", .filter = words.filter, .mode = words.mode};
    if (words.interface == sandbox) {
        if (auto entered = enterSandbox(words, session); !entered)
            return std::unexpected(entered.error());
        capture.names = {words.device};
        if (words.device != sandboxDevice)
            capture.mode = source_role::monitor;
        capture.run = words.program;
        return capture;
    }
    const auto device = deviceOf(words);
    if (!device)
        return std::unexpected(device.error());
    capture.names = {device->text()};
    return capture;
}

Result<void> captureToFifo(const ExtcapWords& words, Session& session) {
    UniqueFd messages = ExtcapToolbar::open(words.controlIn);
    auto asked = captureOf(words, session);
    if (!asked)
        return std::unexpected(asked.error());
    const auto device = InterfaceName::parse(asked->names.front());
    if (!device)
        return std::unexpected(device.error());
    const auto linkType = linkTypeOf(words, session);
    const auto filter = std::make_shared<ReplaceableFilter>(linkType.value_or(LinkType::Ethernet));
    asked->laterFilter = filter;
    const UniqueFd fifo(open(words.fifo.c_str(), O_WRONLY | O_CLOEXEC));
    if (!fifo || dup2(fifo.get(), STDOUT_FILENO) < 0)
        return systemError(errno, "write to", words.fifo);
    static_cast<void>(session.interruption()); // before other threads
    const auto writer = std::make_shared<const ToolbarWriter>(words.controlOut);
    const ExtcapLog log(writer);
    std::optional<ExtcapToolbar> toolbar;
    if (messages)
        toolbar.emplace(std::move(messages), writer,
                        ExtcapToolbar::Subject{.device = *device, .devices = session.devices, .filter = filter});
    auto captured = capture(std::move(*asked), session);
    // A reader that closes the pipe ends the capture.
    return !captured && captured.error().kind == ErrorKind::Ended ? Result<void>() : captured;
}

/// The folders where Wireshark looks: the one given by $WIRESHARK_EXTCAP_DIR, or the personal one, which has another
/// path since version 4.2.
QStringList foldersOfWireshark() {
    const QString named = qEnvironmentVariable("WIRESHARK_EXTCAP_DIR");
    if (!named.isEmpty())
        return {named};
    return {QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                QStringLiteral("/wireshark/extcap"),
            QDir::homePath() + QStringLiteral("/.local/lib/wireshark/extcap")};
}

/// Installs a script there that calls this program.
Result<void> install(Session& session) {
    QString program = QCoreApplication::applicationFilePath();
    program.replace(QLatin1String("'"), QLatin1String("'\\''"));
    const QByteArray text = QStringLiteral("#!/bin/sh\nexec '%1' extcap \"$@\"\n").arg(program).toLocal8Bit();
    for (const QString& folder : foldersOfWireshark()) {
        QFile script(folder + QStringLiteral("/tapscope"));
        if (!QDir().mkpath(folder) || !script.open(QFile::WriteOnly | QFile::Truncate) || script.write(text) < 0 ||
            !script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup |
                                   QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther))
            return failure(ErrorKind::System, "write", script.fileName().toStdString(),
                           script.errorString().toStdString());
        session.out.print("{}\n", script.fileName().toStdString());
    }
    return {};
}

Result<void> answer(const ExtcapWords& words, Session& session) {
    if (words.install)
        return install(session);
    if (words.interfaces)
        return printInterfaces(session);
    if (words.capture)
        return captureToFifo(words, session);
    if (words.dlts)
        return printLinkTypes(words, session);
    if (words.config && words.interface == sandbox)
        printSandboxArguments(session);
    else if (words.config)
        printArguments(session);
    else if (!words.filter.empty())
        checkFilter(words, session);
    else
        return failure(ErrorKind::Invalid, "answer", "Wireshark", "no action was given",
                       "tapscope-cli extcap --install puts TapScope into Wireshark's list of interfaces");
    return {};
}

} // namespace

void addExtcapVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<ExtcapWords>();
    auto* verb =
        app.add_subcommand("extcap", "Act as an extcap program of Wireshark, which then lists TapScope's devices");
    verb->add_flag("--install", words->install, "Install the extcap program in your personal Wireshark folder");
    verb->add_flag("--extcap-interfaces", words->interfaces, "List the devices");
    verb->add_flag("--extcap-dlts", words->dlts, "Print an interface's link type");
    verb->add_flag("--extcap-config", words->config, "Print an interface's options");
    verb->add_flag("--capture", words->capture, "Capture")
        ->needs(verb->add_option("--fifo", words->fifo, "The pipe or file that frames are written to, as pcapng"));
    verb->add_option("--extcap-interface", words->interface, "The interface");
    verb->add_option("--extcap-capture-filter", words->filter, "Capture filter, see pcap-filter(7)");
    verb->add_option("--extcap-version", words->version, "Wireshark's version");
    verb->add_option("--extcap-control-out", words->controlOut, "The pipe for messages to Wireshark's toolbar");
    verb->add_option("--extcap-control-in", words->controlIn, "The pipe with messages from Wireshark's toolbar");
    verb->add_option("--mode", words->mode, "attach or monitor, as for capture")
        ->check(CLI::IsMember({std::string(source_role::attach), std::string(source_role::monitor)}));
    verb->add_option("--program", words->program, "Of the sandbox: the program that runs in it, with its arguments");
    verb->add_option("--address", words->address, "Of the sandbox: address and prefix length of its TAP");
    verb->add_option("--device", words->device, "Of the sandbox: what is captured, its TAP or the loopback")
        ->check(CLI::IsMember({std::string(sandboxDevice), std::string("lo")}));
    verb->callback([words, &chosen] { chosen = [words](Session& session) { return answer(*words, session); }; });
}

} // namespace tapscope::cli
