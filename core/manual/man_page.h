#pragma once

#include <span>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace tapscope::manual {

/// A titled part of a page, in plain text; an empty line begins a paragraph.
struct ManSection {
    std::string_view title;
    std::string_view text;
};

/// What a manual page says beyond what the program declares.
struct ManPage {
    std::string_view name;     ///< of the program: "tapscope-cli"
    std::string_view summary;  ///< behind the dash of NAME
    std::string_view synopsis; ///< behind the program's name: "[OPTION]... [FILE]"
    std::span<const ManSection> sections;
    std::string_view seeAlso; ///< "tapscope(1), pcap-filter(7)"
};

/// The page in man(7): NAME, SYNOPSIS, DESCRIPTION, OPTIONS and a section for each verb from what `app` declares, then
/// the sections and SEE ALSO.
[[nodiscard]] std::string manPageOf(const CLI::App& app, const ManPage& page);

} // namespace tapscope::manual
