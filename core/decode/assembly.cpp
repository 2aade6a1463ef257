#include <decode/assembly.h>

#include <algorithm>
#include <cstring>
#include <numeric>

namespace tapscope {
namespace {

constexpr std::size_t fixedCost = 128; ///< bytes of an assembly, besides its data and parts

} // namespace

std::size_t AssemblyStore::Open::cost() const noexcept {
    return fixedCost + bytes.size() + parts.size() * sizeof(AssemblyPart);
}

AssemblyStore::Id AssemblyStore::open() {
    if (wholeBytes_ + fixedCost > limits_.whole || !slots_.append({}))
        return 0;
    slots_.publish();
    const auto id = static_cast<Id>(slots_.appended());
    waitingBytes_ += open_[id].cost();
    while (open_.size() > maximumWaiting)
        giveUp(open_.begin()->first);
    return id;
}

bool AssemblyStore::add(Id id, FrameNumber frame, std::uint32_t offset, Bytes bytes) {
    const auto found = open_.find(id);
    if (found == open_.end())
        return false;
    Open& open = found->second;
    if (open.parts.size() >= maximumParts || open.cost() + bytes.size() > limits_.one) {
        giveUp(id);
        return false;
    }
    const auto size = static_cast<std::uint32_t>(bytes.size());
    open.parts.push_back({frame, offset, size});
    open.bytes.insert(open.bytes.end(), bytes.begin(), bytes.end());
    waitingBytes_ += size + sizeof(AssemblyPart);
    if (open.isInOrder && offset == open.contiguous) {
        open.contiguous += size;
    } else {
        open.isInOrder = false;
        if (offset <= open.contiguous && offset + size > open.contiguous)
            open.findContiguous();
    }
    while (waitingBytes_ > limits_.waiting && open_.size() > 1)
        giveUp(open_.begin()->first);
    return open_.contains(id);
}

void AssemblyStore::Open::findContiguous() {
    std::vector<AssemblyPart> sorted = parts;
    std::ranges::sort(sorted, {}, &AssemblyPart::offset);
    contiguous = 0;
    for (const AssemblyPart& part : sorted) {
        if (part.offset > contiguous)
            return;
        contiguous = std::max(contiguous, part.offset + part.size);
    }
}

std::uint32_t AssemblyStore::contiguous(Id id) const {
    const auto found = open_.find(id);
    return found == open_.end() ? 0 : found->second.contiguous;
}

Bytes AssemblyStore::inOrder(Id id) const {
    const auto found = open_.find(id);
    return found == open_.end() || !found->second.isInOrder ? Bytes() : Bytes(found->second.bytes);
}

bool AssemblyStore::complete(Id id, std::uint32_t size, FrameNumber in) {
    const auto found = open_.find(id);
    if (found == open_.end())
        return false;
    const std::size_t cost = found->second.cost();
    if (wholeBytes_ + cost > limits_.whole) {
        wholeBytes_ = limits_.whole; // from here on nothing more is reassembled, however small
        giveUp(id);
        return false;
    }
    wholeBytes_ += cost;
    slots_[id - 1].whole.store(&whole_.emplace_back(found->second.joined(size, in)), std::memory_order_release);
    giveUp(id);
    return true;
}

Assembly AssemblyStore::Open::joined(std::uint32_t size, FrameNumber in) const {
    Assembly whole{.completedIn = in, .bytes = std::vector<std::byte>(size), .parts = {}};
    std::vector<std::size_t> from(parts.size()); // where each part's bytes begin
    std::size_t at = 0;
    for (std::size_t i = 0; i < parts.size(); ++i)
        at += (from[i] = at, parts[i].size);
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return parts[i].offset; });
    std::uint32_t filled = 0;
    for (const std::size_t i : order) {
        AssemblyPart part = parts[i];
        part.size = part.offset < size ? std::min(part.size, size - part.offset) : 0;
        if (part.size == 0)
            continue;
        const std::byte* const source = bytes.data() + from[i];
        if (part.offset < filled) {
            const std::uint32_t known = std::min(filled - part.offset, part.size);
            whole.overlaps = true;
            whole.conflicts |= std::memcmp(whole.bytes.data() + part.offset, source, known) != 0;
        }
        if (const std::uint32_t known = std::max(filled, part.offset) - part.offset; known < part.size) {
            std::memcpy(whole.bytes.data() + part.offset + known, source + known, part.size - known);
            filled = part.offset + part.size;
        }
        whole.parts.push_back(part);
    }
    // The frame that ends a stream may contain no data.
    if (std::ranges::find(whole.parts, in, &AssemblyPart::frame) == whole.parts.end())
        whole.parts.push_back({in, size, 0});
    return whole;
}

void AssemblyStore::giveUp(Id id) {
    const auto found = open_.find(id);
    if (found == open_.end())
        return;
    waitingBytes_ -= found->second.cost();
    open_.erase(found);
}

const Assembly* AssemblyStore::find(Id id) const noexcept {
    if (id == 0 || id > slots_.count())
        return nullptr;
    return slots_[id - 1].whole.load(std::memory_order_acquire);
}

} // namespace tapscope
