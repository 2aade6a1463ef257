#pragma once

#include "../frames/row_maker.h"

#include <base/error.h>
#include <plugin/exporter.h>

#include <QFont>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

class QPagedPaintDevice;

namespace tapscope {

/// Frames that are printed, and what is printed of each. An immutable value, for any thread.
struct FramePrint {
    QString title;                           ///< above each page
    std::shared_ptr<const RowRecipe> recipe; ///< what rows and fields say
    std::vector<FrameNumber> frames;
    std::vector<int> columns; ///< of a row, as FrameRow::text() numbers them, from left to right
    QStringList columnTitles;
    bool hasSummary = true;  ///< the columns of the list
    bool hasDetails = false; ///< all fields
    bool hasBytes = false;
    bool startsPages = false; ///< each frame begins a page
    QFont font = {};          ///< with characters of one width
};

/// Prints frames. Waits for frames that must be learned first. Blocks; not on the GUI's thread. Returns the number of
/// pages. Errors: Cancelled; System if the printer refuses a page.
[[nodiscard]] Result<int> printFrames(const FramePrint& what, QPagedPaintDevice& device,
                                      const ExportProgress& progress = {});

/// The same as a PDF document in memory. Errors: also NoSpace if it is larger than 256 MiB.
[[nodiscard]] Result<QByteArray> pdfOfFrames(const FramePrint& what, const ExportProgress& progress = {});

} // namespace tapscope
