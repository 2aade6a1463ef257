#pragma once

#include "wiring_shot.h"

#include <QObject>

#include <wiring/wiring_reader.h>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace tapscope {

/// Reads the map repeatedly on a worker thread while it is shown: when the kernel reports a change, and every second
/// for the rates. While it is not shown, nothing is read and no namespace is held open. GUI thread.
class WiringService final : public QObject {
    Q_OBJECT

public:
    explicit WiringService(QObject* parent = nullptr);
    ~WiringService() override;

    /// `sandbox`: a process in the program's own private network; 0: there is none.
    void start(pid_t sandbox);
    void stop();
    void setMetrics(const WiringMetrics& metrics);
    /// Reads now, because this window has changed something.
    void refresh();

signals:
    void changed(const tapscope::WiringShots& shot);
    void failed(const QString& text);

private:
    class Rates;
    struct Wish {
        bool isWanted = false, isEnding = false;
        pid_t sandbox = 0;
        WiringMetrics metrics;
    };
    void run();
    [[nodiscard]] bool readOnce(WiringReader& reader, Rates& rates, const WiringMetrics& metrics);

    std::mutex mutex_; ///< guards wish_ and reader_
    std::condition_variable woken_;
    Wish wish_;
    std::shared_ptr<WiringReader> reader_; ///< used by the thread; woken from here
    std::thread thread_;
};

} // namespace tapscope
