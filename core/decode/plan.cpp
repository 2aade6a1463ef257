#include <decode/plan.h>
#include <decode/registry_tables.h>

namespace tapscope {

DissectionPlan::DissectionPlan(const DecoderRegistry& registry, bool columns, bool tree)
    : wanted_(registry.fieldCount(), tree ? 1 : 0), useful_(registry.protocolCount(), columns || tree ? 1 : 0),
      columns_(columns), tree_(tree) {}

DissectionPlan DissectionPlan::columns(const DecoderRegistry& registry) {
    return {registry, true, false};
}
DissectionPlan DissectionPlan::tree(const DecoderRegistry& registry) {
    return {registry, true, true};
}

DissectionPlan DissectionPlan::fields(const DecoderRegistry& registry, std::span<const FieldId> wanted,
                                      Columns columns) {
    DissectionPlan plan(registry, columns == Columns::Wanted, false);
    const auto& tables = *registry.tables_;
    std::vector<ProtocolId> reached;
    const auto reach = [&](ProtocolId protocol) {
        if (!plan.useful_[protocol]) {
            plan.useful_[protocol] = 1;
            reached.push_back(protocol);
        }
    };
    for (const FieldId field : wanted) {
        plan.wanted_[field] = 1;
        const ProtocolId protocol = registry.protocolOf(field);
        // Which layers there are, and whether they are damaged, only shows when all of them were decoded.
        const bool needsAll = protocol == tables.malformed || protocol == tables.truncated || protocol == tables.data ||
                              field == registry.find("frame.protocols").front();
        if (needsAll) {
            for (ProtocolId each = 0; each < tables.protocols.size(); ++each)
                reach(each);
        }
        reach(protocol);
    }
    // A protocol is useful when one that is may follow it: walk the hooks backwards.
    std::vector<std::vector<ProtocolId>> callersOf(tables.protocols.size());
    for (const auto& table : tables.tables) {
        const auto calledBy = [&](ProtocolId callee) {
            if (callee != noProtocol)
                callersOf[callee].insert(callersOf[callee].end(), table.callers.begin(), table.callers.end());
        };
        for (const ProtocolId callee : table.byKey)
            calledBy(callee);
        for (const auto& [key, callee] : table.byLargeKey)
            calledBy(callee);
        for (const ProtocolId callee : table.heuristics)
            calledBy(callee);
    }
    while (!reached.empty()) {
        const ProtocolId protocol = reached.back();
        reached.pop_back();
        for (const ProtocolId caller : callersOf[protocol])
            reach(caller);
    }
    return plan;
}

} // namespace tapscope
