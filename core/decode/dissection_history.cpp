#include <decode/dissection.h>
#include <decode/registry.h>
#include <decode/registry_tables.h>

#include <cstring>

namespace tapscope {

const Assembly* Dissection::assembly(AssemblyStore::Id id) {
    const History* const history = learning_ != nullptr ? learning_ : history_;
    if (id == 0 || history == nullptr || !history->assemblies_)
        return nullptr;
    auto found = history->assemblies_->find(id);
    return found ? assemblies_.emplace_back(std::move(found)).get() : nullptr;
}

std::uint32_t Dissection::layerOffset() const noexcept {
    for (std::size_t i = layerCount_; i-- > 0;) {
        if (layers_[i].protocol ==
            protocol_) // positions in different buffers do not collide, because their sizes are far below this
            return layers_[i].range.offset + layers_[i].buffer * (std::uint32_t{1} << 26);
    }
    return 0;
}

bool Dissection::recallFact(ProtocolId protocol, std::uint8_t slot, std::span<std::byte> value) const noexcept {
    const FactKey key{protocol, slot, layerOffset()};
    return learning_ != nullptr ? learning_->copyNew(key, value) : facts_.copy(key, value);
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
    return recallFact(noProtocol, 0, std::as_writable_bytes(std::span(&id, 1))) ? id : noProtocol;
}

} // namespace tapscope
