#pragma once

#include "frame_row.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

class QSettings;

namespace tapscope {

/// A column of the list: one that every list has, or one of the user's own that shows a field.
struct ListColumn {
    enum class Alignment : std::uint8_t { Usual, Left, Centre, Right };
    /// Usual: all but the Interface column, which is there where frames of several interfaces came.
    enum class Visibility : std::uint8_t { Usual, Shown, Hidden };

    FrameRow::Column kind = FrameRow::ColumnCount; ///< ColumnCount: it shows a field
    QString field = {};                            ///< a name that findColumn() knows, if the registry has it
    QString title = {};                            ///< the user's; empty: the usual one
    Alignment alignment = Alignment::Usual;
    Visibility visibility = Visibility::Usual;
    int width = 0; ///< pixels; 0 = the usual one

    [[nodiscard]] bool isOwn() const noexcept { return kind == FrameRow::ColumnCount; }
    /// Whether both show the same thing, in whatever look.
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
/// At most as many columns of one's own as a list can have.
inline constexpr std::size_t mostColumns = 100;

/// What the settings have, mended: each of the list's columns once, at most mostColumns. The default where there is
/// nothing.
[[nodiscard]] ListColumns storedColumns(QSettings& settings);
void storeColumns(QSettings& settings, const ListColumns& columns);

} // namespace tapscope
