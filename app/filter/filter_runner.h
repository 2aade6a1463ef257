#pragma once

#include "../background/latest_work.h"

#include <filter/field_filter.h>

#include <QObject>

#include <analysis/store_filter.h>

#include <memory>
#include <vector>

namespace tapscope {

/// Runs a field filter over a capture on all cores, and over new frames as they arrive. Lives on the GUI thread, which
/// it never blocks. Starting another filter stops the previous one and drops its results.
class FilterRunner final : public QObject {
    Q_OBJECT

public:
    explicit FilterRunner(QObject* parent = nullptr) : QObject(parent) {}

    /// Starts over with another capture or filter; without a store or a filter nothing runs.
    void start(ShownCapture capture, std::shared_ptr<const FieldFilter> filter);
    /// The capture has frames up to this number now.
    void setCount(quint64 count);
    /// Stops. The frames found so far stay; later frames are not examined.
    void cancel();

    /// Frames examined so far, of all frames.
    [[nodiscard]] quint64 examined() const noexcept { return examined_; }
    [[nodiscard]] bool isRunning() const noexcept { return search_ && examined_ < count_; }

signals:
    /// More frames that match, ascending and after those reported before; `examined` frames have been examined so far.
    void found(const std::vector<tapscope::FrameNumber>& numbers, quint64 examined);
    /// A frame cannot be read, for example because the file was truncated; later frames are not examined.
    void failed(const QString& text);

private:
    void proceed();

    std::shared_ptr<const StoreFilter> search_;
    quint64 count_ = 0;
    quint64 examined_ = 0; ///< frames up to this one were reported
    LatestWork scan_;      ///< the last member: its threads use the others
};

} // namespace tapscope
