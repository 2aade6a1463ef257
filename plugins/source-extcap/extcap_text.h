#pragma once

#include <settings/settings.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// A line printed by an extcap program: "interface {value=randpkt}{display=Random packet generator}" (Wireshark's
/// doc/extcap_example.py).
struct ExtcapLine {
    std::string word; ///< "interface", "arg", "value"
    std::map<std::string, std::string, std::less<>> fields;

    /// Empty if there is no such field.
    [[nodiscard]] std::string field(std::string_view name) const;
};

/// Parses the lines of this form; others are left out.
[[nodiscard]] std::vector<ExtcapLine> parseExtcap(std::string_view text);

/// An argument of an extcap program, as a setting.
struct ExtcapArgument {
    std::string call; ///< "--maxbytes"
    std::string type; ///< as the program calls it
    Setting setting;
};

/// Parses the output of --extcap-config.
[[nodiscard]] std::vector<ExtcapArgument> extcapArguments(std::string_view text);

/// The command-line arguments that pass the values to the program.
[[nodiscard]] std::vector<std::string> extcapWords(const std::vector<ExtcapArgument>& arguments,
                                                   const Settings& settings);

} // namespace tapscope
