#pragma once

#include <decode/decoders_at_work.h>
#include <decode/registry.h>

#include <array>
#include <string_view>
#include <vector>

namespace tapscope {

/// Finds decoders that do not return. Their threads can only be left behind (LeavableThread). One thread.
class HangWatch {
public:
    /// A decoder that is in one and the same call for so many looks hangs. Looks are counted and no time is measured,
    /// so that a program that was stopped or suspended as a whole accuses nobody.
    explicit HangWatch(unsigned looks) noexcept : limit_(looks) {}

    /// Call it at a steady pace. Leaves out the decoders that hang (DecoderRegistry::leaveOut) and names them, each
    /// once. With another registry than before it begins anew.
    [[nodiscard]] std::vector<std::string_view> look(const DecoderRegistry& registry);

private:
    struct Seen {
        DecodersAtWork::Call call;
        unsigned times = 0;
        bool isInnerOne = true; ///< it asked the same decoder each time
    };

    unsigned limit_;
    const DecoderRegistry* registry_ = nullptr;
    std::array<Seen, DecodersAtWork::mostThreads> seen_;
};

/// Those that any thread is in right now.
[[nodiscard]] std::vector<std::string_view> decodersAtWork(const DecoderRegistry& registry);

} // namespace tapscope
