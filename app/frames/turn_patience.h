#pragma once

#include <QObject>

#include <algorithm>
#include <chrono>

namespace tapscope {

/// How long the window's thread may still wait in this turn of its event loop. All waits in one turn together take no
/// longer than the limit, however many callers wait. GUI thread.
class TurnPatience final {
public:
    using Duration = std::chrono::steady_clock::duration;

    /// The turn ends when `owner` gets its next event; this object is a member of it.
    TurnPatience(Duration limit, QObject& owner) : owner_(owner), limit_(limit) {}

    void setLimit(Duration limit) noexcept { limit_ = limit; }
    [[nodiscard]] Duration left() const noexcept { return std::max(limit_ - spent_, Duration::zero()); }
    /// Calls `work` with the time that it may wait, at most `most`.
    template <typename Work>
    auto wait(Duration most, const Work& work) {
        const auto begin = std::chrono::steady_clock::now();
        auto result = work(std::min(most, left()));
        if (spent_ == Duration::zero())
            QMetaObject::invokeMethod(&owner_, [this] { spent_ = {}; }, Qt::QueuedConnection);
        spent_ += std::max(std::chrono::steady_clock::now() - begin, Duration(1));
        return result;
    }

private:
    QObject& owner_;
    Duration limit_, spent_{};
};

} // namespace tapscope
