#pragma once

#include "../colouring/colouring.h"

#include <QString>
#include <QStringList>

#include <array>

namespace tapscope {

/// How the Time column tells times.
enum class TimeFormat { SinceFirst, SincePrevious, LocalTime, Utc, Epoch };

/// A frame as a line of the list.
struct FrameRow {
    /// The columns that every list has. Those of the user's choice (ListColumn) have the numbers behind them.
    enum Column { Number, Time, DirectionColumn, Source, Destination, Protocol, Length, Info, Interface, ColumnCount };

    std::array<QString, ColumnCount> texts;
    QStringList fields;   ///< of the user's own columns; empty while it is not decoded
    bool isWhole = false; ///< decoded; else it has what is known without that, and "…"
    bool isDamaged = false;
    bool isIgnored = false; ///< not decoded, because the user wants so
    bool hasComment = false;
    bool isProvisional = false;      ///< made before the frame was learned
    int colouring = Colouring::none; ///< the rule that it passes

    /// What a column shows, of the list's or of the user's own.
    [[nodiscard]] QString text(int column) const {
        return column < ColumnCount ? texts.at(static_cast<std::size_t>(column)) : fields.value(column - ColumnCount);
    }
};

} // namespace tapscope
