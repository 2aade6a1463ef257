#pragma once

#include <base/frame.h>
#include <decode/dissector.h>
#include <file/capture_interface.h>

#include <anonymize/address_scrambler.h>

#include <cstdint>
#include <string>
#include <vector>

namespace tapscope {

/// What is taken out of a capture that is shown to others.
struct AnonymizeOptions {
    enum class Payload : std::uint8_t {
        Cut, ///< behind the headers of TCP, UDP, SCTP and ICMP, and behind what nobody decodes
        Keep ///< with names replaced in fields that have them
    } payload = Payload::Cut;
    AddressScrambler::Prefixes prefixes = AddressScrambler::Prefixes::Mixed;
};

/// Replaces addresses and names in frames, cuts payload, puts checksums right. It finds what to replace by decoding:
/// the fields tell where addresses are, in tunnels and in ARP, DHCP and DNS too. One thread.
class FrameAnonymizer {
public:
    FrameAnonymizer(const DecoderRegistry& registry, const AnonymizeOptions& options);

    /// The frame without what is taken out; valid until the next call. Its comment goes, too.
    [[nodiscard]] Frame anonymize(const Frame& frame);
    /// The interface without its name, description and filter.
    [[nodiscard]] CaptureInterface anonymize(const CaptureInterface& interface);

    /// What was done and what is left in, for whoever shows the capture to others.
    struct Report {
        std::uint64_t frames = 0, addresses = 0, names = 0;
        std::uint64_t cut = 0;         ///< frames whose payload was cut
        std::uint64_t withPayload = 0; ///< frames that still have some
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
    std::vector<std::uint8_t> hasName_; ///< by FieldId: whether its text names somebody
    std::uint32_t interfaces_ = 0;
    Report report_;
};

} // namespace tapscope
