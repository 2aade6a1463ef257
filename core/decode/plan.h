#pragma once

#include <decode/decode_as.h>
#include <decode/field.h>
#include <decode/protocol.h>

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace tapscope {

class DecoderRegistry;

/// The purpose of a dissection, determined once and used for millions of frames: which fields are wanted, and whether
/// columns or the tree are. Immutable after construction, so threads can share it. Valid as long as its registry is
/// unchanged.
class DissectionPlan {
public:
    /// Only the columns (Source, Destination, Protocol, Info): the frame list.
    [[nodiscard]] static DissectionPlan columns(const DecoderRegistry& registry, const DecodeAsList& decodeAs = {});
    /// All fields with their nesting, labels and the columns: the detail pane, text export.
    [[nodiscard]] static DissectionPlan tree(const DecoderRegistry& registry, const DecodeAsList& decodeAs = {});
    /// Only these fields (including a layer's own field, see DecoderRegistry::protocolField), with or without the
    /// columns. Layers that cannot lead to a wanted field are not decoded.
    enum class Columns : std::uint8_t { Unwanted, Wanted };
    [[nodiscard]] static DissectionPlan fields(const DecoderRegistry& registry, std::span<const FieldId> wanted,
                                               Columns columns = Columns::Unwanted, const DecodeAsList& decodeAs = {});
    /// Nothing is wanted, but all protocols that learn are decoded: for reading a capture once to fill its History.
    [[nodiscard]] static DissectionPlan learning(const DecoderRegistry& registry, const DecodeAsList& decodeAs = {});

    /// Makes a plan of fields also decode all protocols that learn, so that one pass in order both learns and answers.
    void learnToo(const DecoderRegistry& registry);
    /// Whether the wanted fields depend on earlier frames, so that a frame must be learned before it is dissected.
    [[nodiscard]] bool needsHistory() const noexcept { return needsHistory_; }
    [[nodiscard]] bool wantsColumns() const noexcept { return columns_; }
    [[nodiscard]] bool wantsTree() const noexcept { return tree_; }
    [[nodiscard]] bool wants(FieldId field) const noexcept { return wanted_[field] != 0; }
    /// Whether any wanted name in frame.protocols is not a layer (ProtocolInfo::steps).
    [[nodiscard]] bool wantsSteps() const noexcept { return steps_; }
    /// Whether any field of this protocol is wanted, or the information whether its layer is damaged.
    [[nodiscard]] bool wantsFieldsOf(ProtocolId protocol) const noexcept { return wantsFieldsOf_[protocol] != 0; }
    /// Whether the answer depends on which layers are damaged.
    [[nodiscard]] bool wantsDamage() const noexcept { return damage_; }
    /// Whether decoding this protocol can yield anything that is wanted.
    [[nodiscard]] bool isUseful(ProtocolId protocol) const noexcept { return useful_[protocol] != 0; }
    /// Whether a useful protocol may follow this one.
    [[nodiscard]] bool leadsOn(ProtocolId protocol) const noexcept { return leadsOn_[protocol] != 0; }
    /// How many heuristics of a table (its number in the registry), from the first, have to be asked. The others are
    /// not useful, and it makes no difference which of them recognises a payload.
    [[nodiscard]] std::size_t heuristicsToAsk(std::uint32_t table) const noexcept { return heuristicsToAsk_[table]; }
    [[nodiscard]] const std::uint8_t* wanted() const noexcept { return wanted_.data(); }
    /// Whether the user has chosen anything by Decode As, or disabled a protocol.
    [[nodiscard]] bool hasChoices() const noexcept { return !decodeAs_.empty(); }
    /// The user's choice for a key of a table (by its number in the registry); noProtocol: it must not be decoded.
    [[nodiscard]] std::optional<ProtocolId> decodedAs(std::uint32_t table, std::uint32_t key) const noexcept {
        if (decodeAs_.empty())
            return std::nullopt;
        const auto found = decodeAs_.find(std::uint64_t{table} << 32 | key);
        return found == decodeAs_.end() ? std::nullopt : std::optional(found->second);
    }

private:
    DissectionPlan(const DecoderRegistry& registry, bool columns, bool tree, const DecodeAsList& decodeAs);
    /// Marks these protocols, and all that lead to them, as useful.
    void reach(const DecoderRegistry& registry, std::vector<ProtocolId> protocols);
    /// Determines what does not have to be asked, from what is useful.
    void lookAhead(const DecoderRegistry& registry);

    std::vector<std::uint8_t> wanted_;                       ///< by FieldId
    std::vector<std::uint8_t> wantsFieldsOf_;                ///< by ProtocolId
    std::vector<std::uint8_t> useful_;                       ///< by ProtocolId
    std::vector<std::uint8_t> leadsOn_;                      ///< by ProtocolId
    std::vector<std::size_t> heuristicsToAsk_;               ///< by the table's number in the registry
    std::unordered_map<std::uint64_t, ProtocolId> decodeAs_; ///< by table and key
    bool needsHistory_ = false;
    bool columns_ = false;
    bool tree_ = false;
    bool steps_ = false;
    bool damage_ = false;
};

} // namespace tapscope
