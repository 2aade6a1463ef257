#pragma once

#include <base/frame.h>
#include <decode/dissector.h>
#include <file/capture_interface.h>

#include <anonymize/address_scrambler.h>

#include <cstdint>
#include <string>
#include <vector>

namespace tapscope {

/// What to remove from a capture that will be shared.
struct AnonymizeOptions {
    enum class Payload : std::uint8_t {
        Cut, ///< after the headers of TCP, UDP, SCTP and ICMP, and at bytes without a decoder
        Keep ///< with names replaced in fields that have them
    } payload = Payload::Cut;
    AddressScrambler::Prefixes prefixes = AddressScrambler::Prefixes::Mixed;
};

/// Replaces addresses and names in frames, cuts payload, and corrects checksums. It finds what to replace by decoding:
/// the fields show where addresses are, also in tunnels and in ARP, DHCP and DNS. For one thread.
class FrameAnonymizer {
public:
    FrameAnonymizer(const DecoderRegistry& registry, const AnonymizeOptions& options);

    /// Returns the anonymized frame, without its comment; valid until the next call.
    [[nodiscard]] Frame anonymize(const Frame& frame);
    /// Returns the interface without its name, description and filter.
    [[nodiscard]] CaptureInterface anonymize(const CaptureInterface& interface);

    /// What was replaced and what remains, for the person who shares the capture.
    struct Report {
        std::uint64_t frames = 0, addresses = 0, names = 0;
        std::uint64_t cut = 0;         ///< frames whose payload was cut
        std::uint64_t withPayload = 0; ///< frames that still have payload
        std::uint64_t commentsRemoved = 0;
    };
    [[nodiscard]] const Report& report() const noexcept { return report_; }

private:
    void replaceField(const FieldValue& value);
    [[nodiscard]] std::size_t payloadStart() const;

    const DecoderRegistry& registry_;
    AnonymizeOptions options_;
    Dissector dissector_;
    DissectionPlan plan_;
    Dissection dissection_;
    AddressScrambler scrambler_;
    std::vector<std::byte> bytes_;
    std::vector<std::uint8_t> hasName_; ///< by FieldId: whether its text is a name
    std::uint32_t interfaces_ = 0;
    Report report_;
};

} // namespace tapscope
