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

/// Facts for the "frame" pseudo-protocol that are not in the frame itself.
struct FrameFacts {
    std::string_view interfaceName;
    Timestamp previousTime{}, firstTime{};
    bool marked = false, ignored = false;
    std::string_view epochText; ///< the time as in the file, if it is not a valid time (CaptureParser::oddTime)
    /// Facts from earlier frames, if frames are learned.
    HistoryView history{};
    /// The History that learns this frame if it is the next one in order. One thread.
    History* learning = nullptr;
    /// All comments of the frame. Without a value, Frame::comment is the only one.
    std::optional<std::span<const std::string>> comments{};
};

/// Runs the decoders over a frame. It has no per-frame state: one object per thread is cheap, and one for all threads
/// works.
class Dissector {
public:
    explicit Dissector(const DecoderRegistry& registry) noexcept : registry_(&registry) {}

    /// Fills `dissection` for `frame` according to `plan`. Never throws: a decoder that throws is left out from then on
    /// (DecoderRegistry::failedDecoders) and its layer is marked, while the frame's other layers stay. At most 64
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
