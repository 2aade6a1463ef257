#pragma once

#include <base/byte_reader.h>
#include <decode/protocol.h>
#include <decode/stream_message.h>

namespace tapscope {

class Dissection;

/// A decoder: reads one protocol's bytes and says what they are.
///
/// It is stateless and const: one object serves all threads at once, and what decode() adds is a pure function of the
/// bytes and of what the Dissection tells (frame facts, layers so far, conversation facts). Bytes are hostile: all
/// reading goes through the ByteReader; a length from the wire is used through ByteReader::part(). It allocates
/// nothing, does no input or output, and does not throw (one that does is stopped, named and left out from then on).
class Decoder {
public:
    virtual ~Decoder() = default;

    /// The same static object each time.
    [[nodiscard]] virtual const ProtocolInfo& protocol() const noexcept = 0;

    /// Reads from `bytes`, which begin with this protocol's first byte and end where its carrier says the payload
    /// ends. Adds fields, sets columns, names the next protocol with Dissection::next(). A read past the end marks the
    /// layer as truncated or malformed by itself.
    virtual void decode(ByteReader& bytes, Dissection& dissection) const = 0;

    /// Why bytes are offered to a decoder.
    enum class Claim {
        ByKey,          ///< a port or the like
        ByConversation, ///< earlier frames assigned their conversation to it
    };
    /// Whether `bytes` can be this protocol's. What it refuses is offered to others. Cheap.
    [[nodiscard]] virtual bool accepts(Bytes bytes, Claim claim) const {
        static_cast<void>(bytes);
        static_cast<void>(claim);
        return true;
    }

    /// For protocols on streams: where the message ends that begins `bytes` (not empty). Asked while a capture is
    /// learned; what it answers is put together before it is decoded. Must not add anything.
    [[nodiscard]] virtual StreamMessage messageIn(Bytes bytes, Dissection& dissection) const {
        static_cast<void>(bytes);
        static_cast<void>(dissection);
        return {};
    }

    /// For protocols with ProtocolInfo::heuristics: whether `bytes` look like this protocol. Cheap, and sure.
    [[nodiscard]] virtual bool recognises(Bytes bytes, const Dissection& dissection) const {
        static_cast<void>(bytes);
        static_cast<void>(dissection);
        return false;
    }
};

} // namespace tapscope
