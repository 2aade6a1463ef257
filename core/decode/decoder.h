#pragma once

#include <base/byte_reader.h>
#include <decode/protocol.h>
#include <decode/stream_message.h>

namespace tapscope {

class Dissection;

/// A decoder reads the bytes of one protocol and describes them.
///
/// It is stateless and const: one object serves all threads at once, and the fields that decode() adds are a pure
/// function of the bytes and of the Dissection's facts (frame facts, earlier layers, conversation facts). Bytes are
/// hostile: all reading goes through the ByteReader, and a length from the wire is used through ByteReader::part(). A
/// decoder does not allocate, does no input or output, and does not throw (one that throws is stopped, named and left
/// out from then on).
class Decoder {
public:
    virtual ~Decoder() = default;

    /// Must return the same static object each time.
    [[nodiscard]] virtual const ProtocolInfo& protocol() const noexcept = 0;

    /// Reads from `bytes`, which begin with this protocol's first byte and end where the carrier's payload ends. Adds
    /// fields, sets columns, and names the next protocol with Dissection::next(). A read past the end marks the layer
    /// as truncated or malformed automatically.
    virtual void decode(ByteReader& bytes, Dissection& dissection) const = 0;

    /// Why bytes are offered to a decoder.
    enum class Claim {
        ByKey,          ///< because of a port or another key
        ByConversation, ///< because earlier frames assigned their conversation to it
    };
    /// Whether `bytes` can belong to this protocol. Bytes that it refuses are offered to other decoders. Must be fast.
    [[nodiscard]] virtual bool accepts(Bytes bytes, Claim claim) const {
        static_cast<void>(bytes);
        static_cast<void>(claim);
        return true;
    }

    /// For protocols on streams: returns where the message ends that starts at the beginning of `bytes` (not empty).
    /// Called while a capture is learned; messages are reassembled accordingly before they are decoded. Must not add
    /// anything.
    [[nodiscard]] virtual StreamMessage messageIn(Bytes bytes, Dissection& dissection) const {
        static_cast<void>(bytes);
        static_cast<void>(dissection);
        return {};
    }

    /// For protocols with ProtocolInfo::heuristics: whether `bytes` look like this protocol. Must be fast and reliable.
    [[nodiscard]] virtual bool recognises(Bytes bytes, const Dissection& dissection) const {
        static_cast<void>(bytes);
        static_cast<void>(dissection);
        return false;
    }
};

} // namespace tapscope
