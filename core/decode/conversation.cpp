#include <base/hash.h>
#include <decode/conversation.h>

#include <algorithm>
#include <cstring>

namespace tapscope {
namespace {

int order(const Endpoint& a, const Endpoint& b) noexcept {
    const int addresses = std::memcmp(a.address.octets.data(), b.address.octets.data(), a.address.octets.size());
    return addresses != 0 ? addresses : a.port < b.port ? -1 : a.port > b.port ? 1 : 0;
}

} // namespace

std::size_t Endpoint::Hash::operator()(const Endpoint& endpoint) const noexcept {
    std::uint64_t halves[2];
    std::memcpy(halves, endpoint.address.octets.data(), sizeof halves);
    return mixHash(mixHash(mixHash(endpoint.transport, halves[0]), halves[1]), endpoint.port);
}

ConversationKey ConversationKey::of(const Endpoint& source, const Endpoint& destination) noexcept {
    return order(source, destination) <= 0 ? ConversationKey{source, destination}
                                           : ConversationKey{destination, source};
}

std::size_t ConversationKey::Hash::operator()(const ConversationKey& key) const noexcept {
    return mixHash(Endpoint::Hash{}(key.low), Endpoint::Hash{}(key.high));
}

std::unique_ptr<ConversationState>& Conversation::state(ProtocolId protocol) {
    const auto found = std::ranges::find(states, protocol, [](const auto& each) { return each.first; });
    return found != states.end() ? found->second : states.emplace_back(protocol, nullptr).second;
}

} // namespace tapscope
