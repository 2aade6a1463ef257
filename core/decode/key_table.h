#pragma once

#include <decode/protocol.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace tapscope {

/// The protocol for each key of a table (a port, an Ethertype). Keys below 65,536 are looked up in pages, and all empty
/// pages are one, so that unknown ports, which most frames have, cost no memory and stay in the processor's cache.
class KeyTable {
public:
    [[nodiscard]] ProtocolId find(std::uint32_t key) const noexcept {
        if (key < pagedKeys)
            return paged_[pageOf_[key / pageSize] * pageSize + key % pageSize];
        if (large_.empty())
            return noProtocol;
        const auto found = large_.find(key);
        return found == large_.end() ? noProtocol : found->second;
    }
    /// Returns a key's entry, which is noProtocol if it is new. Valid until the next call.
    [[nodiscard]] ProtocolId& operator[](std::uint32_t key) {
        if (key >= pagedKeys)
            return large_.try_emplace(key, noProtocol).first->second;
        std::uint16_t& page = pageOf_[key / pageSize];
        if (page == emptyPage) {
            page = static_cast<std::uint16_t>(paged_.size() / pageSize);
            paged_.resize(paged_.size() + pageSize, noProtocol);
        }
        return paged_[page * pageSize + key % pageSize];
    }
    /// Calls `visit` with the protocol of each key.
    void visitProtocols(const auto& visit) const {
        for (const ProtocolId id : paged_) {
            if (id != noProtocol)
                visit(id);
        }
        for (const auto& [key, id] : large_)
            visit(id);
    }

private:
    static constexpr std::uint32_t pagedKeys = 1U << 16;
    static constexpr std::size_t pageSize = 256;
    static constexpr std::uint16_t emptyPage = 0;

    std::array<std::uint16_t, pagedKeys / pageSize> pageOf_{};
    std::vector<ProtocolId> paged_ = std::vector<ProtocolId>(pageSize, noProtocol);
    std::unordered_map<std::uint32_t, ProtocolId> large_;
};

} // namespace tapscope
