#pragma once

#include <decode/dissection.h>

namespace tapscope {

/// A fragment of a datagram, as made by IP (RFC 791 section 3.2, RFC 8200 section 4.5).
struct Fragment {
    ColumnAddress source, destination;
    std::uint32_t identification = 0;
    std::uint8_t protocol = 0;
    std::uint32_t offset = 0; ///< in the datagram's payload
    bool isLast = false;
    Bytes bytes;
};

/// The state of a fragment's datagram.
struct JoinedFragment {
    const Assembly* whole = nullptr; ///< null if it is not complete
    bool completesHere = false;      ///< this frame completes it
};

/// Adds the current layer's fragment to its datagram while the frame is learned, and returns what is known of the
/// datagram. Returns nullopt if nothing is reassembled and the fragment is to be decoded by itself. Uses the layer's
/// fact in slot 7 and, while learning, its state of the whole capture.
[[nodiscard]] std::optional<JoinedFragment> joinFragment(Dissection& dissection, const Fragment& fragment);

/// The fields in a decoder's table that show an assembly.
struct AssemblyFields {
    Dissection::Field list, part, overlap, conflict, count, completedIn, length, data;
};
/// Adds these fields for the frame that completes an assembly. `what` is the parts' name in the tree ("IPv4
/// Fragments"), `name` that of the assembly ("Reassembled IPv4", static storage). Returns a reader over it for
/// Dissection::next().
ByteReader addAssembly(Dissection& dissection, const AssemblyFields& fields, const Assembly& whole,
                       std::string_view what, std::string_view name);
/// For a frame with another part: adds the number of the frame that completes the assembly.
void addCompletion(Dissection& dissection, const AssemblyFields& fields, const Assembly& whole);

} // namespace tapscope
