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

/// The frames to print, and what to print of each. An immutable value, for any thread.
struct FramePrint {
    QString title;                           ///< above each page
    std::shared_ptr<const RowRecipe> recipe; ///< determines the texts of rows and fields
    std::vector<FrameNumber> frames;
    std::vector<int> columns; ///< columns of a row, numbered as for FrameRow::text(), from left to right
    QStringList columnTitles;
    bool hasSummary = true;  ///< the columns of the list
    bool hasDetails = false; ///< all fields
    bool hasBytes = false;
    bool startsPages = false; ///< each frame begins a page
    QFont font = {};          ///< with a fixed width
};

/// Prints frames. Waits for frames that must be learned first. Blocks; must not be called on the GUI thread. Returns
/// the number of pages. Errors: Cancelled; System if the printer refuses a page.
[[nodiscard]] Result<int> printFrames(const FramePrint& what, QPagedPaintDevice& device,
                                      const ExportProgress& progress = {});

/// The same as a PDF document in memory. Errors: also NoSpace if it is larger than 256 MiB.
[[nodiscard]] Result<QByteArray> pdfOfFrames(const FramePrint& what, const ExportProgress& progress = {});

} // namespace tapscope
