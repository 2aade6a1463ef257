#pragma once

#include <span>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace tapscope::manual {

/// A titled section of a page in plain text. An empty line begins a paragraph.
struct ManSection {
    std::string_view title;
    std::string_view text;
};

/// The parts of a manual page that the program does not declare.
struct ManPage {
    std::string_view name;     ///< of the program: "tapscope-cli"
    std::string_view summary;  ///< after the dash of NAME
    std::string_view synopsis; ///< after the program's name: "[OPTION]... [FILE]"
    std::span<const ManSection> sections;
    std::string_view seeAlso; ///< "tapscope(1), pcap-filter(7)"
};

/// Returns the page in man(7): NAME, SYNOPSIS, DESCRIPTION, OPTIONS and a section for each verb from what `app`
/// declares, followed by the sections and SEE ALSO.
[[nodiscard]] std::string manPageOf(const CLI::App& app, const ManPage& page);

} // namespace tapscope::manual
