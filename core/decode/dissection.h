#pragma once

#include <base/byte_reader.h>
#include <base/frame.h>
#include <decode/column_address.h>
#include <decode/decoder.h>
#include <decode/field_value.h>
#include <decode/frame_memory.h>
#include <decode/history.h>
#include <decode/plain_format.h>
#include <decode/plan.h>
#include <decode/protocol.h>

#include <fmt/core.h>

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tapscope {

class Dissector;

/// A format of the Info column, checked and measured at compile time.
template <typename... Args>
struct CheckedInfoFormat {
    template <typename Text>
    consteval CheckedInfoFormat(const Text& written) // NOLINT(google-explicit-constructor): a string literal is one
        : text(written), pieces(std::string_view(written)) {}

    fmt::format_string<Args...> text;
    PlainPieces<sizeof...(Args)> pieces;
};
template <typename... Args>
using InfoFormat = CheckedInfoFormat<std::type_identity_t<Args>...>;

/// The results of dissecting one frame: the field values that the plan wants, the layers, the columns.
///
/// One object is reused for millions of frames. Dissector::dissect() clears it and keeps its memory, so that nothing is
/// allocated in the steady state. It refers to the frame's bytes, which must outlive its use. One thread at a time.
///
/// The first half is for decoders. Arguments of the type `Field` are indices into the decoder's own table.
class Dissection {
public:
    using Field = std::uint16_t;
    using Table = std::uint8_t;

    // ---- for decoders: facts -------------------------------------------------------------------------------------
    [[nodiscard]] const Frame& frame() const noexcept { return frame_; }
    /// Layers so far, outermost first; the last is the one being decoded.
    [[nodiscard]] std::span<const Layer> layers() const noexcept { return {layers_.data(), layerCount_}; }
    [[nodiscard]] bool wants(Field field) const noexcept { return wanted_[field] != 0; }
    /// Whether any of these fields is wanted, or whether it matters that their bytes are damaged. Otherwise, a decoder
    /// need not read the bytes, unless the columns need them.
    [[nodiscard]] bool wantsAny(Field first, Field last) const noexcept {
        return plan_->wantsDamage() || std::memchr(wanted_ + first, 1, std::size_t{last} - first + 1) != nullptr;
    }
    [[nodiscard]] bool wantsColumns() const noexcept { return wantsColumns_; }
    /// Whether any field of this protocol is wanted, or the information whether its layer is damaged.
    [[nodiscard]] bool wantsFields() const noexcept { return wantsFields_; }
    /// Whether any output of this layer is wanted. Otherwise it only leads to other layers, or is learned.
    [[nodiscard]] bool wantsLayer() const noexcept { return wantsFields_ || wantsColumns_; }
    [[nodiscard]] bool wantsTree() const noexcept { return wantsTree_; }
    /// Facts from lower layers for upper ones (addresses and ports for checksums, conversations, heuristics).
    struct Carrier {
        ColumnAddress source, destination; ///< of the innermost network layer
        std::uint32_t sourcePort = 0, destinationPort = 0;
        std::uint32_t interface = 0; ///< where the frame was seen; FlowViews uses it to separate conversations
        std::uint8_t ipProtocol = 0;
        std::uint8_t timeToLive = 0;
        bool isWhole = true;      ///< the whole payload of the network layer was captured
        bool isFragment = false;  ///< the payload is not complete, so its checksum cannot be verified
        bool insideError = false; ///< quoted in an ICMP error: the columns show the outer frame
        bool isStream = false;    ///< a segment of a stream: a message that ends early continues in the next segment
        std::size_t payloadLength =
            0; ///< of the network layer's payload, according to its header, whether captured or not; 0 = unknown
    };
    [[nodiscard]] const Carrier& carrier() const noexcept { return carrier_; }
    [[nodiscard]] Carrier& carrier() noexcept { return carrier_; }

    // ---- for decoders: facts from earlier frames (see History) -----------------------------------------------------
    /// Whether the frame is being learned, so that states may be read and changed and facts remembered. False inside a
    /// quotation in an ICMP error.
    [[nodiscard]] bool isLearning() const noexcept { return learning_ != nullptr && !carrier_.insideError; }
    /// Returns this protocol's state of the conversation between the carrier's ends, and creates it on the first call.
    /// A protocol has one type of state. Only while isLearning().
    template <typename State>
    [[nodiscard]] State& conversation() {
        return stateIn<State>(learning_->conversation(sighting()).state(protocol_));
    }
    /// Returns the same state, or null if there is none so far. Only while isLearning().
    template <typename State>
    [[nodiscard]] State* knownConversation() {
        Conversation* const known = learning_->knownConversation(sighting());
        return known != nullptr ? &stateIn<State>(known->state(protocol_)) : nullptr;
    }
    /// Drops all state of the conversation because another one begins between the same ends. Only while isLearning().
    void forgetConversation() { learning_->forgetConversation(sighting()); }
    /// Returns this protocol's state of the whole capture. Only while isLearning(). Its type may differ from
    /// conversation()'s.
    template <typename State>
    [[nodiscard]] State& captureWide() {
        return stateIn<State>(learning_->captureState(protocol_));
    }
    /// The same for another protocol, by its abbreviation, so that two protocols of one plugin can exchange facts. Null
    /// if that protocol has no state.
    template <typename State>
    [[nodiscard]] State* captureWideOf(std::string_view protocol) {
        return static_cast<State*>(captureStateOf(protocol));
    }
    /// The direction of this frame in its conversation.
    [[nodiscard]] Way way() const noexcept;
    /// Remembers a fact about this layer of this frame (at most 20 bytes). A second fact in the same slot replaces it.
    /// Only while isLearning(). Facts that are the same for many frames cost 2 or 3 bytes per frame; others cost as
    /// much as their bytes that are not 0, and 2 to 5 bytes more.
    template <typename Value>
        requires std::is_trivially_copyable_v<Value>
    void remember(const Value& fact, std::uint8_t slot = 0) {
        static_assert(sizeof(Value) <= LearnedFact::largest);
        learning_->remember({protocol_, slot, layerOffset()}, std::as_bytes(std::span(&fact, 1)));
    }
    /// Returns the fact that was remembered for this layer, now or when the frame was learned. Nothing if it is not
    /// learned yet.
    template <typename Value>
        requires std::is_trivially_copyable_v<Value>
    [[nodiscard]] std::optional<Value> recall(std::uint8_t slot = 0) const noexcept {
        std::array<std::byte, sizeof(Value)> bytes;
        if (!recallFact(protocol_, slot, bytes))
            return std::nullopt;
        Value value;
        std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }
    /// Assigns the carrier's conversation to this protocol (its abbreviation) from here on, whatever its ports are.
    /// Only while isLearning().
    void assignConversation(std::string_view protocol);
    /// Does the same for all traffic from or to an endpoint: a port that a protocol has negotiated.
    void expectAt(const Endpoint& endpoint, std::string_view protocol);
    /// The carrier's ends.
    [[nodiscard]] Endpoint sourceEndpoint() const noexcept {
        return {carrier_.source, carrier_.sourcePort, carrier_.ipProtocol};
    }
    [[nodiscard]] Endpoint destinationEndpoint() const noexcept {
        return {carrier_.destination, carrier_.destinationPort, carrier_.ipProtocol};
    }

    // ---- for decoders: data that spans several frames ---------------------------------------------------------------
    /// Whether this layer's bytes may be reassembled with others': the frame is being learned by a History with limits.
    [[nodiscard]] bool reassembles() const noexcept { return isLearning() && learning_->reassembles(); }
    /// Only while reassembles().
    [[nodiscard]] AssemblyStore& assemblies() { return *learning_->assemblies_; }
    /// Returns the assembly if it is complete, otherwise null. It lasts until the next frame.
    [[nodiscard]] const Assembly* assembly(AssemblyStore::Id id);
    /// Returns a reader over an assembly's bytes for next(). Ranges of fields that are read from it refer to a buffer
    /// of its own, called `name` (static storage).
    [[nodiscard]] ByteReader readerOf(const Assembly& whole, std::string_view name);
    /// Returns the length of the message at the beginning of `bytes`, according to the decoder that
    /// nextInConversation() would pass them to. Only while isLearning().
    [[nodiscard]] StreamMessage messageIn(Table table, std::initializer_list<std::uint32_t> keys,
                                          const ByteReader& bytes);

    // ---- for decoders: read a field and add it -------------------------------------------------------------------
    // Each function reads from `bytes`, adds the field if it is wanted and complete, and returns the value (0 or empty
    // past the end).
    std::uint64_t uint(ByteReader& bytes, Field field, std::size_t size) {
        const NumberPlace place = placeOfNumber(bytes, size);
        return addNumber(field, place, bytes.big(size));
    }
    std::uint64_t uintLe(ByteReader& bytes, Field field, std::size_t size) {
        const NumberPlace place = placeOfNumber(bytes, size);
        return addNumber(field, place, bytes.little(size));
    }
    std::uint8_t u8(ByteReader& bytes, Field field) { return static_cast<std::uint8_t>(uint(bytes, field, 1)); }
    std::uint16_t u16(ByteReader& bytes, Field field) { return static_cast<std::uint16_t>(uint(bytes, field, 2)); }
    std::uint32_t u24(ByteReader& bytes, Field field) { return static_cast<std::uint32_t>(uint(bytes, field, 3)); }
    std::uint32_t u32(ByteReader& bytes, Field field) { return static_cast<std::uint32_t>(uint(bytes, field, 4)); }
    std::uint64_t u64(ByteReader& bytes, Field field) { return uint(bytes, field, 8); }
    Bytes mac(ByteReader& bytes, Field field) { return data(bytes, field, 6); }
    std::uint32_t ipv4(ByteReader& bytes, Field field) { return u32(bytes, field); }
    Bytes ipv6(ByteReader& bytes, Field field) { return data(bytes, field, 16); }
    Bytes data(ByteReader& bytes, Field field, std::size_t size) {
        lastAdded_ = FieldValue::noParent;
        return wants(field) ? addTaken(bytes, field, size) : bytes.take(size);
    }
    std::string_view text(ByteReader& bytes, Field field, std::size_t size);

    // ---- for decoders: add values that were read or derived -------------------------------------------------------
    /// A number-like value. For a field with a mask, `value` has all bits of the range; the mask selects and shifts
    /// them.
    void add(Field field, ByteRange range, std::uint64_t value) {
        lastAdded_ = FieldValue::noParent;
        if (wants(field))
            addWanted(field, range, value);
    }
    void addBytes(Field field, ByteRange range);
    /// Adds the remaining bytes of a reader, whichever buffer they are in.
    void addRest(Field field, const ByteReader& bytes);
    void addText(Field field, ByteRange range, std::string_view made);
    /// Adds several bit fields of one number; each field's mask selects its bits.
    void addBits(std::initializer_list<Field> fields, ByteRange range, std::uint64_t value) {
        if (!wantsFields_)
            return;
        for (const Field field : fields)
            add(field, range, value);
    }
    /// Changes the field that was added last, if it was wanted: its line in the tree, its mark, whether it is hidden.
    template <typename... Args>
    void label(fmt::format_string<Args...> format, Args&&... args) {
        if (wantsTree_ && lastAdded_ != FieldValue::noParent)
            setLabel(lastAdded_, fmt::string_view(format), fmt::make_format_args(args...));
    }
    void mark(FieldValue::Mark mark) noexcept;
    void hide() noexcept;
    /// The current layer's line in the tree: "Internet Protocol Version 4, Src: 10.9.0.1, Dst: 10.9.0.2".
    template <typename... Args>
    void layerLabel(fmt::format_string<Args...> format, Args&&... args) {
        if (wantsTree_ && layerCount_ > 0 && layers_[layerCount_ - 1].node != FieldValue::noParent)
            setLabel(layers_[layerCount_ - 1].node, fmt::string_view(format), fmt::make_format_args(args...));
    }
    /// While it lives, fields are added under the field that was added last. Has no effect in modes without a tree.
    class Nest {
    public:
        explicit Nest(Dissection& dissection) noexcept;
        ~Nest();
        Nest(const Nest&) = delete;
        Nest& operator=(const Nest&) = delete;

    private:
        Dissection& dissection_;
        std::uint32_t before_;
        bool isDeeper_ = false;
    };
    [[nodiscard]] Nest nest() noexcept { return Nest(*this); }

    // ---- for decoders: columns (no effect unless wanted, or while quoted inside an ICMP error) ---------------------
    void columnProtocol(std::string_view name) noexcept; ///< if other than ProtocolInfo::column; static storage
    /// Shows the columns of later layers inside this name: "GTP <TCP>". Static storage; the outermost name is used.
    void columnProtocolAround(std::string_view name) noexcept;
    void columnAddresses(const ColumnAddress& source, const ColumnAddress& destination) noexcept {
        if (!columnsOpen())
            return;
        source_ = source;
        destination_ = destination;
    }
    /// Replaces the Info column.
    template <typename... Args>
    void info(InfoFormat<Args...> format, Args&&... args) {
        if (!columnsOpen())
            return;
        infoLength_ = infoFence_;
        appendInfo(fmt::string_view(format.text), format.pieces, args...);
    }
    /// Appends to the Info column.
    template <typename... Args>
    void infoAppend(InfoFormat<Args...> format, Args&&... args) {
        if (columnsOpen())
            appendInfo(fmt::string_view(format.text), format.pieces, args...);
    }

    /// Appends to the Info column, after a comma if it is not empty.
    template <typename... Args>
    void infoItem(InfoFormat<Args...> format, Args&&... args) {
        if (!columnsOpen())
            return;
        if (infoLength_ != 0)
            infoAppend(", ");
        appendInfo(fmt::string_view(format.text), format.pieces, args...);
    }
    /// Keeps the current content of the Info column when this or a later layer replaces the rest.
    void infoFence() noexcept { infoFence_ = infoLength_; }

    // ---- for decoders: bytes that are not in the frame ------------------------------------------------------------
    /// Returns room for `size` uninitialised bytes that a decoder derives from the frame's: decrypted, reassembled,
    /// unpacked. They last until the next frame. A ByteReader over them may be passed to next(), with the offset in the
    /// frame that they came from; fields that are read from it keep their bytes.
    [[nodiscard]] std::span<std::byte> derive(std::size_t size) { return derived_.take(size); }

    // ---- for decoders: work that is not limited by a frame's size --------------------------------------------------
    /// Asks for permission to read `bytes` once more that were read before, such as a name behind a compression
    /// pointer. Returns false if the frame's share, which grows with its size, is used up. The decoder then leaves the
    /// rest out, and the frame's fields say so. Fields, text and depth are limited without being asked for.
    [[nodiscard]] bool mayReadAgain(std::size_t bytes) noexcept {
        if (bytes > readAgainLeft_) {
            readAgainLeft_ = 0;
            isCut_ = true;
            return false;
        }
        readAgainLeft_ -= bytes;
        return true;
    }

    // ---- for decoders: what follows ------------------------------------------------------------------------------
    /// Passes the rest of `bytes` to the decoder with a hook in `table` (index into ProtocolInfo::tables) for `key`, or
    /// else to the heuristics of that table; otherwise it is shown as "Data". Returns whether a decoder has a hook for
    /// the key; false if nothing that may follow is wanted. Layers are decoded after the current one returns, in the
    /// order in which they were named.
    bool next(Table table, std::uint32_t key, const ByteReader& bytes);
    /// Tries several keys in order, and uses the first that has a decoder (lower and higher port).
    bool next(Table table, std::initializer_list<std::uint32_t> keys, const ByteReader& bytes);
    /// For transports: uses the protocol that the conversation is assigned to, if any; otherwise like next(). A
    /// conversation of datagrams is taken away from a protocol that refuses more than one in five of them
    /// (Decoder::accepts). While only the first datagram supports the assignment, another protocol that accepts the
    /// next one gets the conversation.
    bool nextInConversation(Table table, std::initializer_list<std::uint32_t> keys, const ByteReader& bytes);
    /// Shows the rest of `bytes` as "Data".
    void nextAsData(const ByteReader& bytes);
    /// Adds a step without fields to frame.protocols: "ethertype" between eth and ip. Static storage; one of
    /// ProtocolInfo::steps.
    void passThrough(std::string_view name);
    /// Marks the layer as malformed because its bytes have an impossible value. Fields that were read so far stay.
    void malformed(std::string_view why);
    /// Sets where this layer ends if it does not cover all the bytes that it was given (padding, trailers).
    void layerLength(std::size_t length) noexcept;

    // ---- for readers ---------------------------------------------------------------------------------------------
    [[nodiscard]] std::span<const FieldValue> fields() const noexcept { return fields_; }
    /// The text that the decoder made for a value; empty if its text is in the frame's bytes.
    [[nodiscard]] std::string_view madeText(const FieldValue& value) const noexcept;
    [[nodiscard]] std::string_view label(const FieldValue& value) const noexcept;
    /// Bytes outside the frame that have fields of their own: "Reassembled IPv4".
    struct Buffer {
        Bytes bytes;
        std::string_view name;
    };
    /// The first is the frame.
    [[nodiscard]] std::span<const Buffer> buffers() const noexcept { return buffers_; }
    /// The bytes of a field's range, limited to its buffer.
    [[nodiscard]] Bytes bytesOf(const FieldValue& value) const noexcept;
    [[nodiscard]] std::string_view protocolColumn() const noexcept { return protocolColumn_; }
    /// The Protocol column without the names around it.
    [[nodiscard]] std::string_view innerProtocolColumn() const noexcept {
        return columnAround_.empty() ? protocolColumn_ : innerColumn_;
    }
    [[nodiscard]] std::string_view infoColumn() const noexcept { return {info_.data(), infoLength_}; }
    [[nodiscard]] const ColumnAddress& sourceColumn() const noexcept { return source_; }
    [[nodiscard]] const ColumnAddress& destinationColumn() const noexcept { return destination_; }
    [[nodiscard]] bool isMalformed() const noexcept { return malformed_; }
    [[nodiscard]] bool isTruncated() const noexcept { return truncated_; }
    /// Whether something was left out because it was out of proportion to the frame's size; the fields say what.
    [[nodiscard]] bool isCut() const noexcept { return isCut_ || omittedFields_ != 0; }
    /// The cost of the frame besides reading each of its bytes once, in steps of about equal duration: fields, layers,
    /// bytes read again, bytes of text. Tests compare hostile frames with harmless ones.
    [[nodiscard]] std::size_t work() const noexcept;

private:
    friend class Dissector;
    friend class Nest;
    static constexpr std::size_t maximumLayers = 64;
    static constexpr std::size_t maximumBuffers = 64;
    static constexpr std::size_t infoCapacity = 4096;
    static constexpr unsigned maximumDepth = 64; ///< of nested fields; deeper ones become siblings

    /// Increases the share of work for more bytes, of the frame or reassembled.
    void allowFor(std::size_t bytes) noexcept;
    /// Returns the room for made text; text that does not fit is truncated.
    [[nodiscard]] std::size_t roomForText() noexcept;
    /// Adds the last field of a frame if something was left out.
    void sayWhatIsLeftOut(bool areLayersLeft);

    void clear(const Frame& frame, const DissectionPlan& plan, const HistoryView& history, History* learning) noexcept;
    void enter(const DecoderRegistry& registry, ProtocolId protocol, const ByteReader& bytes);
    Layer& addLayer(std::string_view name, ProtocolId protocol, ByteRange range) noexcept;
    [[nodiscard]] bool columnsOpen() const noexcept { return wantsColumns_ && !carrier_.insideError; }
    template <typename Pieces, typename... Args>
    void appendInfo(fmt::string_view format, const Pieces& pieces, const Args&... args) {
        if constexpr ((PlainValue<Args> && ...)) {
            if (pieces.isPlain()) {
                const std::array<PlainArgument, sizeof...(Args)> plain{PlainArgument(args)...};
                appendPlain({format.data(), pieces.lengths()}, plain);
                return;
            }
        }
        appendFormatted(format, fmt::make_format_args(args...));
    }
    void appendPlain(PlainFormat format, std::span<const PlainArgument> arguments) noexcept;
    void appendFormatted(fmt::string_view format, fmt::format_args args);
    /// Puts the outer protocol's name around the column's when it is complete.
    void finishProtocolColumn() noexcept;
    /// Makes the column one line of printable text: untrusted text is escaped (printable_text.h), from `start` on.
    void escapeInfo(std::size_t start) noexcept;
    struct NumberPlace {
        ByteRange range;
        bool isThere;
    };
    [[nodiscard]] static NumberPlace placeOfNumber(const ByteReader& bytes, std::size_t size) noexcept {
        return {{static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(size)}, bytes.has(size)};
    }
    std::uint64_t addNumber(Field field, const NumberPlace& place, std::uint64_t value) {
        lastAdded_ = FieldValue::noParent;
        if (place.isThere && wants(field))
            addWanted(field, place.range, value);
        return value;
    }
    /// If all fields are present, adds a field for each run of octets of the frame that no field covers.
    void addUndecoded();
    void addWanted(Field field, ByteRange range, std::uint64_t value);
    Bytes addTaken(ByteReader& bytes, Field field, std::size_t size);
    void setLabel(std::uint32_t node, fmt::string_view format, fmt::format_args args);
    FieldValue& record(Field field, ByteRange range);
    template <typename State>
    [[nodiscard]] static State& stateIn(std::unique_ptr<ConversationState>& kept) {
        static_assert(std::is_base_of_v<ConversationState, State>);
        if (!kept)
            kept = std::make_unique<State>();
        return static_cast<State&>(*kept);
    }
    [[nodiscard]] Sighting sighting() const noexcept {
        return Sighting::of(sourceEndpoint(), destinationEndpoint(), carrier_.interface);
    }
    [[nodiscard]] ConversationState* captureStateOf(std::string_view protocol) const;
    [[nodiscard]] std::uint32_t layerOffset() const noexcept;
    /// Copies the fact's value if there is one of that size.
    [[nodiscard]] bool recallFact(ProtocolId protocol, std::uint8_t slot, std::span<std::byte> value) const noexcept;
    /// Returns the carrier's conversation if it is assigned to a protocol. Null unless learning.
    [[nodiscard]] Conversation* assignedConversation();
    /// Remembers, as a fact, which protocol accepted a layer's payload because of its conversation.
    void rememberTaker(ProtocolId protocol);
    [[nodiscard]] ProtocolId rememberedTaker() const noexcept;
    /// Ends the layer here and returns whether anything follows it.
    void endLayerAt(const ByteReader& bytes) noexcept;
    void follow(ProtocolId protocol, const ByteReader& bytes);
    [[nodiscard]] bool isUsable(ProtocolId protocol, const ByteReader& bytes, Decoder::Claim claim) const;
    /// The protocol that accepts bytes of a table, by a key or as a heuristic; noProtocol if there is none.
    struct Taker {
        ProtocolId protocol = noProtocol;
        bool isByKey = false;
    };
    enum class Asked : std::uint8_t { All, UsefulOnly }; ///< UsefulOnly: as far as it makes a difference to the plan
    [[nodiscard]] Taker takerOf(Table table, std::initializer_list<std::uint32_t> keys, const ByteReader& bytes,
                                Asked asked = Asked::All) const;
    /// Returns the first of the protocols that recognises the bytes, otherwise noProtocol.
    [[nodiscard]] ProtocolId recogniserAmong(std::span<const ProtocolId> heuristics, Bytes bytes) const;
    /// Returns the conversation's protocol if it accepts these bytes, otherwise noProtocol.
    [[nodiscard]] ProtocolId takerByConversation(Table table, std::initializer_list<std::uint32_t> keys,
                                                 const ByteReader& bytes);
    /// Returns the buffer that contains the bytes; the current one if none does.
    [[nodiscard]] std::uint8_t bufferOf(Bytes bytes) const noexcept;
    [[nodiscard]] bool isDerived(Bytes bytes) const noexcept;
    /// A field that would reach beyond its buffer was not read, and is not added.
    [[nodiscard]] bool isInBuffer(ByteRange range) const noexcept {
        return std::size_t{range.offset} + range.length <= buffers_[buffer_].bytes.size();
    }

    struct Pending {
        Bytes bytes;
        std::size_t offset;
        ProtocolId protocol;
        bool insideError;
        std::uint8_t buffer = 0;
    };

    Frame frame_;
    const DecoderRegistry* registry_ = nullptr;
    const DissectionPlan* plan_ = nullptr;
    const History* history_ = nullptr; ///< also null if this frame is not learned yet
    FactsOfFrame facts_;
    History* learning_ = nullptr;
    ProtocolId protocol_ = noProtocol;     ///< the current one
    const std::uint8_t* wanted_ = nullptr; ///< of the current protocol's fields
    FieldId firstField_ = 0;               ///< of the current protocol
    std::uint8_t buffer_ = 0;              ///< of the current layer
    bool wantsFields_ = false;
    bool wantsColumns_ = false;
    bool wantsTree_ = false;
    bool malformed_ = false;
    bool truncated_ = false;
    bool layerEndKnown_ = false;
    std::uint32_t parent_ = FieldValue::noParent;
    std::uint32_t lastAdded_ = FieldValue::noParent;
    std::vector<FieldValue> fields_;
    std::size_t fieldLimit_ = 0, textLimit_ = 0, readAgainLimit_ = 0, readAgainLeft_ = 0;
    std::size_t omittedFields_ = 0;
    FieldValue omitted_; ///< receives what is written to a field that is left out
    unsigned depth_ = 0;
    bool isCut_ = false;
    std::vector<char> text_;
    std::array<Layer, maximumLayers> layers_{};
    std::size_t layerCount_ = 0;
    std::vector<Pending> pending_;
    Carrier carrier_;
    ColumnAddress source_, destination_;
    std::string_view protocolColumn_;
    std::string_view columnAround_, innerColumn_;
    std::array<char, 64> wholeColumn_{}; ///< if it has both names
    std::array<char, infoCapacity> info_{};
    std::size_t infoLength_ = 0;
    std::size_t infoFence_ = 0;
    FrameMemory derived_;
    struct Run { ///< octets in the frame, up to `end`
        std::uint32_t start, end;
    };
    std::vector<Run> told_, settled_, merged_; ///< for addUndecoded(), to reuse their memory
    std::vector<std::uint8_t> hasChildren_;
    std::vector<Buffer> buffers_ = std::vector<Buffer>(1);
    std::vector<std::shared_ptr<const Assembly>> assemblies_; ///< that this frame refers to
};

} // namespace tapscope
