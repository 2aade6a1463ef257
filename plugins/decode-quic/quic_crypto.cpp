#include "quic_crypto.h"

#include "quic_fields.h"

#include <decode/fragments.h>

#include <algorithm>

namespace tapscope::quic {
namespace {

constexpr std::uint8_t slot = 2;
constexpr std::size_t messageHeader = 4; ///< type and length (RFC 8446 section 4)
constexpr AssemblyFields assemblyFields{.list = Fragments,
                                        .part = Fragment,
                                        .overlap = FragmentOverlap,
                                        .conflict = FragmentConflict,
                                        .count = FragmentCount,
                                        .completedIn = ReassembledIn,
                                        .length = ReassembledLength,
                                        .data = ReassembledData};

/// Facts kept for a datagram with a part of a message.
struct Fact {
    AssemblyStore::Id id = 0;
};

/// The size of the first message with its header; 0 while the header has not arrived.
std::size_t messageLength(Bytes begin) noexcept {
    ByteReader reader(begin);
    reader.skip(1);
    const std::uint32_t length = reader.u24();
    return reader.overrun() ? 0 : messageHeader + length;
}

/// The pieces from offset 0 on, in order; empty if one is missing.
Bytes joined(std::span<CryptoPiece> pieces, Dissection& d) {
    std::ranges::sort(pieces, {}, &CryptoPiece::offset);
    std::uint64_t end = 0;
    std::size_t most = 0;
    for (const CryptoPiece& piece : pieces) {
        if (piece.offset > end)
            return {};
        end = std::max(end, piece.offset + piece.data.size());
        most += piece.data.size();
    }
    if (end == 0 || end > most) // (less if pieces overlap)
        return {};
    if (pieces.size() == 1)
        return pieces.front().data;
    const std::span<std::byte> whole = d.derive(static_cast<std::size_t>(end));
    for (const CryptoPiece& piece : pieces)
        std::ranges::copy(piece.data, whole.begin() + static_cast<std::ptrdiff_t>(piece.offset));
    return whole;
}

/// Adds the pieces to those of earlier datagrams. Returns the assembly that they belong to, 0 for none.
AssemblyStore::Id learn(std::span<const CryptoPiece> pieces, Dissection& d) {
    constexpr std::uint64_t largest = 1U << 16; // ClientHellos have a few thousand octets
    AssemblyStore& store = d.assemblies();
    CryptoStream& stream = d.conversation<ConnectionState>().crypto[static_cast<std::size_t>(d.way())];
    if (stream.isComplete)
        return 0; // sent again
    if (!store.isOpen(stream.assembly))
        stream = {.assembly = store.open()};
    const AssemblyStore::Id id = stream.assembly;
    for (const CryptoPiece& piece : pieces) {
        const bool fits = piece.offset < largest && piece.offset + piece.data.size() <= largest;
        if (id == 0 || !fits || !store.add(id, d.frame().number, static_cast<std::uint32_t>(piece.offset), piece.data))
            return 0;
        for (std::size_t i = 0; i < piece.data.size() && piece.offset + i < messageHeader; ++i)
            stream.begin[static_cast<std::size_t>(piece.offset) + i] = piece.data[i];
    }
    const std::uint32_t there = store.contiguous(id);
    if (there < messageHeader || there < messageLength(stream.begin))
        return id;
    stream.isComplete = true;
    return store.complete(id, there, d.frame().number) ? id : 0;
}

} // namespace

ByteReader handshakeMessages(CryptoPieces& pieces, Dissection& d) {
    const auto list = std::span(pieces.list).first(pieces.count);
    const Bytes own = joined(list, d);
    const std::size_t length = messageLength(own);
    if (pieces.count == 0 || (length != 0 && length <= own.size()))
        return own.empty() ? ByteReader() : ByteReader(own, pieces.frameOffset);
    AssemblyStore::Id id = 0;
    if (d.reassembles()) {
        id = learn(list, d);
        if (id != 0)
            d.remember(Fact{id}, slot);
    } else if (const auto fact = d.recall<Fact>(slot)) {
        id = fact->id;
    }
    if (id == 0)
        return own.empty() ? ByteReader() : ByteReader(own, pieces.frameOffset);
    const Assembly* const whole = d.assembly(id);
    if (whole == nullptr)
        return {};
    if (whole->completedIn == d.frame().number)
        return addAssembly(d, assemblyFields, *whole, "Reassembled CRYPTO frames", "Reassembled QUIC");
    addCompletion(d, assemblyFields, *whole);
    return {};
}

} // namespace tapscope::quic
