#pragma once

#include <base/frame.h>

#include <QString>

#include <string>
#include <utility>
#include <vector>

namespace tapscope::test {

/// A message of a protocol, and its expected decoding.
struct ScriptedMessage {
    bool isClient = true;
    bool isDamaged = false;
    bool isWhole = false; ///< its length does not follow from its header, so it is not reassembled
    std::vector<std::byte> octets;
    std::vector<std::pair<std::string, std::string>> expected; ///< field or column, and its values with commas
    int line = 0;
};

struct ScriptedConversation {
    std::string transport; ///< "tcp", "udp", or "ip" with a protocol in place of a port
    unsigned port = 0;     ///< the server's port
    std::vector<ScriptedMessage> messages;
};

/// A file of messages, line by line:
///
///     conversation tcp 5432        a new conversation, with the server's port
///     client "Q" be32+4["x\0"]     octets that the client sends; "server", or "+" where a line goes on
///       pgsql.query  x             what a field or a column says, behind two spaces
///       damaged                    the frame is told to be malformed
///       whole                      the message is only told where one segment holds it
///
/// Octets are hex digits, text in quotes (\r \n \t \0 \" \\ \xhh), `00*20` for the same ones again, a number in front
/// of what it counts ("be" or "le", its bits, and what is added to it), and `ber30[…]`, an element of BER.
struct Script {
    std::vector<ScriptedConversation> conversations;
    std::string error; ///< the error in the file, if any
};
[[nodiscard]] Script readScript(const QString& path);

} // namespace tapscope::test
