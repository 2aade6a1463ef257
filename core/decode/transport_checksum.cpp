#include <base/internet_checksum.h>
#include <decode/transport_checksum.h>

namespace tapscope {

ChecksumVerdict verifyTransportChecksum(const Dissection& dissection, Bytes segment, std::uint8_t protocol,
                                        std::size_t position) {
    const auto& carrier = dissection.carrier();
    if (carrier.isFragment || carrier.insideError || !carrier.isWhole || segment.size() < position + 2 ||
        carrier.source.bytes().empty())
        return {};
    const Bytes source = carrier.source.bytes();
    const Bytes destination = carrier.destination.bytes();
    InternetChecksum pseudo;
    pseudo.addPseudoHeader(source, destination, protocol, segment.size());
    if (InternetChecksum(pseudo).add(segment).value() == 0)
        return {.state = ChecksumState::Good};
    const auto found = static_cast<std::uint16_t>(std::to_integer<unsigned>(segment[position]) << 8 |
                                                  std::to_integer<unsigned>(segment[position + 1]));
    if (found == static_cast<std::uint16_t>(~pseudo.value()))
        return {};
    const std::uint16_t expected =
        InternetChecksum(pseudo).add(segment.first(position)).add(segment.subspan(position + 2)).value();
    return {.state = ChecksumState::Bad, .expected = expected};
}

void labelChecksum(Dissection& dissection, std::uint16_t found, const ChecksumVerdict& verdict) {
    switch (verdict.state) {
    case ChecksumState::Good:
        dissection.label("Checksum: 0x{:04x} [correct]", found);
        dissection.mark(FieldValue::Mark::Good);
        break;
    case ChecksumState::Bad:
        dissection.label("Checksum: 0x{:04x} [incorrect, should be 0x{:04x}]", found, verdict.expected);
        dissection.mark(FieldValue::Mark::Warning);
        break;
    case ChecksumState::Unverified:
        dissection.label("Checksum: 0x{:04x} [unverified: left to the adapter, or not all of it is here]", found);
        break;
    }
}

} // namespace tapscope
