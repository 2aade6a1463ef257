#pragma once

#include <decode/registry.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace tapscope {

/// Counts the threads that use a registry and that only the registry itself waits for.
class RegistryUsers {
public:
    void enter() {
        const std::lock_guard lock(mutex_);
        ++count_;
    }
    void leave() {
        const std::lock_guard lock(mutex_);
        --count_;
        none_.notify_all();
    }
    void waitForNone() {
        std::unique_lock lock(mutex_);
        none_.wait(lock, [this] { return count_ == 0; });
    }
    [[nodiscard]] bool waitForNone(std::chrono::milliseconds atMost) {
        std::unique_lock lock(mutex_);
        return none_.wait_for(lock, atMost, [this] { return count_ == 0; });
    }

private:
    std::mutex mutex_; ///< guards count_
    std::condition_variable none_;
    std::size_t count_ = 0;
};

/// Keeps a registry from being destroyed, for a thread that decodes with it and may be abandoned.
class RegistryHold {
public:
    explicit RegistryHold(const DecoderRegistry& registry) : users_(registry.users()) { users_->enter(); }
    ~RegistryHold() { users_->leave(); }
    RegistryHold(const RegistryHold&) = delete;
    RegistryHold& operator=(const RegistryHold&) = delete;

private:
    std::shared_ptr<RegistryUsers> users_;
};

} // namespace tapscope
