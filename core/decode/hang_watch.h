#pragma once

#include <decode/decoders_at_work.h>
#include <decode/registry.h>

#include <array>
#include <string_view>
#include <vector>

namespace tapscope {

/// Finds decoders that do not return. Their threads can only be abandoned (LeavableThread). For one thread.
class HangWatch {
public:
    /// A decoder hangs if it is in the same call at `looks` checks. Checks are counted instead of measuring time, so
    /// that a program that was stopped or suspended as a whole blames no decoder.
    explicit HangWatch(unsigned looks) noexcept : limit_(looks) {}

    /// Must be called at a steady pace. Leaves out the decoders that hang (DecoderRegistry::leaveOut) and returns their
    /// names, each once. Starts again if the registry is another one than before.
    [[nodiscard]] std::vector<std::string_view> check(const DecoderRegistry& registry);

private:
    struct Seen {
        DecodersAtWork::Call call;
        unsigned times = 0;
        bool isInnerOne = true; ///< it was calling the same decoder at each check
    };

    unsigned limit_;
    const DecoderRegistry* registry_ = nullptr;
    std::array<Seen, DecodersAtWork::mostThreads> seen_;
};

/// Returns the decoders that any thread is executing right now.
[[nodiscard]] std::vector<std::string_view> decodersAtWork(const DecoderRegistry& registry);

} // namespace tapscope
