#pragma once

#include "row_maker.h"

#include <QObject>

#include <analysis/leavable_thread.h>

#include <chrono>
#include <memory>
#include <utility>
#include <vector>

namespace tapscope {

/// A thread that makes rows and fields for the window, so that no decoder, script or disk holds the window up. What is
/// wanted now takes the place of what was wanted before. GUI's thread.
class RowWorker final : public QObject {
    Q_OBJECT

public:
    /// What is wanted. Fields come before rows, rows in their order.
    struct Order {
        std::vector<FrameNumber> rows;
        FrameNumber fields = 0; ///< 0 = of no frame
    };
    /// What is there.
    struct Made {
        std::vector<std::pair<FrameNumber, FrameRow>> rows;
        FrameNumber fieldsOf = 0;                     ///< 0 = no fields
        std::shared_ptr<const DissectedFrame> fields; ///< null: it cannot be read
        std::shared_ptr<const History> history;       ///< that the fields were made with
        bool areFieldsWhole = false;
    };

    /// Decodes, or gives what is known without that: a decoder does not hold the latter up.
    RowWorker(std::shared_ptr<const RowRecipe> recipe, RowMaker::Fields fields);
    /// A thread that something holds up is left behind.
    ~RowWorker() override;

    void want(Order order);
    /// What was made since it was asked last. Waits so long for the rest.
    [[nodiscard]] Made take(std::chrono::milliseconds patience);

signals:
    /// There is something to take.
    void made();

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
    LeavableThread thread_;
};

} // namespace tapscope
