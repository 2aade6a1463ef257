#pragma once

#include <decode/decoders_at_work.h>
#include <decode/key_table.h>
#include <decode/plan.h>
#include <decode/registry.h>
#include <decode/registry_hold.h>

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <string>

namespace tapscope {

/// The content of a registry. Only core/decode includes this file.
struct DecoderRegistry::Tables {
    struct Protocol {
        const Decoder* decoder = nullptr; ///< null for the core's own pseudo-protocols
        const ProtocolInfo* info = nullptr;
        FieldId self = noField; ///< its own fields start at self + 1
        bool isStep = false;    ///< only a name in frame.protocols (ProtocolInfo::steps)
        std::vector<std::uint32_t> tables = {};
    };
    struct Table {
        std::string name;
        KeyTable byKey = {};
        /// Further protocols with the same hook. They are offered what the first one refuses.
        std::map<std::uint32_t, std::vector<ProtocolId>> laterByKey = {};
        std::vector<ProtocolId> heuristics = {};
        std::vector<ProtocolId> callers = {}; ///< protocols that pass payload to this table
    };

    std::vector<Protocol> protocols;
    /// Whether a protocol's decoder failed and is left out. Any thread.
    [[nodiscard]] bool hasFailed(ProtocolId id) const noexcept {
        return std::atomic_ref(failed[id]).load(std::memory_order_relaxed) != 0;
    }
    /// Whether this protocol may be decoded: its decoder works, and the user has not disabled it.
    [[nodiscard]] bool mayDecode(ProtocolId id, const DissectionPlan& plan) const noexcept {
        return !hasFailed(id) && !plan.decodedAs(switchedOff, id);
    }
    /// Used in place of a table's number in a plan; its keys are the protocols that the user has disabled.
    static constexpr std::uint32_t switchedOff = 0xffffffff;
    void setFailed(ProtocolId id) const noexcept { std::atomic_ref(failed[id]).store(1, std::memory_order_relaxed); }

    mutable std::vector<std::uint8_t> failed; ///< by ProtocolId
    std::vector<const FieldInfo*> fields;
    std::vector<ProtocolId> protocolOfField;
    std::deque<FieldInfo> selfFields;
    std::deque<ProtocolInfo> stepInfos;
    std::unordered_map<std::string_view, std::vector<FieldId>> byName;
    std::unordered_map<std::string_view, ProtocolId> byAbbreviation;
    std::vector<std::unique_ptr<Table>> tables;
    std::unordered_map<std::string_view, std::uint32_t> tableByName;

    std::uint32_t linkTypeTable = 0, offloadTable = 0;
    ProtocolId frame = noProtocol, data = noProtocol, malformed = noProtocol, truncated = noProtocol,
               unreassembled = noProtocol, undecoded = noProtocol, cut = noProtocol;

    mutable DecodersAtWork atWork;
    std::shared_ptr<RegistryUsers> users = std::make_shared<RegistryUsers>();

    std::uint32_t table(std::string_view name);
    ProtocolId add(const ProtocolInfo& info, const Decoder* decoder);
    /// Adds a step unless a protocol of that name exists.
    void addStep(std::string_view name);
};

} // namespace tapscope
