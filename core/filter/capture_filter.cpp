#include <filter/capture_filter.h>

#include <pcap/pcap.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdio>
#include <cstring>

namespace tapscope {

void CaptureFilter::Free::operator()(bpf_program* program) const noexcept {
    pcap_freecode(program);
    delete program;
}

CaptureFilter::CaptureFilter(CaptureFilter&&) noexcept = default;
CaptureFilter& CaptureFilter::operator=(CaptureFilter&&) noexcept = default;
CaptureFilter::~CaptureFilter() = default;

namespace {

/// pcap_open_dead(3) takes libpcap's own DLT numbers, which differ from those in files for raw IP (see pcap/dlt.h).
int pcapLinkType(LinkType type) {
    return type == LinkType::Raw ? DLT_RAW : static_cast<int>(type);
}

struct Close {
    void operator()(pcap_t* handle) const noexcept { pcap_close(handle); }
};
using Handle = std::unique_ptr<pcap_t, Close>;

/// Simulates opening a file without frames, in this machine's byte order or the other one. Only for files does libpcap
/// know other systems' address families.
Handle openFile(int linkType, std::uint32_t snapLength, bool isSwapped) {
    const auto ordered = [&](std::uint32_t value) { return isSwapped ? std::byteswap(value) : value; };
    const auto version = isSwapped ? std::array<std::uint16_t, 2>{0x0200, 0x0400} : std::array<std::uint16_t, 2>{2, 4};
    constexpr std::uint32_t magic = 0xa1b2c3d4;
    std::array<std::uint32_t, 6> header = {
        ordered(magic), 0, 0, 0, ordered(snapLength), ordered(static_cast<std::uint32_t>(linkType))};
    std::memcpy(&header[1], version.data(), sizeof version);
    FILE* file = fmemopen(header.data(), sizeof header, "rb");
    std::array<char, PCAP_ERRBUF_SIZE> reason{};
    Handle handle(file == nullptr ? nullptr : pcap_fopen_offline(file, reason.data()));
    if (!handle && file != nullptr)
        std::fclose(file);
    return handle;
}

} // namespace

Result<CaptureFilter::Program> CaptureFilter::compileOn(pcap* handle, const std::string& text) {
    if (handle == nullptr)
        return failure(ErrorKind::System, "compile the capture filter", text, "libpcap could not be started");
    Program program(new bpf_program{});
    if (pcap_compile(handle, program.get(), text.c_str(), 1, PCAP_NETMASK_UNKNOWN) != 0)
        return failure(ErrorKind::Invalid, "use the capture filter", "\"" + text + "\"", pcap_geterr(handle),
                       "See pcap-filter(7)");
    return program;
}

Result<CaptureFilter> CaptureFilter::compile(std::string_view text, LinkType linkType, std::uint32_t snapLength) {
    const std::string terminated(text);
    const int type = pcapLinkType(linkType);
    const bool isOfFile = linkType == LinkType::Null || linkType == LinkType::Loop;
    const Handle handle =
        isOfFile ? openFile(type, snapLength, false) : Handle(pcap_open_dead(type, static_cast<int>(snapLength)));
    CaptureFilter filter;
    auto program = compileOn(handle.get(), terminated);
    if (!program)
        return std::unexpected(program.error());
    filter.program_ = std::move(*program);
    if (linkType == LinkType::Null) {
        auto swapped = compileOn(openFile(type, snapLength, true).get(), terminated);
        if (!swapped)
            return std::unexpected(swapped.error());
        filter.otherOrder_ = std::move(*swapped);
    }
    return filter;
}

bool CaptureFilter::matches(const Frame& frame) const noexcept {
    pcap_pkthdr header{};
    header.caplen = static_cast<bpf_u_int32>(frame.bytes.size());
    header.len = frame.originalLength;
    // An address family is below 65,536, so the position of its zeros shows its byte order.
    std::uint32_t family = 0;
    std::memcpy(&family, frame.bytes.data(), std::min(frame.bytes.size(), sizeof family));
    const auto& program = otherOrder_ && family > 0xffff ? otherOrder_ : program_;
    return pcap_offline_filter(program.get(), &header, reinterpret_cast<const u_char*>(frame.bytes.data())) != 0;
}

} // namespace tapscope
