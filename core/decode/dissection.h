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

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tapscope {

class Dissector;

/// A format of the Info column, checked and measured when it is compiled.
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

/// What is known of one frame: the field values that the plan wants, the layers, the columns.
///
/// One object is reused for millions of frames: Dissector::dissect() clears it and keeps its memory, so that nothing
/// is allocated in the steady state. It refers to the frame's bytes, which must outlive its use. One thread at a time.
///
/// The first half is what decoders call. `Field` arguments are indices into the decoder's own table.
class Dissection {
public:
    using Field = std::uint16_t;
    using Table = std::uint8_t;

    // ---- for decoders: facts -------------------------------------------------------------------------------------
    [[nodiscard]] const Frame& frame() const noexcept { return frame_; }
    /// Layers so far, outermost first; the last is the one being decoded.
    [[nodiscard]] std::span<const Layer> layers() const noexcept { return {layers_.data(), layerCount_}; }
    [[nodiscard]] bool wants(Field field) const noexcept { return wanted_[field] != 0; }
    [[nodiscard]] bool wantsColumns() const noexcept { return wantsColumns_; }
    /// Whether any field of this protocol is wanted, or whether its layer is damaged.
    [[nodiscard]] bool wantsFields() const noexcept { return wantsFields_; }
    /// Whether anything that this layer shows is wanted. Else it only leads to other layers, or is learned.
    [[nodiscard]] bool wantsLayer() const noexcept { return wantsFields_ || wantsColumns_; }
    [[nodiscard]] bool wantsTree() const noexcept { return wantsTree_; }
    /// Facts a lower layer left for upper ones (addresses and ports for checksums, conversations, heuristics).
    struct Carrier {
        ColumnAddress source, destination; ///< of the innermost network layer
        std::uint32_t sourcePort = 0, destinationPort = 0;
        std::uint32_t interface = 0; ///< where the frame was seen, of which FlowViews makes conversations
        std::uint8_t ipProtocol = 0;
        std::uint8_t timeToLive = 0;
        bool isWhole = true;           ///< all of the network layer's payload was captured
        bool isFragment = false;       ///< the payload is not whole: no checksum over it
        bool insideError = false;      ///< quoted in an ICMP error: columns stay the outer ones
        bool isStream = false;         ///< a segment of a stream: what ends too early goes on in the next one
        std::size_t payloadLength = 0; ///< of the network layer's payload by its header, captured or not; 0 = not known
    };
    [[nodiscard]] const Carrier& carrier() const noexcept { return carrier_; }
    [[nodiscard]] Carrier& carrier() noexcept { return carrier_; }

    // ---- for decoders: what earlier frames told (see History) ----------------------------------------------------
    /// Whether the frame is being learned: states may be read and changed, facts remembered. Not for what is quoted in
    /// an ICMP error.
    [[nodiscard]] bool isLearning() const noexcept { return learning_ != nullptr && !carrier_.insideError; }
    /// This protocol's state of the conversation between the carrier's ends, made when it is asked for first. A
    /// protocol has one type of state. Only while isLearning().
    template <typename State>
    [[nodiscard]] State& conversation() {
        return stateIn<State>(learning_->conversation(sighting()).state(protocol_));
    }
    /// Its state, unless nobody has kept any so far. Only while isLearning().
    template <typename State>
    [[nodiscard]] State* knownConversation() {
        Conversation* const known = learning_->knownConversation(sighting());
        return known != nullptr ? &stateIn<State>(known->state(protocol_)) : nullptr;
    }
    /// Forgets all that is kept of it: another one begins between the same ends. Only while isLearning().
    void forgetConversation() { learning_->forgetConversation(sighting()); }
    /// This protocol's state of the whole capture. Only while isLearning(). Another type than conversation()'s is fine.
    template <typename State>
    [[nodiscard]] State& captureWide() {
        return stateIn<State>(learning_->captureState(protocol_));
    }
    /// The same of another protocol, by its abbreviation: what two protocols of one plugin tell each other. Null when
    /// that protocol has kept none.
    template <typename State>
    [[nodiscard]] State* captureWideOf(std::string_view protocol) {
        return static_cast<State*>(captureStateOf(protocol));
    }
    /// Which way this frame goes in its conversation.
    [[nodiscard]] Way way() const noexcept;
    /// Keeps a fact of this layer of this frame (at most 20 bytes); a second one in the same slot replaces it. Only
    /// while isLearning(). Facts that are the same for many frames cost 4 bytes a frame, others 32 more.
    template <typename Value>
        requires std::is_trivially_copyable_v<Value>
    void remember(const Value& fact, std::uint8_t slot = 0) {
        static_assert(sizeof(Value) <= History::factSize);
        learning_->remember({protocol_, slot, layerOffset()}, std::as_bytes(std::span(&fact, 1)));
    }
    /// The fact that was remembered of this layer, now or when the frame was learned; none when it was not learned yet.
    template <typename Value>
        requires std::is_trivially_copyable_v<Value>
    [[nodiscard]] std::optional<Value> recall(std::uint8_t slot = 0) const noexcept {
        const History::Fact* fact = recallFact(protocol_, slot);
        if (fact == nullptr || fact->size != sizeof(Value))
            return std::nullopt;
        Value value;
        std::memcpy(&value, fact->value.data(), sizeof value);
        return value;
    }
    /// From here on, the carrier's conversation belongs to this protocol (its abbreviation), whatever its
    /// ports are. Only while isLearning().
    void assignConversation(std::string_view protocol);
    /// From here on, so does what comes from or goes to an endpoint: the port that a protocol has agreed on.
    void expectAt(const Endpoint& endpoint, std::string_view protocol);
    /// The carrier's ends.
    [[nodiscard]] Endpoint sourceEndpoint() const noexcept {
        return {carrier_.source, carrier_.sourcePort, carrier_.ipProtocol};
    }
    [[nodiscard]] Endpoint destinationEndpoint() const noexcept {
        return {carrier_.destination, carrier_.destinationPort, carrier_.ipProtocol};
    }

    // ---- for decoders: what several frames carry -----------------------------------------------------------------
    /// Whether this layer's bytes may be put together with others': while the frame is learned, by a History that does.
    [[nodiscard]] bool reassembles() const noexcept { return isLearning() && learning_->reassembles(); }
    /// Only while reassembles().
    [[nodiscard]] AssemblyStore& assemblies() { return *learning_->assemblies_; }
    /// The assembly, when it is whole by now; null else.
    [[nodiscard]] const Assembly* assembly(AssemblyStore::Id id) const noexcept;
    /// A reader over an assembly's bytes, for next(): ranges of what is read from it are places in a buffer of its own,
    /// which goes by `name` (static storage).
    [[nodiscard]] ByteReader readerOf(const Assembly& whole, std::string_view name);
    /// How long the message is that begins `bytes`, as says whoever nextInConversation() would give them to. Only while
    /// isLearning().
    [[nodiscard]] StreamMessage messageIn(Table table, std::initializer_list<std::uint32_t> keys,
                                          const ByteReader& bytes);

    // ---- for decoders: read a field and add it -------------------------------------------------------------------
    // Each reads from `bytes`, adds the field if it is wanted and was there in full, and returns the value (0 or empty
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

    // ---- for decoders: add what was read or derived --------------------------------------------------------------
    /// A number-like value. For a field with a mask, `value` is all of the range's bits; the mask picks and shifts.
    void add(Field field, ByteRange range, std::uint64_t value) {
        lastAdded_ = FieldValue::noParent;
        if (wants(field))
            addWanted(field, range, value);
    }
    void addBytes(Field field, ByteRange range);
    /// The rest of a reader's bytes, of whichever buffer they are.
    void addRest(Field field, const ByteReader& bytes);
    void addText(Field field, ByteRange range, std::string_view made);
    /// Several bit fields of one number: each field's mask picks its bits.
    void addBits(std::initializer_list<Field> fields, ByteRange range, std::uint64_t value) {
        if (!wantsFields_)
            return;
        for (const Field field : fields)
            add(field, range, value);
    }
    /// Changes the field added last, if it was wanted: its tree line, its mark, that it is hidden.
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
    /// While it lives, fields are added under the field that was added last. In modes without a tree it does nothing.
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
    void columnProtocol(std::string_view name) noexcept; ///< when other than ProtocolInfo::column; static storage
    /// The column names this one around what later layers say: "GTP <TCP>". Static storage; the outermost counts.
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
    /// Adds to the Info column.
    template <typename... Args>
    void infoAppend(InfoFormat<Args...> format, Args&&... args) {
        if (columnsOpen())
            appendInfo(fmt::string_view(format.text), format.pieces, args...);
    }

    /// Adds to the Info column, after a comma when something is there already.
    template <typename... Args>
    void infoItem(InfoFormat<Args...> format, Args&&... args) {
        if (!columnsOpen())
            return;
        if (infoLength_ != 0)
            infoAppend(", ");
        appendInfo(fmt::string_view(format.text), format.pieces, args...);
    }
    /// What the Info column holds now stays when this or a later layer replaces the rest.
    void infoFence() noexcept { infoFence_ = infoLength_; }

    // ---- for decoders: bytes that are not the frame's ------------------------------------------------------------
    /// Room for `size` uninitialised bytes that a decoder makes from the frame's: decrypted, put together, unpacked.
    /// Lasts until the next frame; a ByteReader over it may be handed to next(), with the offset in the frame from
    /// where they came, and fields read from it keep their bytes.
    [[nodiscard]] std::span<std::byte> derive(std::size_t size) { return derived_.take(size); }

    // ---- for decoders: work that a frame's size does not bound -----------------------------------------------------
    /// Asks for leave to read `bytes` once more that were read before, such as a name behind a compression pointer.
    /// False when the frame has had its share, which grows with its size: the decoder leaves the rest out, and the
    /// frame's fields say so. Fields, text and depth are bounded without being asked for.
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
    /// The rest of `bytes` belongs to whoever hooks into `table` (index into ProtocolInfo::tables) under `key`; then to
    /// the heuristics of that table; else it is shown as "Data". Returns whether a decoder hooks in there by key.
    /// Layers are decoded after the current one returns, in the order in which they were named.
    bool next(Table table, std::uint32_t key, const ByteReader& bytes);
    /// Tries keys in turn: the first that has a decoder (lower and higher port).
    bool next(Table table, std::initializer_list<std::uint32_t> keys, const ByteReader& bytes);
    /// For transports: the protocol that the conversation was assigned to, if any; else as next(). A conversation of
    /// datagrams is taken back from a protocol that refuses (Decoder::accepts) more than one in five; after the first
    /// one, which it was assigned by, it is the others' if they want it.
    bool nextInConversation(Table table, std::initializer_list<std::uint32_t> keys, const ByteReader& bytes);
    /// The rest of `bytes` is shown as "Data".
    void nextAsData(const ByteReader& bytes);
    /// Adds a step without fields to frame.protocols: "ethertype" between eth and ip. Static storage; one of
    /// ProtocolInfo::steps.
    void passThrough(std::string_view name);
    /// The layer's bytes say something that cannot be. Marks the layer; what was read so far stays.
    void malformed(std::string_view why);
    /// Where this layer ends, when it does not span all the bytes that it was given (padding, trailers).
    void layerLength(std::size_t length) noexcept;

    // ---- for readers ---------------------------------------------------------------------------------------------
    [[nodiscard]] std::span<const FieldValue> fields() const noexcept { return fields_; }
    /// Text that the decoder made for it; empty when its text is the frame's bytes.
    [[nodiscard]] std::string_view madeText(const FieldValue& value) const noexcept;
    [[nodiscard]] std::string_view label(const FieldValue& value) const noexcept;
    /// Bytes that are not the frame's but have fields of their own: "Reassembled IPv4".
    struct Buffer {
        Bytes bytes;
        std::string_view name;
    };
    /// The first is the frame.
    [[nodiscard]] std::span<const Buffer> buffers() const noexcept { return buffers_; }
    /// The bytes of a field's range, cut to its buffer.
    [[nodiscard]] Bytes bytesOf(const FieldValue& value) const noexcept;
    [[nodiscard]] std::string_view protocolColumn() const noexcept { return protocolColumn_; }
    /// The Protocol column without what is named around it.
    [[nodiscard]] std::string_view innerProtocolColumn() const noexcept {
        return columnAround_.empty() ? protocolColumn_ : innerColumn_;
    }
    [[nodiscard]] std::string_view infoColumn() const noexcept { return {info_.data(), infoLength_}; }
    [[nodiscard]] const ColumnAddress& sourceColumn() const noexcept { return source_; }
    [[nodiscard]] const ColumnAddress& destinationColumn() const noexcept { return destination_; }
    [[nodiscard]] bool isMalformed() const noexcept { return malformed_; }
    [[nodiscard]] bool isTruncated() const noexcept { return truncated_; }
    /// Whether something was left out because it was out of proportion to the frame's size; its fields say what.
    [[nodiscard]] bool isCut() const noexcept { return isCut_ || omittedFields_ != 0; }
    /// What the frame cost besides reading each of its bytes once, in steps that take about the same time: fields,
    /// layers, bytes read again, bytes of text. Tests compare hostile frames with harmless ones.
    [[nodiscard]] std::size_t work() const noexcept;

private:
    friend class Dissector;
    friend class Nest;
    static constexpr std::size_t maximumLayers = 64;
    static constexpr std::size_t maximumBuffers = 64;
    static constexpr std::size_t infoCapacity = 4096;
    static constexpr unsigned maximumDepth = 64; ///< of nested fields; what lies deeper stands beside it

    /// More bytes, of the frame or put together from several: the share of work grows.
    void allowFor(std::size_t bytes) noexcept;
    /// Room for made text; what does not fit is cut.
    [[nodiscard]] std::size_t roomForText() noexcept;
    /// The last field of a frame of which something was left out.
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
    /// Names the outer protocol around the column's, once it is whole.
    void finishProtocolColumn() noexcept;
    /// The column is one line of printable text: what strangers sent is escaped (printable_text.h), from `start` on.
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
    /// Adds a field for each run of octets of the frame that no field tells of, when all fields are there.
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
    [[nodiscard]] const History::Fact* recallFact(ProtocolId protocol, std::uint8_t slot) const noexcept;
    /// The carrier's conversation, if it belongs to a protocol. Null unless learning.
    [[nodiscard]] Conversation* assignedConversation();
    /// The protocol that took a layer's payload because its conversation does: a fact.
    void rememberTaker(ProtocolId protocol);
    [[nodiscard]] ProtocolId rememberedTaker() const noexcept;
    /// Ends the layer here and tells whether anything follows it.
    void endLayerAt(const ByteReader& bytes) noexcept;
    void follow(ProtocolId protocol, const ByteReader& bytes);
    [[nodiscard]] bool isUsable(ProtocolId protocol, const ByteReader& bytes, Decoder::Claim claim) const;
    /// Who takes bytes of a table: by a key, or as a heuristic; noProtocol when nobody does.
    struct Taker {
        ProtocolId protocol = noProtocol;
        bool isByKey = false;
    };
    [[nodiscard]] Taker takerOf(Table table, std::initializer_list<std::uint32_t> keys, const ByteReader& bytes) const;
    /// The protocol of the conversation, if it takes these bytes; else noProtocol.
    [[nodiscard]] ProtocolId takerByConversation(Table table, std::initializer_list<std::uint32_t> keys,
                                                 const ByteReader& bytes);
    /// The buffer that bytes lie in; the current one for those that lie in none.
    [[nodiscard]] std::uint8_t bufferOf(Bytes bytes) const noexcept;
    [[nodiscard]] bool isDerived(Bytes bytes) const noexcept;
    /// A field that would reach beyond its buffer was not read: it is not added.
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
    const History* history_ = nullptr; ///< null also when this frame is not learned yet
    std::uint32_t facts_ = 0;          ///< its chain in there
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
    FieldValue omitted_; ///< takes what is written to a field that is left out
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
    std::array<char, 64> wholeColumn_{}; ///< when it is made of both
    std::array<char, infoCapacity> info_{};
    std::size_t infoLength_ = 0;
    std::size_t infoFence_ = 0;
    FrameMemory derived_;
    struct Run { ///< of octets in the frame, up to `end`
        std::uint32_t start, end;
    };
    std::vector<Run> told_, settled_, merged_; ///< of addUndecoded(), to keep their memory
    std::vector<std::uint8_t> hasChildren_;
    std::vector<Buffer> buffers_ = std::vector<Buffer>(1);
};

} // namespace tapscope
