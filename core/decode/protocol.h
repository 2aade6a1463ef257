#pragma once

#include <decode/field.h>

#include <cstdint>
#include <span>
#include <string_view>

namespace tapscope {

/// A place in which a decoder hooks in: table "ethertype", key 0x0800. A table comes into being when a protocol
/// names it, in Hook or in ProtocolInfo::tables. Tables of the core: "linktype" (LINKTYPE_ number), "frame.offload" (0:
/// what a frame leaves to be done, as a virtio_net_hdr of 10 octets in little endian).
struct Hook {
    std::string_view table;
    std::uint32_t key = 0;
};

/// What a decoder says of its protocol, all with static storage.
///
/// Fields and tables are named by their index: a decoder has `enum Field : std::uint16_t { Version, … }` in the order
/// of its table and passes Version to Dissection; the registry turns it into a FieldId.
struct ProtocolInfo {
    std::string_view abbreviation; ///< "ip": in frame.protocols, in filters, in hooks of heuristics
    std::string_view title;        ///< "Internet Protocol Version 4": the layer's line in the tree
    std::string_view column;       ///< "IPv4": the Protocol column
    std::span<const FieldInfo> fields = {};
    std::span<const Hook> hooks = {};              ///< where it is called from
    std::span<const std::string_view> tables = {}; ///< which tables it hands its payload to, for Dissection::next()
    /// Tables whose payload it is offered when no key matches ("udp.heuristic" is tried after "udp.port").
    std::span<const std::string_view> heuristics = {};
    /// What it adds to frame.protocols by Dissection::passThrough(), as protocols without fields that filters know.
    std::span<const std::string_view> steps = {};
    /// Whether its decoder keeps states or facts in the History: a capture is learned through these.
    bool learns = false;
    /// Whether it hands its payload on by Dissection::nextInConversation().
    bool carriesConversations = false;
};

/// A protocol in the registry.
using ProtocolId = std::uint16_t;
inline constexpr ProtocolId noProtocol = 0xffff;

} // namespace tapscope
