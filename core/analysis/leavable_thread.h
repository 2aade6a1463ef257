#pragma once

#include <decode/registry.h>

#include <functional>
#include <memory>
#include <stop_token>
#include <thread>

namespace tapscope {

/// A thread that decodes. Its owner is never held up by a decoder that does not return: a thread that does not end at
/// once when it is asked to is left behind, with all that it uses. The registry waits for it at its own end.
class LeavableThread {
public:
    /// `work` owns what it uses, but for the registry and its decoders, and is done with it when it is asked to stop.
    /// Throws std::system_error when no thread is to be had.
    LeavableThread(const DecoderRegistry& registry, std::function<void(const std::stop_token&)> work);
    /// Asks it to stop, and returns within some milliseconds.
    ~LeavableThread();
    LeavableThread(const LeavableThread&) = delete;
    LeavableThread& operator=(const LeavableThread&) = delete;

private:
    struct Ending;
    std::shared_ptr<Ending> ending_;
    std::jthread thread_;
};

} // namespace tapscope
