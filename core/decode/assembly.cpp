#include <decode/assembly.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <numeric>

namespace tapscope {
namespace {

constexpr std::size_t fixedCost = 200; ///< bytes of an assembly, besides its data and parts

std::size_t costOf(std::size_t bytes, std::size_t parts) noexcept {
    return fixedCost + bytes + parts * sizeof(AssemblyPart);
}

std::size_t costOf(const Assembly& whole) noexcept {
    return costOf(whole.bytes.size(), whole.parts.size());
}

} // namespace

std::size_t AssemblyStore::Open::cost() const noexcept {
    return costOf(bytes.size(), parts.size());
}

AssemblyStore::Id AssemblyStore::open() {
    if (isFull_ || wholeBytes_ + fixedCost > limits_.whole || latest_ == std::numeric_limits<Id>::max())
        return 0;
    const Id id = ++latest_;
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
    auto whole = std::make_shared<const Assembly>(found->second.joined(size, in));
    giveUp(id);
    const std::size_t cost = costOf(*whole);
    isFull_ = isFull_ || wholeBytes_ + cost > limits_.whole; // from here on nothing more is reassembled, however small
    if (isFull_)
        return false;
    wholeBytes_ += cost;
    completed_.push_back(id);
    const std::lock_guard lock(mutex_);
    whole_.emplace(id, std::move(whole));
    return true;
}

void AssemblyStore::forgetBefore(FrameNumber frame) {
    std::vector<std::shared_ptr<const Assembly>> forgotten; // freed after the lock is released
    const std::lock_guard lock(mutex_);
    while (!completed_.empty()) {
        const auto oldest = whole_.find(completed_.front());
        if (oldest->second->completedIn >= frame)
            return;
        wholeBytes_ -= costOf(*oldest->second);
        isFull_ = false;
        forgotten.push_back(std::move(oldest->second));
        whole_.erase(oldest);
        completed_.pop_front();
    }
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
    whole.parts.shrink_to_fit();
    return whole;
}

void AssemblyStore::giveUp(Id id) {
    const auto found = open_.find(id);
    if (found == open_.end())
        return;
    waitingBytes_ -= found->second.cost();
    open_.erase(found);
}

void AssemblyStore::giveUpAll() {
    open_.clear();
    waitingBytes_ = 0;
}

std::shared_ptr<const Assembly> AssemblyStore::find(Id id) const {
    const std::lock_guard lock(mutex_);
    const auto found = whole_.find(id);
    return found == whole_.end() ? nullptr : found->second;
}

} // namespace tapscope
