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

/// What a dissection is for, settled once and used for millions of frames: which fields are wanted, whether columns or
/// the tree are. Immutable after construction, so shared by threads; valid as long as its registry is unchanged.
class DissectionPlan {
public:
    /// Only the columns (Source, Destination, Protocol, Info): the frame list.
    [[nodiscard]] static DissectionPlan columns(const DecoderRegistry& registry, const DecodeAsList& decodeAs = {});
    /// All fields with their nesting, labels and the columns: the detail pane, text export.
    [[nodiscard]] static DissectionPlan tree(const DecoderRegistry& registry, const DecodeAsList& decodeAs = {});
    /// These fields only (a layer's own field, see DecoderRegistry::protocolField, counts too), with or without the
    /// columns. Layers from which no wanted field can be reached are not decoded.
    enum class Columns : std::uint8_t { Unwanted, Wanted };
    [[nodiscard]] static DissectionPlan fields(const DecoderRegistry& registry, std::span<const FieldId> wanted,
                                               Columns columns = Columns::Unwanted, const DecodeAsList& decodeAs = {});
    /// Nothing is wanted, but all that learns is decoded: for going through a capture once to fill its History.
    [[nodiscard]] static DissectionPlan learning(const DecoderRegistry& registry, const DecodeAsList& decodeAs = {});

    /// Makes a plan of fields decode all that learns besides, so that one pass in order both learns and answers.
    void learnToo(const DecoderRegistry& registry);
    /// Whether what is wanted depends on earlier frames: before a frame is dissected, it has to be learned.
    [[nodiscard]] bool needsHistory() const noexcept { return needsHistory_; }
    [[nodiscard]] bool wantsColumns() const noexcept { return columns_; }
    [[nodiscard]] bool wantsTree() const noexcept { return tree_; }
    [[nodiscard]] bool wants(FieldId field) const noexcept { return wanted_[field] != 0; }
    /// Whether any name in frame.protocols is asked for that is no layer (ProtocolInfo::steps).
    [[nodiscard]] bool wantsSteps() const noexcept { return steps_; }
    /// Whether any field of this protocol is wanted, or whether its layer is damaged.
    [[nodiscard]] bool wantsFieldsOf(ProtocolId protocol) const noexcept { return wantsFieldsOf_[protocol] != 0; }
    /// Whether decoding this protocol can yield anything that is wanted.
    [[nodiscard]] bool isUseful(ProtocolId protocol) const noexcept { return useful_[protocol] != 0; }
    [[nodiscard]] const std::uint8_t* wanted() const noexcept { return wanted_.data(); }
    /// What the user said of a key of a table (by its number in the registry); noProtocol: nobody is to decode it.
    [[nodiscard]] std::optional<ProtocolId> decodedAs(std::uint32_t table, std::uint32_t key) const noexcept {
        if (decodeAs_.empty())
            return std::nullopt;
        const auto found = decodeAs_.find(std::uint64_t{table} << 32 | key);
        return found == decodeAs_.end() ? std::nullopt : std::optional(found->second);
    }

private:
    DissectionPlan(const DecoderRegistry& registry, bool columns, bool tree, const DecodeAsList& decodeAs);
    /// Makes useful what leads to these protocols, besides themselves.
    void reach(const DecoderRegistry& registry, std::vector<ProtocolId> protocols);

    std::vector<std::uint8_t> wanted_;                       ///< by FieldId
    std::vector<std::uint8_t> wantsFieldsOf_;                ///< by ProtocolId
    std::vector<std::uint8_t> useful_;                       ///< by ProtocolId
    std::unordered_map<std::uint64_t, ProtocolId> decodeAs_; ///< by table and key
    bool needsHistory_ = false;
    bool columns_ = false;
    bool tree_ = false;
    bool steps_ = false;
};

} // namespace tapscope
