#pragma once

#include <filter/capture_filter.h>

#include <optional>
#include <string_view>

namespace tapscope {

/// Whether a capture filter asks for VLAN tags.
[[nodiscard]] bool asksForTags(std::string_view filter);

/// A capture filter for frames whose outer VLAN tag the kernel has removed and keeps beside them. It selects the same
/// frames as libpcap's own captures: until the filter says `vlan`, such a frame looks as if it had no tag ("udp or vlan
/// 5" selects UDP in every VLAN), and from there on its tag is the first one.
class LiveFilter {
public:
    /// Errors: those of CaptureFilter::compile().
    [[nodiscard]] static Result<LiveFilter> compile(std::string_view text, LinkType linkType, std::uint32_t snapLength);

    enum class Tag : bool { InFrame, Restored };
    /// `tag`: Restored if the tag was beside the frame, and was put into its bytes again.
    [[nodiscard]] bool matches(const Frame& frame, Tag tag) const noexcept {
        return (tag == Tag::Restored && restored_ ? *restored_ : plain_).matches(frame);
    }

private:
    LiveFilter(CaptureFilter plain, std::optional<CaptureFilter> restored)
        : plain_(std::move(plain)), restored_(std::move(restored)) {}

    CaptureFilter plain_;
    std::optional<CaptureFilter> restored_; ///< Ethernet only
};

} // namespace tapscope
