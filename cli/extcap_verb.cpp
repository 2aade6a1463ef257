#include "capturing.h"

#include <base/unique_fd.h>
#include <filter/capture_filter.h>
#include <net/device_info.h>

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
#include <utility>

namespace tapscope::cli {
namespace {

// What Wireshark asks of a program in its extcap folder: doc/extcap_example.py of its sources.

constexpr std::string_view prefix = "tapscope-"; ///< prefix of our interface names

struct ExtcapWords {
    bool interfaces = false, dlts = false, config = false, capture = false, install = false;
    std::string interface, fifo, filter, mode = std::string(source_role::attach), version;
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
    return {};
}

Result<InterfaceName> deviceOf(const ExtcapWords& words) {
    if (!words.interface.starts_with(prefix))
        return failure(ErrorKind::NotFound, "capture with extcap from", words.interface, "there is no such interface",
                       "--extcap-interfaces lists them");
    return InterfaceName::parse(std::string_view(words.interface).substr(prefix.size()));
}

Result<void> printLinkTypes(const ExtcapWords& words, Session& session) {
    const auto device = deviceOf(words);
    if (!device)
        return std::unexpected(device.error());
    const auto type = session.devices->linkType(*device);
    if (!type)
        return std::unexpected(type.error());
    const bool isEthernet = *type == LinkType::Ethernet;
    session.out.print("dlt {{number={}}}{{name={}}}{{display={}}}\n", static_cast<int>(*type),
                      isEthernet ? "EN10MB" : "RAW", isEthernet ? "Ethernet" : "Raw IP");
    return {};
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

/// Wireshark shows any output on standard error as an error, so the notes of a capture are not printed.
class QuietNotes {
public:
    QuietNotes() : errors_(fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)) {
        const UniqueFd nowhere(open("/dev/null", O_WRONLY | O_CLOEXEC));
        dup2(nowhere.get(), STDERR_FILENO);
    }
    ~QuietNotes() { dup2(errors_.get(), STDERR_FILENO); }
    QuietNotes(const QuietNotes&) = delete;
    QuietNotes& operator=(const QuietNotes&) = delete;

private:
    UniqueFd errors_;
};

Result<void> captureToFifo(const ExtcapWords& words, Session& session) {
    const auto device = deviceOf(words);
    if (!device)
        return std::unexpected(device.error());
    const UniqueFd fifo(open(words.fifo.c_str(), O_WRONLY | O_CLOEXEC));
    if (!fifo || dup2(fifo.get(), STDOUT_FILENO) < 0)
        return systemError(errno, "write to", words.fifo);
    const QuietNotes quiet;
    auto captured =
        capture({.names = {device->text()}, .file = "-", .filter = words.filter, .mode = words.mode}, session);
    // If the reader has closed the pipe, it has ended the capture.
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
    if (words.config)
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
    verb->add_option("--mode", words->mode, "attach or monitor, as for capture")
        ->check(CLI::IsMember({std::string(source_role::attach), std::string(source_role::monitor)}));
    verb->callback([words, &chosen] { chosen = [words](Session& session) { return answer(*words, session); }; });
}

} // namespace tapscope::cli
