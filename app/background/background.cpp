#include "background.h"

namespace tapscope {
namespace {

/// Work that is blocked in a decoder or a file system must not prevent other work from getting a thread.
constexpr int mostWorkers = 64;

class BackgroundThreads : public QThreadPool {
public:
    BackgroundThreads() { setMaxThreadCount(mostWorkers); }
};

} // namespace

QThreadPool& backgroundThreads() {
    static BackgroundThreads threads;
    return threads;
}

} // namespace tapscope
