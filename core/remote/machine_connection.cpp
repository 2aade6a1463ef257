#include <fmt/core.h>
#include <poll.h>
#include <remote/device_coding.h>
#include <remote/machine_connection.h>

#include <array>
#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace tapscope {
namespace {

using namespace std::chrono_literals;

constexpr auto sshPatience = 2s; ///< between the end of the stream and that of ssh

std::unexpected<Error> unexpectedAnswer(const Machine& machine) {
    return failure(ErrorKind::Damaged, "talk to", machine.text(),
                   "tapscope-cli there gives an answer that does not fit");
}

class RemoteConfiguration final : public DeviceConfiguration {
public:
    RemoteConfiguration(std::shared_ptr<MachineConnection> connection, std::stop_token stop)
        : connection_(std::move(connection)), stop_(std::move(stop)) {}

    Result<std::vector<DeviceInfo>> list() override {
        const auto answer = ask<serve::Devices>(serve::List{});
        if (!answer)
            return std::unexpected(answer.error());
        std::vector<DeviceInfo> devices;
        for (const SettingTexts& words : answer->devices) {
            auto device = serve::deviceOf(words);
            if (!device)
                return std::unexpected(device.error());
            devices.push_back(std::move(*device));
        }
        return devices;
    }

    Result<std::vector<InterfaceName>> create(std::span<const SettingText> words) override {
        const auto answer = ask<serve::Created>(serve::Create{.words = {words.begin(), words.end()}});
        if (!answer)
            return std::unexpected(answer.error());
        std::vector<InterfaceName> names;
        for (const std::string& text : answer->names) {
            auto name = InterfaceName::parse(text);
            if (!name)
                return std::unexpected(name.error());
            names.push_back(std::move(*name));
        }
        if (names.empty())
            return unexpectedAnswer(connection_->machine());
        return names;
    }

    Result<void> set(const std::string& device, std::span<const SettingText> words) override {
        return done(serve::Set{.device = device, .words = {words.begin(), words.end()}});
    }

    Result<void> destroy(const std::string& device) override { return done(serve::Destroy{.device = device}); }

private:
    template <typename Answer>
    Result<Answer> ask(const serve::Request& request) {
        auto reply = connection_->ask(request, stop_);
        if (!reply)
            return std::unexpected(std::move(reply.error()));
        auto* const answer = std::get_if<Answer>(&*reply);
        return answer == nullptr ? Result<Answer>(unexpectedAnswer(connection_->machine()))
                                 : Result<Answer>(std::move(*answer));
    }

    Result<void> done(const serve::Request& request) {
        const auto answer = ask<serve::Done>(request);
        return answer ? Result<void>() : std::unexpected(answer.error());
    }

    std::shared_ptr<MachineConnection> connection_;
    std::stop_token stop_;
};

} // namespace

Result<std::unique_ptr<MachineConnection>> MachineConnection::open(const Machine& machine, const Settings& connection,
                                                                   const std::stop_token& stop) {
    auto program = startThere(machine, connection, FarChoice::TapScope, nullptr, stop);
    if (!program)
        return std::unexpected(program.error());
    return greet(machine, std::move(*program), stop);
}

Result<std::unique_ptr<MachineConnection>> MachineConnection::greet(const Machine& machine, FarProgram program,
                                                                    const std::stop_token& stop) {
    std::unique_ptr<MachineConnection> made(new MachineConnection(machine, std::move(program)));
    const auto reply = made->ask(serve::Hello{}, stop);
    if (!reply)
        return std::unexpected(reply.error());
    const auto* const welcome = std::get_if<serve::Welcome>(&*reply);
    if (welcome == nullptr)
        return unexpectedAnswer(machine);
    if (welcome->version != serve::protocolVersion)
        return failure(ErrorKind::Unsupported, "talk to", machine.text(),
                       fmt::format("{} there speaks version {} of the protocol, this program version {}",
                                   welcome->program, welcome->version, serve::protocolVersion),
                       "Install the same version of TapScope on both machines");
    return made;
}

Result<serve::Reply> MachineConnection::ask(const serve::Request& request, const std::stop_token& stop) {
    if (auto added = stream_.add(serve::encodeRequest(request)); !added)
        return std::unexpected(added.error());
    constexpr int look = 50; // milliseconds between two checks for a stop
    while (!stop.stop_requested()) {
        // If writing fails, the messages of ssh give the reason after it has ended.
        const bool isWritten = stream_.flush().has_value();
        auto message = stream_.next();
        if (!message)
            return std::unexpected(message.error());
        if (*message) {
            auto reply = serve::parseReply(**message);
            if (!reply)
                return reply;
            if (auto* const failed = std::get_if<serve::Failed>(&*reply))
                return std::unexpected(std::move(failed->error));
            return reply;
        }
        const Watch in = stream_.input();
        const Watch out = stream_.output();
        std::array watched{pollfd{in.fd, in.events, 0}, pollfd{program_.ssh.pipes.errors.get(), POLLIN, 0},
                           pollfd{isWritten && stream_.waiting() > 0 ? out.fd : -1, out.events, 0}};
        if (poll(watched.data(), watched.size(), look) <= 0)
            continue;
        if (watched[1].revents != 0 && !program_.errors.read(program_.ssh.pipes.errors.get()))
            program_.ssh.pipes.errors.reset();
        if (watched[0].revents != 0 && !stream_.read())
            return ended();
    }
    return failure(ErrorKind::Cancelled, "ask", machine_.text(), "it was cancelled");
}

std::unexpected<Error> MachineConnection::ended() {
    const auto until = std::chrono::steady_clock::now() + sshPatience;
    auto wrong = program_.ssh.end();
    while (!wrong && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(5ms);
        wrong = program_.ssh.end();
    }
    static_cast<void>(program_.errors.read(program_.ssh.pipes.errors.get()));
    Error error = farError(machine_, program_.errors, "the connection has ended");
    if (error.kind == ErrorKind::System)
        error.kind = ErrorKind::Gone;
    return std::unexpected(std::move(error));
}

std::shared_ptr<DeviceConfiguration> remoteConfiguration(std::shared_ptr<MachineConnection> connection,
                                                         std::stop_token stop) {
    return std::make_shared<RemoteConfiguration>(std::move(connection), std::move(stop));
}

} // namespace tapscope
