#pragma once

#include <decode/field.h>

#include <cstdint>
#include <span>
#include <string_view>

namespace tapscope {

/// Where a decoder is called from: table "ethertype", key 0x0800. A table exists as soon as a protocol names it in Hook
/// or in ProtocolInfo::tables. Tables of the core: "linktype" (LINKTYPE_ number), "frame.offload" (0: a frame's
/// unfinished work, as a virtio_net_hdr of 10 octets in little-endian order).
struct Hook {
    std::string_view table;
    std::uint32_t key = 0;
};

/// A decoder's description of its protocol, all with static storage.
///
/// Fields and tables are identified by their index: a decoder has `enum Field : std::uint16_t { Version, … }` in the
/// order of its table and passes Version to Dissection; the registry converts it to a FieldId.
struct ProtocolInfo {
    std::string_view abbreviation; ///< "ip": in frame.protocols, in filters, in hooks of heuristics
    std::string_view title;        ///< "Internet Protocol Version 4": the layer's line in the tree
    std::string_view column;       ///< "IPv4": the Protocol column
    std::span<const FieldInfo> fields = {};
    std::span<const Hook> hooks = {};              ///< where it is called from
    std::span<const std::string_view> tables = {}; ///< the tables that it passes its payload to, for Dissection::next()
    /// Tables whose payload it is offered if no key matches ("udp.heuristic" is tried after "udp.port").
    std::span<const std::string_view> heuristics = {};
    /// The names that it adds to frame.protocols by Dissection::passThrough(). Filters know them as protocols without
    /// fields.
    std::span<const std::string_view> steps = {};
    /// Whether its decoder keeps states or facts in the History. A capture is learned by these protocols.
    bool learns = false;
    /// Whether it passes its payload on by Dissection::nextInConversation().
    bool carriesConversations = false;
};

/// A protocol in the registry.
using ProtocolId = std::uint16_t;
inline constexpr ProtocolId noProtocol = 0xffff;

} // namespace tapscope
