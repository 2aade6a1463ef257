#pragma once

#include "../colouring/colouring_rules.h"
#include "../filter/filter_buttons.h"
#include "../filter/kept_filters.h"
#include "../frames/list_column.h"

#include <decode/registry.h>

#include <QDir>
#include <QStringList>

#include <optional>
#include <vector>

namespace tapscope {

/// The contents of a Wireshark profile that TapScope can use.
struct WiresharkProfile {
    std::optional<ListColumns> columns; ///< empty if the profile has none; likewise below
    std::optional<ColouringRules> colouring;
    std::vector<KeptFilters::Bookmark> bookmarks;
    std::vector<FilterButton> buttons;
    QStringList taken; ///< a line for each kind of imported item
    QStringList left;  ///< a line for each item that was not imported, with the reason
};

/// Reads the files of a Wireshark profile: `preferences` (the columns: gui.column.format, .hidden, .hide),
/// `colorfilters`, `dfilters` and `dfilter_buttons`. Other files in the folder, and settings without an equivalent, are
/// listed in `left`. Error: NotFound if the folder has none of the files. At most 1 MiB of each file is read.
[[nodiscard]] Result<WiresharkProfile> readWiresharkProfile(const QDir& folder, const DecoderRegistry& registry);

} // namespace tapscope
