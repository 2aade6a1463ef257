#pragma once

#include "row_maker.h"

#include <QObject>

#include <analysis/leavable_thread.h>

#include <chrono>
#include <memory>
#include <utility>
#include <vector>

namespace tapscope {

/// A thread that makes rows and fields for the window, so that no decoder, script or disk can block the window. A new
/// request replaces the previous one. Called on the GUI thread.
class RowWorker final : public QObject {
    Q_OBJECT

public:
    /// The request. Fields are made before rows, and rows in their order.
    struct Order {
        std::vector<FrameNumber> rows;
        FrameNumber fields = 0; ///< 0 = of no frame
    };
    /// The finished rows and fields.
    struct Made {
        std::vector<std::pair<FrameNumber, FrameRow>> rows;
        FrameNumber fieldsOf = 0;                     ///< 0 = no fields
        std::shared_ptr<const DissectedFrame> fields; ///< null: the frame cannot be read
        std::shared_ptr<const History> history;       ///< the history that the fields were made with
        bool areFieldsWhole = false;
    };

    /// With or without decoding; a hanging decoder does not block requests without decoding.
    RowWorker(std::shared_ptr<const RowRecipe> recipe, RowMaker::Fields fields);
    /// A blocked thread is abandoned.
    ~RowWorker() override;

    void want(Order order);
    /// Returns what was made since the last call. Waits up to this time for the rest.
    [[nodiscard]] Made take(std::chrono::nanoseconds patience);

signals:
    /// New results are available.
    void made();

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
    LeavableThread thread_;
};

} // namespace tapscope
