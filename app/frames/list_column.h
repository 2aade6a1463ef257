#pragma once

#include "frame_row.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

class QSettings;

namespace tapscope {

/// A column of the list: a built-in column, or one of the user's own that shows a field.
struct ListColumn {
    enum class Alignment : std::uint8_t { Usual, Left, Centre, Right };
    /// Usual: shown, except for the Interface column, which is shown if frames of several interfaces were captured.
    enum class Visibility : std::uint8_t { Usual, Shown, Hidden };

    FrameRow::Column kind = FrameRow::ColumnCount; ///< ColumnCount: it shows a field
    QString field = {};                            ///< a name that findColumn() knows, if the registry has it
    QString title = {};                            ///< set by the user; empty: the default title
    Alignment alignment = Alignment::Usual;
    Visibility visibility = Visibility::Usual;
    int width = 0; ///< pixels; 0 = the default width

    [[nodiscard]] bool isOwn() const noexcept { return kind == FrameRow::ColumnCount; }
    /// Whether both columns show the same value, regardless of title, width and alignment.
    [[nodiscard]] bool showsSameAs(const ListColumn& other) const noexcept {
        return kind == other.kind && field == other.field;
    }
    [[nodiscard]] bool operator==(const ListColumn& other) const = default;
};

/// From left to right.
using ListColumns = std::vector<ListColumn>;

[[nodiscard]] ListColumns defaultColumns();
/// The fields of the user's own columns, in their order: that of FrameRow::fields.
[[nodiscard]] QStringList ownFields(const ListColumns& columns);
/// The maximum number of columns.
inline constexpr std::size_t mostColumns = 100;

/// The columns from the settings, corrected: each built-in column once, at most mostColumns. The default columns if
/// there are none.
[[nodiscard]] ListColumns storedColumns(QSettings& settings);
void storeColumns(QSettings& settings, const ListColumns& columns);

} // namespace tapscope
