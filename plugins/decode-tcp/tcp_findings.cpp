#include "tcp_findings.h"

#include "tcp_fields.h"

#include <array>

namespace tapscope::tcp {
namespace {

struct FindingText {
    Finding finding;
    Field field;
    std::string_view prefix;
};
/// In the order of their prefixes in the Info column.
constexpr std::array texts = {
    FindingText{ZeroWindowProbeAck, ZeroWindowProbeAckFlag, "[TCP ZeroWindowProbeAck] "},
    FindingText{ZeroWindow, ZeroWindowFlag, "[TCP ZeroWindow] "},
    FindingText{ZeroWindowProbe, ZeroWindowProbeFlag, "[TCP ZeroWindowProbe] "},
    FindingText{DuplicateAck, DuplicateAckFlag, ""},
    FindingText{KeepAliveAck, KeepAliveAckFlag, "[TCP Keep-Alive ACK] "},
    FindingText{KeepAlive, KeepAliveFlag, "[TCP Keep-Alive] "},
    FindingText{WindowFull, WindowFullFlag, "[TCP Window Full] "},
    FindingText{WindowUpdate, WindowUpdateFlag, "[TCP Window Update] "},
    FindingText{AckedLostSegment, AckedLostSegmentFlag, "[TCP ACKed unseen segment] "},
    FindingText{LostSegment, LostSegmentFlag, "[TCP Previous segment not captured] "},
    FindingText{OutOfOrder, OutOfOrderFlag, "[TCP Out-Of-Order] "},
    FindingText{SpuriousRetransmission, SpuriousRetransmissionFlag, "[TCP Spurious Retransmission] "},
    FindingText{FastRetransmission, FastRetransmissionFlag, "[TCP Fast Retransmission] "},
    FindingText{Retransmission, RetransmissionFlag, "[TCP Retransmission] "},
    FindingText{PortsReused, PortsReusedFlag, "[TCP Port numbers reused] "},
};

constexpr ByteRange derived{};

/// A fast or spurious retransmission also gets the field of retransmissions, so that a filter by that field finds it.
unsigned flagged(unsigned findings) noexcept {
    constexpr unsigned special = FastRetransmission | SpuriousRetransmission;
    return (findings & special) != 0 ? findings | Retransmission : findings;
}

} // namespace

void announce(Dissection& d, const Facts& facts, const Details& details) {
    for (const FindingText& text : texts) {
        if ((facts.findings & text.finding) == 0)
            continue;
        if (text.finding == DuplicateAck)
            d.infoAppend("[TCP Dup ACK {}#{}] ", details.relatedFrame, details.bytesInFlightOrCount);
        else
            d.infoAppend("{}", text.prefix);
    }
    d.infoFence();
}

void addAnalysis(Dissection& d, const Facts& facts, const Details& details) {
    if (facts.findings == 0 && details.isEmpty())
        return;
    d.add(Analysis, derived, 0);
    d.label("[SEQ/ACK analysis]");
    const auto nest = d.nest();
    if (details.ackedFrame != 0) {
        d.add(AckedFrame, derived, details.ackedFrame);
        d.add(AckRoundTrip, derived, std::uint64_t{details.roundTrip[1]} << 32 | details.roundTrip[0]);
    }
    const bool isDuplicate = (facts.findings & DuplicateAck) != 0;
    if (!isDuplicate && details.bytesInFlightOrCount != 0)
        d.add(BytesInFlight, derived, details.bytesInFlightOrCount);
    if (facts.findings != 0) {
        d.add(AnalysisFlags, derived, 0);
        d.label("[TCP Analysis Flags]");
        d.mark(FieldValue::Mark::Note);
        const auto inner = d.nest();
        for (const FindingText& text : texts) {
            if ((flagged(facts.findings) & text.finding) != 0)
                d.add(text.field, derived, 0);
        }
        if ((facts.findings & Retransmission) != 0 && details.relatedFrame != 0)
            d.add(RetransmittedFrame, derived, details.relatedFrame);
    }
    if (isDuplicate) {
        d.add(DuplicateAckNumber, derived, details.bytesInFlightOrCount);
        d.add(DuplicateAckFrame, derived, details.relatedFrame);
    }
}

} // namespace tapscope::tcp
