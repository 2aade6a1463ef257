#include "datagram_assembly.h"

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

constexpr std::size_t most = 16;        // datagrams
constexpr std::size_t largest = 65'535; // bytes
constexpr std::size_t unit = 8;         // bytes

constexpr std::size_t unitsOf(std::size_t bytes) {
    return (bytes + unit - 1) / unit;
}

} // namespace

/// False if the fragment does not fit the datagram: it overlaps another one, is too long, or goes beyond the end.
bool DatagramAssembly::take(Datagram& datagram, const Fragment& fragment) {
    const std::size_t end = fragment.offset + fragment.bytes.size();
    const bool isOdd = !fragment.isLast && fragment.bytes.size() % unit != 0;
    if (fragment.bytes.empty() || isOdd || end > largest)
        return false;
    if (fragment.isLast ? datagram.size.has_value() || datagram.bytes.size() > end
                        : datagram.size && end > *datagram.size)
        return false;
    if (fragment.isLast)
        datagram.size = end;
    if (datagram.bytes.size() < end) {
        datagram.bytes.resize(end);
        datagram.isThere.resize(unitsOf(end));
    }
    for (std::size_t at = fragment.offset / unit; at < unitsOf(end); ++at) {
        if (datagram.isThere[at])
            return false;
        datagram.isThere[at] = true;
    }
    std::ranges::copy(fragment.bytes, datagram.bytes.begin() + static_cast<std::ptrdiff_t>(fragment.offset));
    return true;
}

std::optional<std::vector<std::byte>> DatagramAssembly::add(const Key& key, const Fragment& fragment) {
    auto found = std::ranges::find(waiting_, key, &Datagram::key);
    if (found == waiting_.end()) {
        if (waiting_.size() == most)
            waiting_.pop_front();
        found = waiting_.insert(waiting_.end(), {.key = key, .bytes = {}, .isThere = {}, .size = {}});
    }
    if (!take(*found, fragment)) {
        waiting_.erase(found);
        return std::nullopt;
    }
    if (!found->size || std::ranges::find(found->isThere, false) != found->isThere.end())
        return std::nullopt;
    auto whole = std::move(found->bytes);
    waiting_.erase(found);
    return whole;
}

} // namespace tapscope
