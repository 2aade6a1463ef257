#include "ssh_source.h"

#include <poll.h>
#include <remote/far_program.h>
#include <remote/remote_port.h>
#include <source/program_port.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace tapscope {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view any = "any";
constexpr auto programs = std::to_array<std::pair<std::string_view, FarChoice>>({{any, FarChoice::Any},
                                                                                 {"tapscope-cli", FarChoice::TapScope},
                                                                                 {"dumpcap", FarChoice::Dumpcap},
                                                                                 {"tcpdump", FarChoice::Tcpdump}});

/// A capture program's port, whose connection may break and be opened again.
class SshPort final : public Port {
public:
    explicit SshPort(std::unique_ptr<Port> program) : program_(std::move(program)) {}

    [[nodiscard]] const PortFacts& facts() const noexcept override { return program_->facts(); }
    void watches(std::vector<Watch>& watches) override { program_->watches(watches); }
    [[nodiscard]] std::optional<Clock::time_point> due() override { return program_->due(); }
    [[nodiscard]] Result<std::size_t> receive(PortSink& sink, std::size_t most) override {
        auto received = program_->receive(sink, most);
        if (!received && received.error().kind == ErrorKind::System)
            received.error().kind = ErrorKind::Gone;
        return received;
    }
    void drain(PortSink& sink, Clock::time_point until) override { program_->drain(sink, until); }

private:
    std::unique_ptr<Port> program_;
};

/// For a port that has ended before its first byte: it delivers nothing.
class NoSink final : public PortSink {
public:
    void interface(std::uint32_t, const CaptureInterface&) override {}
    void frames(std::span<const Frame>) override {}
    void gap(std::string_view, std::optional<std::uint64_t>) override {}
    void block(std::uint32_t, Bytes) override {}
};

Error whyItEnded(Port& port) {
    NoSink nothing;
    while (true) {
        if (auto received = port.receive(nothing, 1); !received)
            return received.error();
        std::this_thread::sleep_for(5ms);
    }
}

/// Waits until the capture program has begun its stream; until then, it may report that the device does not exist.
Result<void> waitForStream(Port& port, const std::stop_token& stop) {
    constexpr int look = 50; // milliseconds between checks of the stop token
    while (!stop.stop_requested()) {
        std::vector<Watch> watches;
        port.watches(watches);
        pollfd stream{watches.front().fd, POLLIN, 0};
        if (poll(&stream, 1, look) <= 0)
            continue;
        if ((stream.revents & POLLIN) != 0)
            return {};
        return std::unexpected(whyItEnded(port));
    }
    return failure(ErrorKind::Cancelled, "capture from", port.facts().name, "it was cancelled");
}

FarChoice choiceOf(const Settings& settings) {
    for (const auto& [name, choice] : programs) {
        if (settings.text("program") == name)
            return choice;
    }
    return FarChoice::Any;
}

SettingTexts wordsOf(const SourceRequest& request) {
    const std::string& mode = request.settings.text("mode");
    return {{.key = "role", .value = mode == any ? std::string() : mode},
            {.key = "filter", .value = request.filter},
            {.key = "snaplen", .value = std::to_string(request.snapLength)}};
}

} // namespace

const SettingsSchema& SshSource::schema() const noexcept {
    static const SettingsSchema schema = [] {
        std::vector<Setting> settings{
            {.key = "mode",
             .title = "Mode",
             .type = SettingType::Choice,
             .defaultValue = std::string(any),
             .help = "Where tapscope-cli is installed there: any attaches to a TAP that no other program has open",
             .choices = {std::string(any), "monitor", "attach"}},
            {.key = "program",
             .title = "Program",
             .type = SettingType::Choice,
             .defaultValue = std::string(any),
             .help = "The program that captures there; any uses the first one that is installed"}};
        for (const auto& [name, choice] : programs)
            settings.back().choices.emplace_back(name);
        std::ranges::move(sshSettings(), std::back_inserter(settings));
        return SettingsSchema(std::move(settings));
    }();
    return schema;
}

Result<std::unique_ptr<Port>> SshSource::open(const SourceRequest& request, const std::stop_token& stop) const {
    const auto remote = RemoteDevice::parse(request.name);
    if (!remote)
        return std::unexpected(remote.error());
    const FarCapture capture{.device = remote->device, .filter = request.filter, .snapLength = request.snapLength};
    auto program = startThere(remote->machine, request.settings, choiceOf(request.settings), &capture, stop);
    if (!program)
        return std::unexpected(program.error());
    if (program->speaks == FarProgram::Speaks::Capture) {
        auto port = programPort(std::move(program->ssh), remote->text());
        if (auto there = waitForStream(*port, stop); !there)
            return std::unexpected(there.error());
        return std::make_unique<SshPort>(std::move(port));
    }
    auto connection = MachineConnection::greet(remote->machine, std::move(*program), stop);
    if (!connection)
        return std::unexpected(connection.error());
    return remotePort(std::move(*connection), {.device = remote->device, .words = wordsOf(request)}, stop);
}

} // namespace tapscope
