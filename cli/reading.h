#pragma once

#include "field_words.h"
#include "time_format.h"
#include "verb.h"

#include <names/name_book.h>

#include <cstdint>
#include <string>
#include <vector>

namespace tapscope::cli {

/// The options of `tapscope-cli read`.
struct ReadWords {
    enum class Output { Columns, Tabs, Fields, Tree, Json, JsonLines, Pdml, Count, Nothing, File };
    enum class Colour { Automatic, Always, Never };

    std::string file;       ///< a path, or "-"
    std::uint64_t last = 0; ///< frames to examine; 0 = all
    std::string captureFilter, fieldFilter;
    Output output = Output::Columns;
    FieldWords fields;                 ///< for Output::Fields, Json and JsonLines
    std::vector<std::string> expanded; ///< protocols whose fields Output::Tree shows; empty = all
    TimeFormat time = TimeFormat::Relative;
    Colour colour = Colour::Automatic;
    bool hexDump = false;
    bool reassemble = false;
    bool follow = false; ///< a file that grows
    std::vector<std::string> decodeAs, scripts;
    NameSwitches names;                 ///< which names are shown
    std::vector<std::string> hostFiles; ///< in the format of hosts(5), in addition to /etc/hosts
    std::string write;                  ///< for Output::File: a path, or "-"
};

/// Reads the file on all cores and prints the requested output in order.
[[nodiscard]] Result<void> readFile(const ReadWords& words, Session& session);

} // namespace tapscope::cli
