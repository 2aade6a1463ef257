#include "services_decoders.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>

namespace tapscope::remote_shell {
namespace {

enum Field : std::uint16_t { ErrorPort, ClientUser, ServerUser, Command, ClientData, ServerData };
constexpr std::array fields = {
    FieldInfo{.name = "rsh.stderr_port", .title = "Stderr port (optional)", .type = FieldType::Text},
    FieldInfo{.name = "rsh.client_username", .title = "Client username", .type = FieldType::Text},
    FieldInfo{.name = "rsh.server_username", .title = "Server username", .type = FieldType::Text},
    FieldInfo{.name = "rsh.command", .title = "Command to execute", .type = FieldType::Text},
    FieldInfo{.name = "rsh.client_server_data", .title = "Client -> Server Data", .type = FieldType::ByteString},
    FieldInfo{.name = "rsh.server_client_data", .title = "Server -> Client Data", .type = FieldType::ByteString},
};
constexpr std::uint32_t port = 514;
constexpr std::array hooks = {Hook{"tcp.port", port}};
const ProtocolInfo info = {
    .abbreviation = "rsh", .title = "Remote Shell", .column = "RSH", .fields = fields, .hooks = hooks};

/// Digits and a terminating zero: the first bytes from a client.
bool isPort(Bytes bytes) noexcept {
    constexpr std::size_t longest = 6;
    return !bytes.empty() && bytes.size() <= longest && bytes.back() == std::byte{0} &&
           std::ranges::all_of(bytes.first(bytes.size() - 1),
                               [](std::byte each) { return each >= std::byte{'0'} && each <= std::byte{'9'}; });
}

/// Two names and a command, each printable and ended by a zero.
bool isCommand(Bytes bytes) noexcept {
    return !bytes.empty() && bytes.back() == std::byte{0} && std::ranges::count(bytes, std::byte{0}) == 3 &&
           std::ranges::all_of(bytes, [](std::byte each) { return each == std::byte{0} || each >= std::byte{' '}; });
}

} // namespace

const ProtocolInfo& RemoteShellDecoder::protocol() const noexcept {
    return info;
}

void RemoteShellDecoder::decode(ByteReader& bytes, Dissection& d) const {
    if (!isToServer(d, port)) {
        d.info("Server -> Client data");
        d.data(bytes, ServerData, bytes.remaining());
    } else if (isPort(bytes.rest())) {
        d.info("Session Establishment");
        textToZero(bytes, d, ErrorPort);
    } else if (isCommand(bytes.rest())) {
        d.info("Session Establishment");
        textToZero(bytes, d, ClientUser);
        textToZero(bytes, d, ServerUser);
        d.infoAppend(", Command: {}", textToZero(bytes, d, Command));
    } else {
        d.info("Client -> Server data");
        d.data(bytes, ClientData, bytes.remaining());
    }
}

} // namespace tapscope::remote_shell
