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

/// What a Wireshark profile has for us.
struct WiresharkProfile {
    std::optional<ListColumns> columns; ///< none: it names none, and so for the others
    std::optional<ColouringRules> colouring;
    std::vector<KeptFilters::Bookmark> bookmarks;
    std::vector<FilterButton> buttons;
    QStringList taken; ///< a line for each kind of things that were taken
    QStringList left;  ///< a line for each thing that was not, with the reason
};

/// Reads the files of a profile of Wireshark's: `preferences` (the columns: gui.column.format, .hidden, .hide),
/// `colorfilters`, `dfilters` and `dfilter_buttons`. Whatever else is in the folder, and what does not mean anything
/// here, is told in `left`. NotFound when the folder has none of the files. At most 1 MiB is read of each.
[[nodiscard]] Result<WiresharkProfile> readWiresharkProfile(const QDir& folder, const DecoderRegistry& registry);

} // namespace tapscope
