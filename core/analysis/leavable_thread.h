#pragma once

#include <decode/registry.h>

#include <functional>
#include <memory>
#include <stop_token>
#include <thread>

namespace tapscope {

/// A thread that decodes. A decoder that does not return cannot block its owner: a thread that does not end at once
/// when it is asked to stop is abandoned, with everything that it uses. The registry waits for it at its own end.
class LeavableThread {
public:
    /// `work` must own everything that it uses except the registry and its decoders, and must return when it is asked
    /// to stop. Throws std::system_error if no thread can be started.
    LeavableThread(const DecoderRegistry& registry, std::function<void(const std::stop_token&)> work);
    /// Asks the thread to stop, and returns within a few milliseconds.
    ~LeavableThread();
    LeavableThread(const LeavableThread&) = delete;
    LeavableThread& operator=(const LeavableThread&) = delete;

private:
    struct Ending;
    std::shared_ptr<Ending> ending_;
    std::jthread thread_;
};

} // namespace tapscope
