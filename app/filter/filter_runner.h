#pragma once

#include <decode/registry.h>
#include <filter/field_filter.h>
#include <store/frame_store.h>

#include <QObject>
#include <QThreadPool>

#include <scan/store_filter.h>

#include <map>
#include <memory>
#include <stop_token>
#include <vector>

namespace tapscope {

/// Runs a field filter over a store on all cores, some thousand frames at a time, and goes on with frames as they
/// arrive. Lives on the GUI's thread, which it never blocks; another filter starts at once, and what still runs for the
/// one before is stopped and forgotten.
class FilterRunner final : public QObject {
    Q_OBJECT

public:
    explicit FilterRunner(const DecoderRegistry& registry, QObject* parent = nullptr);
    ~FilterRunner() override;

    /// For what is started from now on.
    void setRegistry(const DecoderRegistry& registry) noexcept { registry_ = &registry; }
    /// Starts over with another store or filter; a null filter runs nothing. `marked` are the marked frames, ascending.
    /// With a learner, frames wait until what they depend on is learned.
    void start(std::shared_ptr<const FrameStore> store, std::shared_ptr<const FieldFilter> filter,
               std::shared_ptr<HistoryLearner> learner = nullptr, std::vector<FrameNumber> marked = {},
               const DecodeAsList& decodeAs = {});
    /// There are frames up to this number now.
    void setCount(quint64 count);
    /// Leaves what was found so far; frames behind it are not looked at.
    void cancel();

    /// Frames looked at so far, of those there are.
    [[nodiscard]] quint64 examined() const noexcept { return examined_; }
    [[nodiscard]] bool isRunning() const noexcept { return search_ && examined_ < count_; }

signals:
    /// Frames that pass, ascending and behind those given before; `examined` frames have been looked at so far.
    void found(const std::vector<tapscope::FrameNumber>& numbers, quint64 examined);

private:
    void proceed();
    void take(FrameNumber first, FrameNumber last, std::vector<FrameNumber> numbers);

    struct Part {
        FrameNumber last;
        std::vector<FrameNumber> numbers;
    };

    const DecoderRegistry* registry_;
    QThreadPool threads_;
    std::shared_ptr<const StoreFilter> search_;
    std::stop_source stop_;
    quint64 generation_ = 0; ///< answers to an earlier question are dropped
    quint64 count_ = 0;
    quint64 asked_ = 0;    ///< frames up to this one are given to threads
    quint64 examined_ = 0; ///< frames up to this one were reported
    int running_ = 0;
    std::map<FrameNumber, Part> early_; ///< by first frame: answers that wait for those before them
};

} // namespace tapscope
