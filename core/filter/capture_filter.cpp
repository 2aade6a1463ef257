#include <filter/capture_filter.h>

#include <pcap/pcap.h>

namespace tapscope {

void CaptureFilter::Free::operator()(bpf_program* program) const noexcept {
    pcap_freecode(program);
    delete program;
}

CaptureFilter::CaptureFilter(CaptureFilter&&) noexcept = default;
CaptureFilter& CaptureFilter::operator=(CaptureFilter&&) noexcept = default;
CaptureFilter::~CaptureFilter() = default;

namespace {

/// pcap_open_dead(3) takes libpcap's own numbers, which differ from the files' for raw IP (see pcap/dlt.h).
int pcapLinkType(LinkType type) {
    return type == LinkType::Raw ? DLT_RAW : static_cast<int>(type);
}

} // namespace

Result<CaptureFilter> CaptureFilter::compile(std::string_view text, LinkType linkType, std::uint32_t snapLength) {
    const std::string terminated(text);
    struct Close {
        void operator()(pcap_t* handle) const noexcept { pcap_close(handle); }
    };
    const std::unique_ptr<pcap_t, Close> handle(pcap_open_dead(pcapLinkType(linkType), static_cast<int>(snapLength)));
    if (!handle)
        return failure(ErrorKind::System, "compile the capture filter", terminated, "libpcap could not be started");
    std::unique_ptr<bpf_program, Free> program(new bpf_program{});
    if (pcap_compile(handle.get(), program.get(), terminated.c_str(), 1, PCAP_NETMASK_UNKNOWN) != 0)
        return failure(ErrorKind::Invalid, "use the capture filter", "\"" + terminated + "\"",
                       pcap_geterr(handle.get()), "See pcap-filter(7)");
    CaptureFilter filter;
    filter.program_ = std::move(program);
    return filter;
}

bool CaptureFilter::matches(const Frame& frame) const noexcept {
    pcap_pkthdr header{};
    header.caplen = static_cast<bpf_u_int32>(frame.bytes.size());
    header.len = frame.originalLength;
    return pcap_offline_filter(program_.get(), &header, reinterpret_cast<const u_char*>(frame.bytes.data())) != 0;
}

} // namespace tapscope
