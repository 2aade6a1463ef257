#include <base/hash.h>
#include <decode/conversation.h>

#include <algorithm>
#include <bit>

namespace tapscope {
namespace {

/// Any order works if it is the same whenever a capture is read.
bool isBefore(const Endpoint& a, const Endpoint& b) noexcept {
    constexpr auto inNetworkOrder = [](std::uint64_t word) {
        return std::endian::native == std::endian::little ? std::byteswap(word) : word;
    };
    const auto &left = a.address.words, &right = b.address.words;
    if (left[0] != right[0])
        return inNetworkOrder(left[0]) < inNetworkOrder(right[0]);
    if (left[1] != right[1])
        return inNetworkOrder(left[1]) < inNetworkOrder(right[1]);
    return a.port < b.port;
}

} // namespace

std::size_t Endpoint::Hash::operator()(const Endpoint& endpoint) const noexcept {
    const auto& words = endpoint.address.words;
    return mixHash(mixHash(mixHash(endpoint.transport, words[0]), words[1]), endpoint.port);
}

Way Ends::wayOf(const Endpoint& source, const Endpoint& destination) noexcept {
    return isBefore(destination, source) ? Way::Down : Way::Up;
}

std::size_t Ends::Hash::operator()(const Ends& ends) const noexcept {
    return mixHash(Endpoint::Hash{}(ends.low), Endpoint::Hash{}(ends.high));
}

std::unique_ptr<ConversationState>& Conversation::state(ProtocolId protocol) {
    const auto found = std::ranges::find(states, protocol, [](const auto& each) { return each.first; });
    return found != states.end() ? found->second : states.emplace_back(protocol, nullptr).second;
}

void Conversation::giveUpAssignment() {
    givenUp = assignment.protocol;
    assignment = {};
    std::erase_if(states, [this](const auto& each) { return each.first == givenUp; });
}

} // namespace tapscope
