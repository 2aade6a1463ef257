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

/// Everything that determines the contents of rows and fields. An immutable value for any thread.
struct RowRecipe {
    RowRecipe(ShownCapture shown, std::shared_ptr<const Colouring> rules, TimeFormat format,
              std::vector<FrameNumber> timesFrom, QStringList fieldNames = {});

    ShownCapture capture;
    std::shared_ptr<const Colouring> colouring;
    TimeFormat timeFormat;
    std::vector<FrameNumber> references; ///< time references, ascending
    QStringList names;                   ///< names of the fields in the user's own columns
    std::vector<FieldColumn>
        fields; ///< the registry's fields for these names; empty for a name that the registry does not have
    DissectionPlan columns, tree, nothing, ignoring;

    /// The history that now knows most about a frame's fields.
    [[nodiscard]] std::shared_ptr<const History> historyFor(FrameNumber number) const;
    /// A row with only what the index has, without reading the file or decoding. Cheap.
    [[nodiscard]] FrameRow barest(FrameNumber number) const;
};

/// Makes rows and dissected frames. Used by one thread, which a decoder, a script or a disk may block.
class RowMaker {
public:
    explicit RowMaker(std::shared_ptr<const RowRecipe> recipe);

    /// A row with what the file has about the frame, not decoded.
    [[nodiscard]] FrameRow bare(FrameNumber number);
    [[nodiscard]] FrameRow whole(FrameNumber number);
    /// The frame with its fields, or not decoded, with its bytes only. Null if it cannot be read.
    enum class Fields { All, None };
    [[nodiscard]] std::shared_ptr<const DissectedFrame> dissect(FrameNumber number, Fields fields);

private:
    /// Valid until the next call for another frame.
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
