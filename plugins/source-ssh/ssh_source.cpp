#include "ssh_source.h"

#include "remote_command.h"

#include <poll.h>
#include <source/program_port.h>

#include <thread>
#include <utility>

namespace tapscope {
namespace {

using namespace std::chrono_literals;

/// A port whose connection may break, and be made again.
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

/// What a port gives that has ended before its first octet: nothing.
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

/// Waits until the far program has begun its stream; ssh may ask for a password meanwhile.
Result<void> waitForStream(Port& port, const std::stop_token& stop) {
    constexpr int look = 50; // milliseconds, for a stop
    while (!stop.stop_requested()) {
        std::vector<Watch> watches;
        port.watches(watches);
        pollfd stream{watches.front().fd, POLLIN, 0};
        if (poll(&stream, 1, look) <= 0)
            continue;
        if ((stream.revents & POLLIN) != 0)
            return {};
        Error error = whyItEnded(port);
        const bool isRefused =
            error.reason.contains("Permission denied") || error.reason.contains("verification failed");
        if (isRefused)
            error.kind = ErrorKind::NotPermitted;
        return std::unexpected(std::move(error));
    }
    return failure(ErrorKind::Cancelled, "capture from", port.facts().name, "it was cancelled");
}

} // namespace

const SettingsSchema& SshSource::schema() const noexcept {
    static const SettingsSchema schema({{.key = "mode",
                                         .title = "Mode",
                                         .type = SettingType::Choice,
                                         .defaultValue = "monitor",
                                         .help = "attach needs tapscope-cli there",
                                         .choices = {"monitor", "attach"}},
                                        {.key = "program",
                                         .title = "Program",
                                         .type = SettingType::Choice,
                                         .defaultValue = "any",
                                         .help = "What captures there; any takes the first that is installed",
                                         .choices = {"any", "tapscope-cli", "dumpcap", "tcpdump"}},
                                        {.key = "sudo",
                                         .title = "sudo",
                                         .type = SettingType::Switch,
                                         .defaultValue = "off",
                                         .help = "Run it as root, where sudo asks for no password"},
                                        {.key = "identity",
                                         .title = "Key file",
                                         .type = SettingType::File,
                                         .help = "Without it, those of your agent and of ~/.ssh"},
                                        {.key = "option",
                                         .title = "Options",
                                         .type = SettingType::Text,
                                         .help = "Further options of ssh, such as ProxyJump=HOST (ssh_config(5))",
                                         .repeatable = true}});
    return schema;
}

Result<std::unique_ptr<Port>> SshSource::open(const SourceRequest& request, const std::stop_token& stop) const {
    const auto remote = RemoteDevice::parse(request.name);
    if (!remote)
        return std::unexpected(remote.error());
    auto port = programPort(
        {.command = sshCommand(*remote, request), .name = "ssh://" + remote->destination + "/" + remote->device});
    if (!port)
        return port;
    if (auto there = waitForStream(**port, stop); !there)
        return std::unexpected(there.error());
    return std::make_unique<SshPort>(std::move(*port));
}

} // namespace tapscope
