#include <decode/dissection.h>
#include <decode/registry.h>
#include <decode/registry_tables.h>

#include <cstring>

namespace tapscope {

const Assembly* Dissection::assembly(AssemblyStore::Id id) const noexcept {
    const History* const history = learning_ != nullptr ? learning_ : history_;
    return history == nullptr || !history->assemblies_ ? nullptr : history->assemblies_->find(id);
}

std::uint32_t Dissection::layerOffset() const noexcept {
    for (std::size_t i = layerCount_; i-- > 0;) {
        if (layers_[i].protocol ==
            protocol_) // positions in different buffers do not collide, because their sizes are far below this
            return layers_[i].range.offset + layers_[i].buffer * (std::uint32_t{1} << 26);
    }
    return 0;
}

const LearnedFact* Dissection::recallFact(ProtocolId protocol, std::uint8_t slot) const noexcept {
    const FactKey key{protocol, slot, layerOffset()};
    if (learning_ != nullptr)
        return learning_->findNew(key);
    return facts_.find(key);
}

Way Dissection::way() const noexcept {
    return Ends::wayOf(sourceEndpoint(), destinationEndpoint());
}

void Dissection::assignConversation(std::string_view protocol) {
    if (const ProtocolId id = registry_->findProtocol(protocol); id != noProtocol) {
        Conversation& conversation = learning_->conversation(sighting());
        Assignment& assignment = conversation.assignment;
        if (id == registry_->tables_->data) { // nobody's: its protocol was a guess, and wrong
            assignment.protocol = protocol_;
            conversation.giveUpAssignment();
            learning_->hasAssignments_ = true;
            return;
        }
        if (assignment.protocol != id)
            assignment = {.protocol = id, .isAgreed = id != protocol_};
        learning_->hasAssignments_ = true;
    }
}

ConversationState* Dissection::captureStateOf(std::string_view protocol) const {
    const ProtocolId id = registry_->findProtocol(protocol);
    return id == noProtocol ? nullptr : learning_->captureState(id).get();
}

void Dissection::expectAt(const Endpoint& endpoint, std::string_view protocol) {
    if (const ProtocolId id = registry_->findProtocol(protocol); id != noProtocol)
        learning_->expect(endpoint, id);
}

Conversation* Dissection::assignedConversation() {
    return isLearning() && learning_->hasAssignments() ? learning_->assigned(sighting()) : nullptr;
}

void Dissection::rememberTaker(ProtocolId protocol) {
    learning_->remember({noProtocol, 0, layerOffset()}, std::as_bytes(std::span(&protocol, 1)));
}

ProtocolId Dissection::rememberedTaker() const noexcept {
    ProtocolId id = noProtocol;
    if (const LearnedFact* fact = recallFact(noProtocol, 0))
        std::memcpy(&id, fact->value.data(), sizeof id);
    return id;
}

} // namespace tapscope
