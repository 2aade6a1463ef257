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

/// All known protocols and fields, and the tables that lead from one protocol to the next.
///
/// It is filled once at start-up, on one thread, and then only read, by any thread. It always has the pseudo-protocols
/// "frame" (frame.number, frame.time_epoch, frame.len, frame.cap_len, frame.protocols, frame.interface_name,
/// frame.comment, frame.direction, frame.marked), "data" (bytes without a decoder) and "_ws.malformed" / "_ws.short".
class DecoderRegistry {
public:
    struct Tables; ///< the content; used only by core/decode

    DecoderRegistry();
    /// Waits for threads that hold the registry (RegistryHold).
    ~DecoderRegistry();
    DecoderRegistry(const DecoderRegistry&) = delete;
    DecoderRegistry& operator=(const DecoderRegistry&) = delete;

    /// Adds a decoder, which must outlive the registry (its plugin owns it). Errors: NameTaken if the abbreviation is
    /// already known; Invalid if a table violates its rules (unsorted value names, no name, a mask wider than 64 bits).
    [[nodiscard]] Result<ProtocolId> add(const Decoder& decoder);

    /// Whether add() would accept the decoder. Adds nothing.
    [[nodiscard]] Result<void> check(const Decoder& decoder) const;

    [[nodiscard]] std::size_t protocolCount() const noexcept;
    [[nodiscard]] const ProtocolInfo& protocol(ProtocolId id) const noexcept;
    [[nodiscard]] ProtocolId findProtocol(std::string_view abbreviation) const noexcept;
    /// The FieldId of the layer itself: `ip` as a test of presence, and the layer's line in the tree.
    [[nodiscard]] FieldId protocolField(ProtocolId id) const noexcept;

    [[nodiscard]] std::size_t fieldCount() const noexcept;
    [[nodiscard]] const FieldInfo& field(FieldId id) const noexcept;
    [[nodiscard]] ProtocolId protocolOf(FieldId id) const noexcept;
    /// Returns all fields with this name or alias, and layers by their abbreviation: "ip.addr" gives ip.src and ip.dst.
    /// Empty if the name is unknown.
    [[nodiscard]] std::span<const FieldId> find(std::string_view name) const noexcept;
    /// Returns the names and aliases that begin with `prefix`, sorted, for completion.
    [[nodiscard]] std::vector<std::string_view> namesBeginningWith(std::string_view prefix) const;

    /// Returns the abbreviations of decoders that are left out because they threw or hung. Any thread.
    [[nodiscard]] std::vector<std::string_view> failedDecoders() const;
    /// Leaves a decoder out from now on. Any thread.
    void leaveOut(ProtocolId id) const noexcept;
    /// The decoders that threads are executing. Any thread.
    [[nodiscard]] DecodersAtWork& atWork() const noexcept;
    [[nodiscard]] const std::shared_ptr<RegistryUsers>& users() const noexcept;

    /// Returns the protocol with a hook in `table` for `key`, or noProtocol.
    [[nodiscard]] ProtocolId lookUp(std::string_view table, std::uint32_t key) const noexcept;

private:
    friend class Dissector;
    friend class DissectionPlan;
    friend class Dissection;
    std::unique_ptr<Tables> tables_;
};

} // namespace tapscope
