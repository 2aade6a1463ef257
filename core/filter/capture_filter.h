#pragma once

#include <base/error.h>
#include <base/frame.h>

#include <memory>
#include <string>
#include <string_view>

struct bpf_program;
struct pcap;

namespace tapscope {

/// A capture filter: BPF compiled by libpcap from the language of pcap-filter(7).
class CaptureFilter {
public:
    /// Compiles a filter. The error is Invalid, with libpcap's message, if the text does not compile for the link type.
    /// An empty text matches all frames. Frames of NULL and LOOP links are accepted as they occur in files: in either
    /// byte order, with the address families that the BSDs and macOS use for IPv6. Any thread. A match returns
    /// `snapLength`.
    [[nodiscard]] static Result<CaptureFilter> compile(std::string_view text, LinkType linkType,
                                                       std::uint32_t snapLength = 262144);
    CaptureFilter(CaptureFilter&&) noexcept;
    CaptureFilter& operator=(CaptureFilter&&) noexcept;
    ~CaptureFilter();

    [[nodiscard]] bool matches(const Frame& frame) const noexcept;
    /// The instructions, for SO_ATTACH_FILTER: bpf_insn has sock_filter's layout.
    [[nodiscard]] const bpf_program& program() const noexcept { return *program_; }

private:
    CaptureFilter() = default;
    struct Free {
        void operator()(bpf_program* program) const noexcept;
    };
    using Program = std::unique_ptr<bpf_program, Free>;
    [[nodiscard]] static Result<Program> compileOn(pcap* handle, const std::string& text);

    Program program_;
    Program otherOrder_; ///< LinkType::Null only: for frames whose address family is in the other byte order
};

} // namespace tapscope
