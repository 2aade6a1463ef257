#pragma once

#include <base/error.h>
#include <decode/decoder.h>

#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tapscope {

class DecodersAtWork;
class RegistryUsers;

/// All protocols and fields that are known, and the tables that lead from one to the next.
///
/// Filled once at start-up, on one thread, then only read, by any thread. It always has the pseudo-protocols "frame"
/// (frame.number, frame.time_epoch, frame.len, frame.cap_len, frame.protocols, frame.interface_name, frame.comment,
/// frame.direction, frame.marked), "data" (bytes nobody decodes) and "_ws.malformed" / "_ws.short".
class DecoderRegistry {
public:
    struct Tables; ///< what is in it; only core/decode looks inside

    DecoderRegistry();
    /// Waits for threads that hold it (RegistryHold).
    ~DecoderRegistry();
    DecoderRegistry(const DecoderRegistry&) = delete;
    DecoderRegistry& operator=(const DecoderRegistry&) = delete;

    /// Takes a decoder, which must outlive the registry (its plugin owns it). NameTaken when the abbreviation is known
    /// already; Invalid when a table breaks its own rules (unsorted value names, no name, a mask wider than 64 bits).
    [[nodiscard]] Result<ProtocolId> add(const Decoder& decoder);

    /// Whether add() would take it. Adds nothing.
    [[nodiscard]] Result<void> check(const Decoder& decoder) const;

    [[nodiscard]] std::size_t protocolCount() const noexcept;
    [[nodiscard]] const ProtocolInfo& protocol(ProtocolId id) const noexcept;
    [[nodiscard]] ProtocolId findProtocol(std::string_view abbreviation) const noexcept;
    /// The FieldId that stands for the layer itself: `ip` as a test of presence, and the layer's line in the tree.
    [[nodiscard]] FieldId protocolField(ProtocolId id) const noexcept;

    [[nodiscard]] std::size_t fieldCount() const noexcept;
    [[nodiscard]] const FieldInfo& field(FieldId id) const noexcept;
    [[nodiscard]] ProtocolId protocolOf(FieldId id) const noexcept;
    /// All fields that go by this name or alias, and layers by their abbreviation: "ip.addr" gives ip.src and ip.dst.
    /// Empty when unknown.
    [[nodiscard]] std::span<const FieldId> find(std::string_view name) const noexcept;
    /// Names and aliases that begin with `prefix`, sorted, for completion.
    [[nodiscard]] std::vector<std::string_view> namesBeginningWith(std::string_view prefix) const;

    /// Abbreviations of decoders that threw or hung and are left out since. Any thread.
    [[nodiscard]] std::vector<std::string_view> failedDecoders() const;
    /// Leaves a decoder out from now on. Any thread.
    void leaveOut(ProtocolId id) const noexcept;
    /// Who is in which decoder. Any thread.
    [[nodiscard]] DecodersAtWork& atWork() const noexcept;
    [[nodiscard]] const std::shared_ptr<RegistryUsers>& users() const noexcept;

    /// The protocol that hooks into `table` under `key`, or noProtocol.
    [[nodiscard]] ProtocolId lookUp(std::string_view table, std::uint32_t key) const noexcept;

private:
    friend class Dissector;
    friend class DissectionPlan;
    friend class Dissection;
    std::unique_ptr<Tables> tables_;
};

} // namespace tapscope
