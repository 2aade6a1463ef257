#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <net/setting_texts.h>

#include <source/port.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// The messages between a program and `tapscope-cli serve` on another machine, over a pipe such as ssh's: requests in
/// one direction, replies in the other.
///
/// On the pipe, each message is 4 octets with its length, followed by that many octets: one with its kind (the index in
/// the variant), and its fields in the order in which they are declared here. Integers are in network order; an
/// enumeration or flag is one octet; a text is 2 octets with its length and its octets; a list is 2 octets with its
/// length and its items; an optional field is a flag and, if that is 1, the field; a last field called `blocks` takes
/// the rest. There is exactly one encoding of each message: if something is left over, missing or outside its range,
/// the message is Damaged.
///
/// Requests are answered in order, except Frames, whose answer Taken follows at some time. Between Opened and Closed or
/// PortEnded, the frames that the port receives are sent without a request.
namespace tapscope::serve {

inline constexpr std::uint16_t protocolVersion = 1;
/// The size of the longest message, in octets.
inline constexpr std::size_t largestMessage = std::size_t{4} << 20;

/// The first request, which must not be repeated. The answer is a Welcome, even if the versions differ.
struct Hello {
    std::uint16_t version = protocolVersion;
    static void fields(auto& hello, auto& code) { code(hello.version); }
};
/// Answered by Devices.
struct List {
    static void fields(auto&, auto&) {}
};
/// Answered by Created.
struct Create {
    SettingTexts words;
    static void fields(auto& create, auto& code) { code(create.words); }
};
/// Answered by Done.
struct Set {
    std::string device;
    SettingTexts words;
    static void fields(auto& set, auto& code) {
        code(set.device);
        code(set.words);
    }
};
/// Answered by Done.
struct Destroy {
    std::string device;
    static void fields(auto& destroy, auto& code) { code(destroy.device); }
};
/// Opens a port of a device, as `capture` does; one at a time. Keys: role, filter, snaplen, and the settings of the
/// source. Answered by Opened.
struct Open {
    std::string device;
    SettingTexts words;
    static void fields(auto& open, auto& code) {
        code(open.device);
        code(open.words);
    }
};
/// Whole pcapng blocks in both directions: frames that the port has received, or frames to send. Those of one direction
/// between Opened and Closed are one pcapng stream.
struct Frames {
    Bytes blocks; ///< lives as long as the message
    static void fields(auto& frames, auto& code) { code.rest(frames.blocks); }
};
/// Closes the port after all requested frames are sent and all received frames are delivered. Answered by Closed.
struct Close {
    static void fields(auto&, auto&) {}
};

using Request = std::variant<Hello, List, Create, Set, Destroy, Open, Frames, Close>;

struct Welcome {
    std::uint16_t version = protocolVersion;
    std::string program; ///< "tapscope-cli 1.0"
    static void fields(auto& welcome, auto& code) {
        code(welcome.version);
        code(welcome.program);
    }
};
struct Done {
    static void fields(auto&, auto&) {}
};
struct Devices {
    std::vector<SettingTexts> devices; ///< device_coding.h
    static void fields(auto& devices, auto& code) { code(devices.devices); }
};
struct Created {
    std::vector<std::string> names;
    static void fields(auto& created, auto& code) { code(created.names); }
};
struct Opened {
    PortFacts facts;
    static void fields(auto& opened, auto& code) {
        auto& facts = opened.facts;
        code(facts.name);
        code(facts.nameSpace);
        code(facts.linkType);
        code(facts.mtu);
        code(facts.isAttached);
        code(facts.sends);
        code(facts.seesOwnFrames);
        code(facts.takesOffloads);
    }
};
/// The frames that were lost there since the port was opened.
struct Losses {
    DropCounts counts;
    static void fields(auto& losses, auto& code) {
        code(losses.counts.system);
        code(losses.counts.interface);
        code(losses.counts.device);
        code(losses.counts.stale);
    }
};
/// Frames are missing at this position.
struct Gap {
    std::string why;
    std::optional<std::uint64_t> lost;
    static void fields(auto& gap, auto& code) {
        code(gap.why);
        code(gap.lost);
    }
};
/// The results of frames to be sent, since the last Taken.
struct Taken {
    std::uint64_t taken = 0, refused = 0;
    static void fields(auto& taken, auto& code) {
        code(taken.taken);
        code(taken.refused);
    }
};
struct Closed {
    static void fields(auto&, auto&) {}
};
/// The port has ended by itself.
struct PortEnded {
    Error error;
    static void fields(auto& ended, auto& code) { code(ended.error); }
};
/// A request was refused.
struct Failed {
    Error error;
    static void fields(auto& failed, auto& code) { code(failed.error); }
};

using Reply =
    std::variant<Failed, Welcome, Done, Devices, Created, Opened, Frames, Losses, Gap, Taken, Closed, PortEnded>;

/// Without the length in front. Texts and lists are truncated to 65,535.
[[nodiscard]] std::vector<std::byte> encodeRequest(const Request& request);
[[nodiscard]] std::vector<std::byte> encodeReply(const Reply& reply);
/// Error: Damaged unless the octets are exactly one request.
[[nodiscard]] Result<Request> parseRequest(Bytes message);
[[nodiscard]] Result<Reply> parseReply(Bytes message);

} // namespace tapscope::serve
