#include "captured_program.h"

#include <net/interface_name.h>
#include <privilege/rights.h>

#include <QProcess>

#include <unistd.h>

#include <array>
#include <chrono>
#include <thread>
#include <vector>

namespace tapscope::cli {
namespace {

using namespace std::chrono_literals;

/// The kernel notices some time after a device was attached that it carries frames, and drops them until then.
void waitForCarriers(std::span<const std::string> devices, DeviceControl& control) {
    constexpr auto patience = 3s;
    constexpr auto look = 20ms;
    const auto until = std::chrono::steady_clock::now() + patience;
    for (const std::string& device : devices) {
        const auto name = InterfaceName::parse(device);
        while (name && std::chrono::steady_clock::now() < until) {
            const auto info = control.info(*name);
            if (!info || !info->isUp || info->hasCarrier)
                break;
            std::this_thread::sleep_for(look);
        }
    }
}

void passOn(int pipe) {
    std::array<char, 4096> piece{};
    ssize_t got = 0;
    while ((got = read(pipe, piece.data(), piece.size())) > 0)
        static_cast<void>(write(STDERR_FILENO, piece.data(), static_cast<std::size_t>(got)));
}

} // namespace

Result<CapturedProgram> CapturedProgram::start(const std::string& words, std::span<const std::string> devices,
                                               DeviceControl& control) {
    std::vector<std::string> command;
    for (const QString& word :
         QProcess::splitCommand(QString::fromLocal8Bit(words.data(), static_cast<qsizetype>(words.size()))))
        command.push_back(word.toLocal8Bit().toStdString());
    if (command.empty())
        return failure(ErrorKind::Invalid, "run", "a program", "none is named", "Name one, such as ping -c 1 10.9.0.2");
    waitForCarriers(devices, control);
    passNetworkRightsOn();
    auto program = ChildProcess::start(command, {});
    if (!program)
        return std::unexpected(program.error());
    return CapturedProgram(std::move(*program));
}

bool CapturedProgram::hasEnded() {
    const bool isOver = program_.end().has_value();
    passOn(program_.pipes.output.get());
    passOn(program_.pipes.errors.get());
    return isOver;
}

} // namespace tapscope::cli
