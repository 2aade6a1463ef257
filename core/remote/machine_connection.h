#pragma once

#include <net/device_configuration.h>

#include <remote/far_program.h>
#include <remote/message_stream.h>
#include <remote/serve_protocol.h>

#include <memory>
#include <stop_token>

namespace tapscope {

/// A connection to `tapscope-cli serve` on another machine, after the greeting. One thread at a time, never the GUI's.
class MachineConnection {
public:
    /// Connects and starts it. Errors: those of startThere(); Unsupported if it has another version.
    [[nodiscard]] static Result<std::unique_ptr<MachineConnection>>
    open(const Machine& machine, const Settings& connection, const std::stop_token& stop = {});
    /// Greets a program that runs already.
    [[nodiscard]] static Result<std::unique_ptr<MachineConnection>> greet(const Machine& machine, FarProgram program,
                                                                          const std::stop_token& stop);

    /// Sends one request and waits for the reply. Errors: the refusal's; Gone if the connection has ended; Cancelled.
    /// The reply is valid until the next call.
    [[nodiscard]] Result<serve::Reply> ask(const serve::Request& request, const std::stop_token& stop = {});

    [[nodiscard]] const Machine& machine() const noexcept { return machine_; }
    [[nodiscard]] serve::MessageStream& stream() noexcept { return stream_; }
    [[nodiscard]] FarProgram& program() noexcept { return program_; }

private:
    MachineConnection(Machine machine, FarProgram program)
        : machine_(std::move(machine)), program_(std::move(program)),
          stream_(program_.ssh.pipes.output.get(), program_.ssh.pipes.input.get()) {}
    [[nodiscard]] std::unexpected<Error> ended();

    Machine machine_;
    FarProgram program_;
    serve::MessageStream stream_;
};

/// Configures the devices of that machine. Once a stop is requested, calls return Cancelled and the connection cannot
/// be used any more, because the reply to the last request may still arrive.
[[nodiscard]] std::shared_ptr<DeviceConfiguration> remoteConfiguration(std::shared_ptr<MachineConnection> connection,
                                                                       std::stop_token stop = {});

} // namespace tapscope
