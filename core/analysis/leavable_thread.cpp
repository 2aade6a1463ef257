#include <decode/registry_hold.h>

#include <analysis/leavable_thread.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace tapscope {
namespace {

constexpr std::chrono::milliseconds patience{10};

} // namespace

struct LeavableThread::Ending {
    std::mutex mutex; ///< guards isOver
    std::condition_variable over;
    bool isOver = false;
};

LeavableThread::LeavableThread(const DecoderRegistry& registry, std::function<void(const std::stop_token&)> work)
    : ending_(std::make_shared<Ending>()),
      thread_([hold = std::make_unique<const RegistryHold>(registry), ending = ending_,
               work = std::move(work)](const std::stop_token& stop) mutable {
          work(stop);
          work = nullptr;
          hold.reset();
          const std::lock_guard lock(ending->mutex);
          ending->isOver = true;
          ending->over.notify_all();
      }) {}

LeavableThread::~LeavableThread() {
    thread_.request_stop();
    std::unique_lock lock(ending_->mutex);
    const bool isOver = ending_->over.wait_for(lock, patience, [this] { return ending_->isOver; });
    lock.unlock();
    if (!isOver)
        thread_.detach();
}

} // namespace tapscope
