#pragma once

#include <decode/dissection.h>

namespace tapscope {

/// A piece of a datagram, as IP cuts them (RFC 791 section 3.2, RFC 8200 section 4.5).
struct Fragment {
    ColumnAddress source, destination;
    std::uint32_t identification = 0;
    std::uint8_t protocol = 0;
    std::uint32_t offset = 0; ///< in the datagram's payload
    bool isLast = false;
    Bytes bytes;
};

/// What became of a fragment's datagram.
struct JoinedFragment {
    const Assembly* whole = nullptr; ///< null while it is not complete
    bool completesHere = false;      ///< this frame is the one that made it whole
};

/// Adds the current layer's fragment to its datagram while the frame is learned, and tells what is known of it; nullopt
/// when nobody puts it together and it is to be decoded for itself. Uses the layer's fact of slot 7 and, while
/// learning, its state of the whole capture.
[[nodiscard]] std::optional<JoinedFragment> joinFragment(Dissection& dissection, const Fragment& fragment);

/// The fields that show an assembly, in a decoder's table.
struct AssemblyFields {
    Dissection::Field list, part, overlap, conflict, count, completedIn, length, data;
};
/// Adds them for the frame that completes an assembly. `what` is the parts' name in the tree ("IPv4 Fragments"), `name`
/// the whole's ("Reassembled IPv4", static storage). Returns a reader over it, for Dissection::next().
ByteReader addAssembly(Dissection& dissection, const AssemblyFields& fields, const Assembly& whole,
                       std::string_view what, std::string_view name);
/// For a frame that brings a part: which frame completes the assembly.
void addCompletion(Dissection& dissection, const AssemblyFields& fields, const Assembly& whole);

} // namespace tapscope
