#pragma once

#include <decode/conversation.h>
#include <decode/dissection.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace tapscope {

/// A request that was seen; remembered as a fact of the frame with its response.
struct SeenRequest {
    FrameNumber frame = 0;
    std::int64_t time = 0; ///< nanoseconds since the epoch

    /// Returns the frame that is being decoded.
    [[nodiscard]] static SeenRequest in(const Dissection& d) noexcept {
        return {d.frame().number, d.frame().time.time_since_epoch().count()};
    }
    /// The time from the request to the frame that is being decoded, in nanoseconds.
    [[nodiscard]] std::int64_t timeTo(const Dissection& d) const noexcept {
        return d.frame().time.time_since_epoch().count() - time;
    }
};

/// The requests of a conversation that wait for their responses, by a number of the protocol. At most 64; the oldest
/// are forgotten.
class OpenRequests {
public:
    /// Adds a request. A repeated request keeps its first time.
    void add(std::uint32_t number, const SeenRequest& request) {
        constexpr std::size_t most = 64;
        if (std::ranges::find(open_, number, &Open::number) != open_.end())
            return;
        if (open_.size() >= most)
            open_.erase(open_.begin());
        open_.push_back({number, request});
    }
    /// Removes and returns the request that is answered now.
    [[nodiscard]] std::optional<SeenRequest> take(std::uint32_t number) {
        const auto found = std::ranges::find(open_, number, &Open::number);
        if (found == open_.end())
            return std::nullopt;
        const SeenRequest request = found->request;
        open_.erase(found);
        return request;
    }
    /// Removes and returns the oldest request.
    [[nodiscard]] std::optional<SeenRequest> takeFirst() {
        return open_.empty() ? std::nullopt : take(open_.front().number);
    }
    /// For ConversationState::owned().
    [[nodiscard]] std::size_t owned() const noexcept { return open_.capacity() * sizeof(Open); }

private:
    struct Open {
        std::uint32_t number = 0;
        SeenRequest request;
    };
    std::vector<Open> open_; ///< the oldest first
};

} // namespace tapscope
