#pragma once

#include <base/frame.h>
#include <decode/dissection.h>
#include <decode/plan.h>
#include <decode/registry.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tapscope {

/// What the "frame" pseudo-protocol says besides the frame itself.
struct FrameFacts {
    std::string_view interfaceName;
    Timestamp previousTime{}, firstTime{};
    bool marked = false;
    std::string_view epochText; ///< the time as the file has it, where that is none (CaptureParser::oddTime)
    /// What earlier frames told, for frames that are learned; none where nobody learns.
    HistoryView history{};
    /// Learn this frame into it, if it is the next one in order. One thread.
    History* learning = nullptr;
    /// All comments of the frame; none given: Frame::comment is the only one.
    std::optional<std::span<const std::string>> comments{};
};

/// Runs the decoders over a frame. Holds no per-frame state: one per thread is cheap, one for all is fine.
class Dissector {
public:
    explicit Dissector(const DecoderRegistry& registry) noexcept : registry_(&registry) {}

    /// Fills `dissection` for `frame` as `plan` asks. Never throws: a decoder that does is left out from
    /// then on (DecoderRegistry::failedDecoders) and its layer is marked; the frame's other layers stay. At most 64
    /// layers.
    void dissect(const Frame& frame, const DissectionPlan& plan, Dissection& dissection,
                 const FrameFacts& facts = {}) const;

    [[nodiscard]] const DecoderRegistry& registry() const noexcept { return *registry_; }

private:
    void addFrameLayer(Dissection& dissection, const FrameFacts& facts) const;
    void decodeNext(Dissection& dissection) const;

    const DecoderRegistry* registry_;
};

} // namespace tapscope
