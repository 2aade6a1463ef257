#pragma once

#include <decode/dissection.h>
#include <decode/registry.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tapscope {

/// The severity of a finding, the worst first.
enum class Severity : std::uint8_t { Error, Warning, Note, Chat, Comment };
[[nodiscard]] std::string_view nameOf(Severity severity); ///< "Error"

/// A field whose presence, or whose value, stands out.
struct ExpertFinding {
    std::string_view field;
    Severity severity;
    std::string_view group, protocol; ///< protocol: empty if it is that of the frame
    std::string_view summary;         ///< {} is the number in `detail`; empty if it is the field's text
    std::string_view detail = {};     ///< another field of the same layer
    std::uint64_t value = anything;   ///< of the field
    std::string_view without = {};    ///< only if this field of the layer is 0
    std::string_view with = {};       ///< only if this field is not 0

    static constexpr std::uint64_t anything = ~std::uint64_t{0};
};

/// Noteworthy facts about frames: damage, bad checksums, results of the TCP analysis, beginnings and ends of
/// connections. With Wireshark's severities, groups and texts. Immutable; any thread.
class ExpertFindings {
public:
    /// For the fields of a registry, which must outlive this object.
    explicit ExpertFindings(const DecoderRegistry& registry);

    [[nodiscard]] static std::span<const ExpertFinding> all() noexcept;
    /// The fields that a plan must want.
    [[nodiscard]] std::vector<FieldId> fields() const;
    /// Calls `visit(position in all(), field)` for each finding of a frame. Layers that an ICMP error quotes have none.
    template <typename Visit>
    void find(const Dissection& dissection, const Visit& visit) const {
        for (const FieldValue& value : dissection.fields()) {
            if (value.field >= firstOf_.size() || firstOf_[value.field] == none)
                continue;
            for (std::size_t i = firstOf_[value.field]; i < ids_.size() && ids_[i].field == value.field; ++i) {
                if (isFound(i, value, dissection))
                    visit(i, value);
            }
        }
    }
    /// The number in the summary of a finding; 0 if it has none.
    [[nodiscard]] std::uint64_t detailOf(std::size_t finding, const FieldValue& value,
                                         const Dissection& dissection) const noexcept;

private:
    struct Ids {
        FieldId field, detail, without, with;
    };
    static constexpr std::uint8_t none = 255;
    [[nodiscard]] bool isFound(std::size_t finding, const FieldValue& value,
                               const Dissection& dissection) const noexcept;

    std::vector<Ids> ids_;
    std::vector<std::uint8_t> firstOf_; ///< by field: its first finding; the others of the same field follow
};

} // namespace tapscope
