#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace tapscope {

/// An injector's messages besides its counts of frames: texts for the user, and the number of frames that it leaves
/// out, with the reason. The injector writes, and its owner reads; any thread.
class InjectionLog {
public:
    /// Adds a line that is shown to the user at once: "Waits 18 h before frame 3".
    void note(std::string line) {
        const std::lock_guard lock(mutex_);
        notes_.push_back(std::move(line));
    }
    /// Counts frames that are not sent. `reason` follows the number: "cut by the snap length".
    void leftOut(const std::string& reason, std::uint64_t frames = 1) {
        const std::lock_guard lock(mutex_);
        leftOut_[reason] += frames;
    }
    /// Adds a line that says why not everything was done.
    void noteLoss(std::string line) {
        const std::lock_guard lock(mutex_);
        notes_.push_back(std::move(line));
        hasLoss_ = true;
    }
    /// Returns the lines since the last call.
    [[nodiscard]] std::vector<std::string> takeNotes() {
        const std::lock_guard lock(mutex_);
        return std::exchange(notes_, {});
    }
    [[nodiscard]] std::map<std::string, std::uint64_t> leftOut() const {
        const std::lock_guard lock(mutex_);
        return leftOut_;
    }

    /// Whether everything that was asked for was tried.
    [[nodiscard]] bool isComplete() const {
        const std::lock_guard lock(mutex_);
        return !hasLoss_ && leftOut_.empty();
    }

private:
    mutable std::mutex mutex_; ///< guards the members below
    std::vector<std::string> notes_;
    std::map<std::string, std::uint64_t> leftOut_;
    bool hasLoss_ = false;
};

} // namespace tapscope
