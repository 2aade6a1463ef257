#pragma once

#include "../colouring/colouring.h"

#include <QString>

#include <array>

namespace tapscope {

/// How the Time column tells times.
enum class TimeFormat { SinceFirst, SincePrevious, LocalTime, Utc, Epoch };

/// A frame as a line of the list.
struct FrameRow {
    enum Column { Number, Time, DirectionColumn, Source, Destination, Protocol, Length, Info, Interface, ColumnCount };

    std::array<QString, ColumnCount> texts;
    bool isWhole = false; ///< decoded; else it has what is known without that, and "…"
    bool isDamaged = false;
    bool hasComment = false;
    bool isProvisional = false;      ///< made before the frame was learned
    int colouring = Colouring::none; ///< the rule that it passes
};

} // namespace tapscope
