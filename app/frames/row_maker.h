#pragma once

#include "frame_row.h"

#include <decode/dissector.h>
#include <store/frame_reader.h>

#include <analysis/dissected_frame.h>
#include <analysis/frame_comments.h>
#include <analysis/shown_capture.h>
#include <print/field_column.h>

#include <memory>
#include <optional>
#include <vector>

namespace tapscope {

/// All that decides what rows and fields of frames say. An immutable value, for any thread.
struct RowRecipe {
    RowRecipe(ShownCapture shown, std::shared_ptr<const Colouring> rules, TimeFormat format,
              std::vector<FrameNumber> timesFrom, QStringList fieldNames = {});

    ShownCapture capture;
    std::shared_ptr<const Colouring> colouring;
    TimeFormat timeFormat;
    std::vector<FrameNumber> references; ///< ascending: from each on, times count from it
    QStringList names;                   ///< of the fields that the user's own columns show
    std::vector<FieldColumn> fields;     ///< what they mean; without a field for a name that the registry does not have
    DissectionPlan columns, tree, nothing, ignoring;

    /// The one that tells most of a frame's fields by now.
    [[nodiscard]] std::shared_ptr<const History> historyFor(FrameNumber number) const;
    /// A row without what has to be read from the file or decoded. Costs little: the index has it.
    [[nodiscard]] FrameRow barest(FrameNumber number) const;
};

/// Makes rows and dissected frames. One thread, which a decoder, a script or a disk may hold up.
class RowMaker {
public:
    explicit RowMaker(std::shared_ptr<const RowRecipe> recipe);

    /// A row with what the file says of the frame, not decoded.
    [[nodiscard]] FrameRow bare(FrameNumber number);
    [[nodiscard]] FrameRow whole(FrameNumber number);
    /// The frame with its fields, or not decoded: with its bytes alone. Null when it cannot be read.
    enum class Fields { All, None };
    [[nodiscard]] std::shared_ptr<const DissectedFrame> dissect(FrameNumber number, Fields fields);

private:
    /// Valid until it is asked for another frame's.
    [[nodiscard]] FrameFacts factsOf(const Frame& frame);
    [[nodiscard]] QStringList ownColumns() const;

    std::shared_ptr<const RowRecipe> recipe_;
    Dissector dissector_;
    Dissection dissection_;
    FilterScratch scratch_;
    std::optional<FrameReader> reader_;
    FrameComments comments_;
};

} // namespace tapscope
