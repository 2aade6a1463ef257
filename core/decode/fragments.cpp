#include <decode/fragments.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>

namespace tapscope {
namespace {

constexpr std::uint8_t slot = 7;

struct DatagramKey {
    ColumnAddress source, destination;
    std::uint32_t identification = 0;
    std::uint32_t interface = 0;
    std::uint8_t protocol = 0;

    [[nodiscard]] bool operator==(const DatagramKey& other) const noexcept = default;
    struct Hash {
        [[nodiscard]] std::size_t operator()(const DatagramKey& key) const noexcept {
            const Endpoint from{key.source, key.identification, key.protocol}, to{key.destination, key.interface, 0};
            return Endpoint::Hash{}(from) * 31 + Endpoint::Hash{}(to);
        }
    };
};

struct Datagrams final : ConversationState {
    struct Waiting {
        AssemblyStore::Id id = 0;
        std::optional<std::uint32_t> size; ///< known after the last fragment
    };
    std::unordered_map<DatagramKey, Waiting, DatagramKey::Hash> waiting;
};

/// The fact that is remembered for each fragment.
struct Fact {
    AssemblyStore::Id id = 0;
};

AssemblyStore::Id learn(Dissection& d, const Fragment& fragment) {
    constexpr std::uint32_t largest = 65'535;
    AssemblyStore& store = d.assemblies();
    auto& waiting = d.captureWide<Datagrams>().waiting;
    if (fragment.bytes.empty() || fragment.offset + fragment.bytes.size() > largest)
        return 0;
    if (waiting.size() >= 2 * AssemblyStore::maximumWaiting)
        std::erase_if(waiting, [&](const auto& each) { return !store.isOpen(each.second.id); });
    const DatagramKey key{fragment.source, fragment.destination, fragment.identification, d.carrier().interface,
                          fragment.protocol};
    auto& datagram = waiting[key];
    if (!store.isOpen(datagram.id))
        datagram = {.id = store.open(), .size = {}};
    const auto end = static_cast<std::uint32_t>(fragment.offset + fragment.bytes.size());
    if (fragment.isLast && !datagram.size)
        datagram.size = end;
    const AssemblyStore::Id id = datagram.id;
    if (!store.add(id, d.frame().number, fragment.offset, fragment.bytes)) {
        waiting.erase(key);
        return 0;
    }
    if (!datagram.size || store.contiguous(id) < *datagram.size)
        return id;
    const bool isKept = store.complete(id, *datagram.size, d.frame().number);
    waiting.erase(key);
    return isKept ? id : 0;
}

} // namespace

std::optional<JoinedFragment> joinFragment(Dissection& d, const Fragment& fragment) {
    AssemblyStore::Id id = 0;
    if (d.reassembles()) {
        id = learn(d, fragment);
        if (id != 0)
            d.remember(Fact{id}, slot);
    } else if (const auto fact = d.recall<Fact>(slot)) {
        id = fact->id;
    }
    if (id == 0)
        return std::nullopt;
    const Assembly* const whole = d.assembly(id);
    return JoinedFragment{whole, whole != nullptr && whole->completedIn == d.frame().number};
}

void addCompletion(Dissection& d, const AssemblyFields& fields, const Assembly& whole) {
    d.add(fields.completedIn, {}, whole.completedIn);
    d.label("[Reassembled in frame: {}]", whole.completedIn);
}

ByteReader addAssembly(Dissection& d, const AssemblyFields& fields, const Assembly& whole, std::string_view what,
                       std::string_view name) {
    constexpr ByteRange derived{};
    constexpr std::size_t mostNamed = 8;
    const ByteReader bytes = d.readerOf(whole, name);
    d.addRest(fields.list, bytes);
    if (d.wantsTree()) {
        std::string named;
        for (std::size_t i = 0; i < std::min(whole.parts.size(), mostNamed); ++i)
            fmt::format_to(std::back_inserter(named), "{} #{}({})", i == 0 ? ":" : ",", whole.parts[i].frame,
                           whole.parts[i].size);
        d.label("[{} {} ({} bytes){}{}]", whole.parts.size(), what, whole.bytes.size(), named,
                whole.parts.size() > mostNamed ? ", …" : "");
    }
    const auto nest = d.nest();
    for (const AssemblyPart& part : whole.parts) {
        d.add(fields.part, derived, part.frame);
        if (part.size != 0)
            d.label("[Frame: {}, payload: {}-{} ({} bytes)]", part.frame, part.offset, part.offset + part.size - 1,
                    part.size);
        else
            d.label("[Frame: {}, the end]", part.frame);
    }
    if (whole.overlaps) {
        d.add(fields.overlap, derived, 1);
        d.mark(FieldValue::Mark::Note);
    }
    if (whole.conflicts) {
        d.add(fields.conflict, derived, 1);
        d.mark(FieldValue::Mark::Warning);
    }
    d.add(fields.count, derived, whole.parts.size());
    d.label("[Count: {}]", whole.parts.size());
    d.add(fields.length, derived, whole.bytes.size());
    d.label("[Reassembled length: {}]", whole.bytes.size());
    d.addRest(fields.data, bytes);
    return bytes;
}

} // namespace tapscope
