#include <decode/dissection.h>
#include <decode/plan.h>
#include <decode/registry_tables.h>

#include <algorithm>
#include <limits>

namespace tapscope {
namespace {

using Callers = std::vector<std::vector<ProtocolId>>;

/// A decoder may name a field that it did not declare, and must not read beyond the table. It gets the error when it
/// adds the field.
constexpr std::size_t beyondTheLast = std::numeric_limits<Dissection::Field>::max();

/// Represents a capture's link type as the caller of the outermost protocols.
constexpr ProtocolId capture = noProtocol;

/// Returns the protocols that may pass payload to each protocol.
Callers callersOf(const DecoderRegistry::Tables& tables) {
    Callers callers(tables.protocols.size());
    for (std::uint32_t id = 0; id < tables.tables.size(); ++id) {
        const auto& table = *tables.tables[id];
        const auto calls = [&](ProtocolId callee) {
            callers[callee].insert(callers[callee].end(), table.callers.begin(), table.callers.end());
            if (id == tables.linkTypeTable)
                callers[callee].push_back(capture);
        };
        table.byKey.visitProtocols(calls);
        for (const auto& [key, callees] : table.laterByKey)
            std::ranges::for_each(callees, calls);
        for (const ProtocolId callee : table.heuristics)
            calls(callee);
    }
    // A protocol without hooks (RTP) gets its conversations because other protocols announced them.
    std::vector<ProtocolId> carriers;
    for (ProtocolId protocol = 0; protocol < tables.protocols.size(); ++protocol) {
        if (tables.protocols[protocol].info->carriesConversations)
            carriers.push_back(protocol);
    }
    for (ProtocolId callee = 0; callee < callers.size(); ++callee) {
        if (callers[callee].empty() && tables.protocols[callee].decoder != nullptr)
            callers[callee] = carriers;
    }
    for (auto& each : callers) {
        std::ranges::sort(each);
        each.erase(std::ranges::unique(each).begin(), each.end());
    }
    return callers;
}

/// Returns the protocols that a frame may get or lose because of earlier frames of its conversation.
std::vector<bool> dependingOnConversations(const DecoderRegistry::Tables& tables, const Callers& callers) {
    std::vector<bool> depends(tables.protocols.size(), false);
    const auto isSettled = [&](ProtocolId protocol) {
        const auto& above = callers[protocol];
        const bool isCarried = std::ranges::any_of(above, [&](ProtocolId caller) {
            return caller != capture && tables.protocols[caller].info->carriesConversations;
        });
        const bool isAboveSuch = !above.empty() && std::ranges::all_of(above, [&](ProtocolId caller) {
            return caller != capture && depends[caller];
        });
        return depends[protocol] == (isCarried || isAboveSuch);
    };
    for (bool changed = true; changed;) {
        changed = false;
        for (ProtocolId protocol = 0; protocol < tables.protocols.size(); ++protocol) {
            if (!depends[protocol] && !isSettled(protocol))
                changed = depends[protocol] = true;
        }
    }
    return depends;
}

} // namespace

DissectionPlan::DissectionPlan(const DecoderRegistry& registry, bool columns, bool tree, const DecodeAsList& decodeAs)
    : wanted_(registry.fieldCount() + beyondTheLast, tree ? 1 : 0),
      wantsFieldsOf_(registry.protocolCount(), tree ? 1 : 0),
      useful_(registry.protocolCount(), columns || tree ? 1 : 0), leadsOn_(registry.protocolCount(), 0),
      columns_(columns), tree_(tree), steps_(tree), damage_(tree) {
    const auto& tables = *registry.tables_;
    for (const auto& each : decodeAs) {
        if (const ProtocolId protocol = registry.findProtocol(each.protocol); each.table.empty()) {
            if (protocol != noProtocol)
                decodeAs_[std::uint64_t{DecoderRegistry::Tables::switchedOff} << 32 | protocol] = noProtocol;
        } else if (const auto table = tables.tableByName.find(each.table);
                   table != tables.tableByName.end() && (protocol != noProtocol || each.protocol.empty()))
            decodeAs_[std::uint64_t{table->second} << 32 | each.key] = protocol;
    }
    needsHistory_ =
        (columns || tree) && std::ranges::any_of(tables.protocols, [](const auto& each) { return each.info->learns; });
    lookAhead(registry);
}

DissectionPlan DissectionPlan::columns(const DecoderRegistry& registry, const DecodeAsList& decodeAs) {
    return {registry, true, false, decodeAs};
}
DissectionPlan DissectionPlan::tree(const DecoderRegistry& registry, const DecodeAsList& decodeAs) {
    return {registry, true, true, decodeAs};
}

DissectionPlan DissectionPlan::learning(const DecoderRegistry& registry, const DecodeAsList& decodeAs) {
    DissectionPlan plan(registry, false, false, decodeAs);
    plan.learnToo(registry);
    return plan;
}

void DissectionPlan::learnToo(const DecoderRegistry& registry) {
    const auto& protocols = registry.tables_->protocols;
    std::vector<ProtocolId> learners;
    for (ProtocolId protocol = 0; protocol < protocols.size(); ++protocol) {
        if (protocols[protocol].info->learns)
            learners.push_back(protocol);
    }
    reach(registry, std::move(learners));
}

DissectionPlan DissectionPlan::fields(const DecoderRegistry& registry, std::span<const FieldId> wanted, Columns columns,
                                      const DecodeAsList& decodeAs) {
    DissectionPlan plan(registry, columns == Columns::Wanted, false, decodeAs);
    const auto& tables = *registry.tables_;
    const auto dependent = dependingOnConversations(tables, callersOf(tables));
    std::vector<ProtocolId> reached;
    for (const FieldId field : wanted) {
        plan.wanted_[field] = 1;
        const ProtocolId protocol = registry.protocolOf(field);
        plan.wantsFieldsOf_[protocol] = 1;
        const bool isStep = tables.protocols[protocol].isStep;
        plan.steps_ = plan.steps_ || isStep;
        if (protocol == tables.undecoded) { // undecoded octets are known only if all fields are present
            std::ranges::fill(plan.wanted_, std::uint8_t{1});
            plan.tree_ = plan.steps_ = true;
        }
        // The existing layers, and whether they are damaged, are known only after all of them were decoded.
        const bool needsAll = isStep || protocol == tables.malformed || protocol == tables.truncated ||
                              protocol == tables.unreassembled || protocol == tables.cut ||
                              protocol == tables.undecoded || protocol == tables.data ||
                              field == registry.find("frame.protocols").front();
        plan.damage_ = plan.damage_ || needsAll;
        if (needsAll) {
            std::ranges::fill(plan.wantsFieldsOf_, std::uint8_t{1});
            for (ProtocolId each = 0; each < tables.protocols.size(); ++each)
                reached.push_back(each);
        }
        reached.push_back(protocol);
        if (needsAll || dependent[protocol] || registry.field(field).fromHistory)
            plan.needsHistory_ = true;
    }
    plan.reach(registry, std::move(reached));
    return plan;
}

void DissectionPlan::reach(const DecoderRegistry& registry, std::vector<ProtocolId> protocols) {
    const auto& tables = *registry.tables_;
    // A protocol is useful if a useful one may follow it: walk the hooks backwards.
    Callers callers = callersOf(tables);
    for (const auto& [key, callee] : decodeAs_) {
        if (callee == noProtocol)
            continue;
        const auto& table = *tables.tables[key >> 32];
        callers[callee].insert(callers[callee].end(), table.callers.begin(), table.callers.end());
    }
    std::vector<bool> seen(tables.protocols.size(), false);
    while (!protocols.empty()) {
        const ProtocolId protocol = protocols.back();
        protocols.pop_back();
        if (protocol == capture || seen[protocol])
            continue;
        seen[protocol] = true;
        useful_[protocol] = 1;
        for (const ProtocolId caller : callers[protocol]) {
            if (caller != capture)
                leadsOn_[caller] = 1;
            protocols.push_back(caller);
        }
    }
    lookAhead(registry);
}

void DissectionPlan::lookAhead(const DecoderRegistry& registry) {
    const auto& tables = *registry.tables_;
    const bool isDataUseful = isUseful(tables.data); // it follows where no other protocol does, so all have to be asked
    if (isDataUseful)
        std::ranges::fill(leadsOn_, std::uint8_t{1});
    heuristicsToAsk_.clear();
    for (const auto& table : tables.tables) {
        auto asked = table->heuristics.size();
        while (asked > 0 && !isDataUseful && !isUseful(table->heuristics[asked - 1]))
            --asked;
        heuristicsToAsk_.push_back(asked);
    }
}

} // namespace tapscope
