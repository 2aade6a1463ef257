#include <decode/dissection.h>
#include <decode/registry_tables.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

namespace tapscope {

void Dissection::endLayerAt(const ByteReader& bytes) noexcept {
    if (layerEndKnown_)
        return;
    if (const Layer& layer = layers_[layerCount_ - 1]; layer.protocol == protocol_)
        layerLength(bytes.offset() - layer.range.offset);
}

void Dissection::follow(ProtocolId protocol, const ByteReader& bytes) {
    if (plan_->isUseful(protocol))
        pending_.push_back({bytes.rest(), bytes.offset(), protocol, carrier_.insideError, bufferOf(bytes.rest())});
}

namespace {

/// Calls a decoder that another one wants to pass bytes to. A decoder that throws is left out from then on and accepts
/// nothing; the calling decoder is not affected.
template <typename Question>
bool ask(const DecoderRegistry::Tables& tables, ProtocolId protocol, const Question& question) noexcept {
    try {
        const DecodersAtWork::Visit visit(tables.atWork, protocol);
        return question(*tables.protocols[protocol].decoder);
    } catch (...) { // the exception of a plugin can be of any type
        tables.setFailed(protocol);
        return false;
    }
}

/// The user's choice for the first of these keys that has one; noProtocol: the bytes are shown.
std::optional<ProtocolId> chosenByUser(const DissectionPlan& plan, std::uint32_t table,
                                       std::initializer_list<std::uint32_t> keys) noexcept {
    if (!plan.hasChoices())
        return std::nullopt;
    for (const std::uint32_t key : keys) {
        if (const auto choice = plan.decodedAs(table, key))
            return choice;
    }
    return std::nullopt;
}

} // namespace

bool Dissection::isUsable(ProtocolId protocol, const ByteReader& bytes, Decoder::Claim claim) const {
    const auto& tables = *registry_->tables_;
    return protocol != noProtocol && tables.mayDecode(protocol, *plan_) &&
           (bytes.atEnd() || tables.protocols[protocol].decoder == nullptr ||
            ask(tables, protocol, [&](const Decoder& decoder) { return decoder.accepts(bytes.rest(), claim); }));
}

Dissection::Taker Dissection::takerOf(Table table, std::initializer_list<std::uint32_t> keys, const ByteReader& bytes,
                                      Asked asked) const {
    const auto& tables = *registry_->tables_;
    const auto& own = tables.protocols[protocol_].tables;
    if (table >= own.size()) // its decoder is faulty, and Dissector::dissect() leaves it out
        throw std::out_of_range("a table that the protocol does not declare");
    const std::uint32_t tableId = own[table];
    const auto& chosen = *tables.tables[tableId];
    const auto isTaken = [&](ProtocolId id) { return isUsable(id, bytes, Decoder::Claim::ByKey); };
    const auto byUser = chosenByUser(*plan_, tableId, keys);
    if (byUser == noProtocol)
        return {};
    if (byUser && isTaken(*byUser))
        return {*byUser, true};
    const auto taker = [&](std::uint32_t key) {
        if (plan_->decodedAs(tableId, key))
            return noProtocol;
        if (const ProtocolId first = chosen.byKey.find(key); first == noProtocol || isTaken(first))
            return first; // if there is no first one, there are no later ones
        const auto later = chosen.laterByKey.find(key);
        if (later == chosen.laterByKey.end())
            return noProtocol;
        const auto found = std::ranges::find_if(later->second, isTaken);
        return found == later->second.end() ? noProtocol : *found;
    };
    for (const std::uint32_t key : keys) {
        if (const ProtocolId id = taker(key); id != noProtocol)
            return {id, true};
    }
    if (bytes.atEnd())
        return {};
    const auto heuristics =
        std::span(chosen.heuristics)
            .first(asked == Asked::All ? chosen.heuristics.size() : plan_->heuristicsToAsk(tableId));
    return {recogniserAmong(heuristics, bytes.rest()), false};
}

ProtocolId Dissection::recogniserAmong(std::span<const ProtocolId> heuristics, Bytes bytes) const {
    if (heuristics.empty())
        return noProtocol;
    const auto& tables = *registry_->tables_;
    DecodersAtWork::Visit visit(tables.atWork, heuristics.front());
    for (const ProtocolId id : heuristics) {
        if (!tables.mayDecode(id, *plan_))
            continue;
        visit.moveTo(id);
        try {
            if (tables.protocols[id].decoder->recognises(bytes, *this))
                return id;
        } catch (...) { // as in ask()
            tables.setFailed(id);
        }
    }
    return noProtocol;
}

bool Dissection::next(Table table, std::uint32_t key, const ByteReader& bytes) {
    return next(table, {key}, bytes);
}

bool Dissection::next(Table table, std::initializer_list<std::uint32_t> keys, const ByteReader& bytes) {
    endLayerAt(bytes);
    if (!plan_->leadsOn(protocol_))
        return false;
    const Taker taker = takerOf(table, keys, bytes, Asked::UsefulOnly);
    if (bytes.atEnd() && !bytes.overrun()) // no layer for no bytes, but the caller learns whether a decoder is known
        return taker.isByKey;
    follow(taker.protocol == noProtocol ? registry_->tables_->data : taker.protocol, bytes);
    return taker.isByKey;
}

bool Dissection::nextInConversation(Table table, std::initializer_list<std::uint32_t> keys, const ByteReader& bytes) {
    const ProtocolId taker = plan_->leadsOn(protocol_) ? takerByConversation(table, keys, bytes) : noProtocol;
    if (taker == noProtocol)
        return next(table, keys, bytes);
    endLayerAt(bytes);
    follow(taker, bytes);
    return true;
}

ProtocolId Dissection::takerByConversation(Table table, std::initializer_list<std::uint32_t> keys,
                                           const ByteReader& bytes) {
    const auto& own = registry_->tables_->protocols[protocol_].tables;
    if (bytes.atEnd() || (table < own.size() && chosenByUser(*plan_, own[table], keys)))
        return noProtocol;
    const auto takes = [&](ProtocolId id) { return isUsable(id, bytes, Decoder::Claim::ByConversation); };
    if (!isLearning()) {
        const ProtocolId remembered = rememberedTaker();
        return takes(remembered) ? remembered : noProtocol;
    }
    const auto fits = [&](const Assignment& assignment) {
        if (!takes(assignment.protocol))
            return false;
        const ProtocolId other = assignment.isGuess() ? takerOf(table, keys, bytes).protocol : noProtocol;
        return other == noProtocol || other == assignment.protocol;
    };
    Conversation* conversation = assignedConversation();
    bool isTaken = false;
    if (carrier_.isStream) { // a segment may begin anywhere in a message, so a refusal means nothing
        isTaken = conversation != nullptr && takes(conversation->assignment.protocol);
    } else {
        constexpr int ends = 2; // after a guess, the expected protocol of each end is tried
        for (int i = 0; i <= ends && conversation != nullptr && !isTaken; ++i) {
            isTaken = fits(conversation->assignment);
            if (conversation->assignment.count(isTaken))
                break;
            conversation->giveUpAssignment();
            conversation = assignedConversation();
        }
    }
    if (isTaken) {
        rememberTaker(conversation->assignment.protocol);
        return conversation->assignment.protocol;
    }
    // A protocol that was given up is not believed at its port either, unless its own messages come.
    if (carrier_.isStream || !learning_->hasAssignments())
        return noProtocol;
    const Conversation* const known = learning_->knownConversation(sighting());
    if (known == nullptr || known->givenUp == noProtocol)
        return noProtocol;
    const auto& tables = *registry_->tables_;
    const Taker taker = takerOf(table, keys, bytes);
    if (!taker.isByKey || taker.protocol != known->givenUp ||
        ask(tables, taker.protocol, [&](const Decoder& decoder) { return decoder.recognises(bytes.rest(), *this); }))
        return noProtocol;
    rememberTaker(tables.data);
    return tables.data;
}

void Dissection::nextAsData(const ByteReader& bytes) {
    if (const ProtocolId data = registry_->tables_->data; plan_->isUseful(data) && !bytes.atEnd())
        follow(data, bytes);
}

StreamMessage Dissection::messageIn(Table table, std::initializer_list<std::uint32_t> keys, const ByteReader& bytes) {
    const auto& tables = *registry_->tables_;
    const auto& own = tables.protocols[protocol_].tables;
    const bool isChosen = table < own.size() && chosenByUser(*plan_, own[table], keys);
    const Conversation* const conversation = isChosen ? nullptr : assignedConversation();
    const ProtocolId assigned = conversation != nullptr ? conversation->assignment.protocol : noProtocol;
    const ProtocolId taker =
        isUsable(assigned, bytes, Decoder::Claim::ByConversation) ? assigned : takerOf(table, keys, bytes).protocol;
    if (taker == noProtocol || tables.protocols[taker].decoder == nullptr)
        return {};
    const ProtocolId asking = std::exchange(protocol_, taker); // takes() may read the taker's states
    try {
        const DecodersAtWork::Visit visit(tables.atWork, taker);
        const StreamMessage message = tables.protocols[taker].decoder->messageIn(bytes.rest(), *this);
        protocol_ = asking;
        return message;
    } catch (...) {
        tables.setFailed(taker);
        protocol_ = asking;
        return {};
    }
}

} // namespace tapscope
