#pragma once

#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace tapscope {

/// Notes about a capture, one line each, until they are fetched. Any thread.
class EngineNotes {
public:
    void add(std::string line) {
        const std::lock_guard lock(mutex_);
        lines_.push_back(std::move(line));
    }
    [[nodiscard]] std::vector<std::string> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(lines_, {});
    }

private:
    std::mutex mutex_; ///< guards the members below
    std::vector<std::string> lines_;
};

} // namespace tapscope
