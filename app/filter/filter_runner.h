#pragma once

#include "../background/latest_work.h"

#include <filter/field_filter.h>

#include <QObject>

#include <analysis/store_filter.h>

#include <memory>
#include <vector>

namespace tapscope {

/// Runs a field filter over a capture on all cores and goes on with frames as they arrive. Lives on the GUI's thread,
/// which it never blocks; another filter starts at once, and what still runs for the one before is stopped and
/// forgotten.
class FilterRunner final : public QObject {
    Q_OBJECT

public:
    explicit FilterRunner(QObject* parent = nullptr) : QObject(parent) {}

    /// Starts over with another capture or filter; without a store or a filter nothing runs.
    void start(ShownCapture capture, std::shared_ptr<const FieldFilter> filter);
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
    /// A frame cannot be read, because the file was cut, say: those behind it are not looked at.
    void failed(const QString& text);

private:
    void proceed();

    std::shared_ptr<const StoreFilter> search_;
    quint64 count_ = 0;
    quint64 examined_ = 0; ///< frames up to this one were reported
    LatestWork scan_;      ///< the last member: its threads use the others
};

} // namespace tapscope
