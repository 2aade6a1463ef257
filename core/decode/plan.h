#pragma once

#include <decode/field.h>
#include <decode/protocol.h>

#include <cstdint>
#include <span>
#include <vector>

namespace tapscope {

class DecoderRegistry;

/// What a dissection is for, settled once and used for millions of frames: which fields are wanted, whether columns or
/// the tree are. Immutable after construction, so shared by threads; valid as long as its registry is unchanged.
class DissectionPlan {
public:
    /// Only the columns (Source, Destination, Protocol, Info): the frame list.
    [[nodiscard]] static DissectionPlan columns(const DecoderRegistry& registry);
    /// All fields with their nesting, labels and the columns: the detail pane, text export.
    [[nodiscard]] static DissectionPlan tree(const DecoderRegistry& registry);
    /// These fields only (a layer's own field, see DecoderRegistry::protocolField, counts too), with or without the
    /// columns. Layers from which no wanted field can be reached are not decoded.
    enum class Columns : std::uint8_t { Unwanted, Wanted };
    [[nodiscard]] static DissectionPlan fields(const DecoderRegistry& registry, std::span<const FieldId> wanted,
                                               Columns columns = Columns::Unwanted);

    [[nodiscard]] bool wantsColumns() const noexcept { return columns_; }
    [[nodiscard]] bool wantsTree() const noexcept { return tree_; }
    [[nodiscard]] bool wants(FieldId field) const noexcept { return wanted_[field] != 0; }
    /// Whether decoding this protocol can yield anything that is wanted.
    [[nodiscard]] bool isUseful(ProtocolId protocol) const noexcept { return useful_[protocol] != 0; }
    [[nodiscard]] const std::uint8_t* wanted() const noexcept { return wanted_.data(); }

private:
    DissectionPlan(const DecoderRegistry& registry, bool columns, bool tree);

    std::vector<std::uint8_t> wanted_; ///< by FieldId
    std::vector<std::uint8_t> useful_; ///< by ProtocolId
    bool columns_ = false;
    bool tree_ = false;
};

} // namespace tapscope
