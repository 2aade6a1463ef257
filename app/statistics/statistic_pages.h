#pragma once

#include <stats/statistic_kinds.h>

#include <QString>

#include <string>
#include <vector>

namespace tapscope {

/// A page of the Statistics window.
struct StatisticPage {
    struct Variant {
        QString title;          ///< of its tab; empty if the page has no tabs
        std::string kind;       ///< StatisticKind::id
        QString arguments = {}; ///< a hint for its arguments; empty: it has none
    };
    /// How the results are shown.
    enum class View : std::uint8_t { Table, Graph, Stream, Flow };

    QString title;
    std::vector<Variant> variants = {}; ///< of a table; the other views choose their statistics themselves
    View view = View::Table;
};

/// The pages for these kinds: those that the window knows, then one for each other kind, such as a plugin's.
[[nodiscard]] std::vector<StatisticPage> statisticPages(const StatisticKinds& kinds);

} // namespace tapscope
