#pragma once

#include "../colouring/colouring.h"

#include <QString>
#include <QStringList>

#include <array>

namespace tapscope {

/// The formats of the Time column.
enum class TimeFormat { SinceFirst, SincePrevious, LocalTime, Utc, Epoch };

/// A frame as a line of the list.
struct FrameRow {
    /// The built-in columns. The user's own columns (ListColumn) have the numbers after them.
    enum Column { Number, Time, DirectionColumn, Source, Destination, Protocol, Length, Info, Interface, ColumnCount };

    std::array<QString, ColumnCount> texts;
    QStringList fields;   ///< values of the user's own columns; empty while the row is not decoded
    bool isWhole = false; ///< decoded; otherwise the row has what is known without decoding, and "…"
    bool isDamaged = false;
    bool isIgnored = false; ///< not decoded, because the user ignores the frame
    bool hasComment = false;
    bool isProvisional = false;      ///< made before the frame was learned
    int colouring = Colouring::none; ///< the rule that the frame matches

    /// The text of a column, built-in or the user's own.
    [[nodiscard]] QString text(int column) const {
        return column < ColumnCount ? texts.at(static_cast<std::size_t>(column)) : fields.value(column - ColumnCount);
    }
};

} // namespace tapscope
