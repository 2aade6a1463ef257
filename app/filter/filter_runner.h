#pragma once

#include <decode/registry.h>
#include <filter/field_filter.h>
#include <store/frame_store.h>

#include <QObject>

#include <memory>
#include <stop_token>
#include <vector>

namespace tapscope {

/// Runs a field filter over a store on a worker thread, a few thousand frames at a time, and goes on with frames as
/// they arrive. Lives on the GUI's thread, which it never blocks.
class FilterRunner final : public QObject {
    Q_OBJECT

public:
    explicit FilterRunner(const DecoderRegistry& registry, QObject* parent = nullptr);
    ~FilterRunner() override;

    /// Starts over with another store or filter; a null filter runs nothing.
    void start(std::shared_ptr<const FrameStore> store, std::shared_ptr<const FieldFilter> filter);
    /// There are frames up to this number now.
    void setCount(quint64 count);

signals:
    /// Frames that pass, ascending; `examined` frames have been looked at so far.
    void found(const std::vector<tapscope::FrameNumber>& numbers, quint64 examined);

private:
    void next();

    const DecoderRegistry& registry_;
    std::shared_ptr<const FrameStore> store_;
    std::shared_ptr<const FieldFilter> filter_;
    std::stop_source stop_;
    quint64 generation_ = 0; ///< answers to an earlier question are dropped
    quint64 count_ = 0;
    quint64 examined_ = 0;
    bool isRunning_ = false;
};

} // namespace tapscope
