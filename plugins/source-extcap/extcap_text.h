#pragma once

#include <settings/settings.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// A line that an extcap program prints: "interface {value=randpkt}{display=Random packet generator}"
/// (Wireshark's doc/extcap_example.py).
struct ExtcapLine {
    std::string word; ///< "interface", "arg", "value"
    std::map<std::string, std::string, std::less<>> fields;

    /// Empty when there is none.
    [[nodiscard]] std::string field(std::string_view name) const;
};

/// The lines that have the form; others are left out.
[[nodiscard]] std::vector<ExtcapLine> parseExtcap(std::string_view text);

/// An argument of an extcap program, as a setting.
struct ExtcapArgument {
    std::string call; ///< "--maxbytes"
    std::string type; ///< as the program says
    Setting setting;
};

/// What --extcap-config printed.
[[nodiscard]] std::vector<ExtcapArgument> extcapArguments(std::string_view text);

/// The words that give a program the values of its arguments.
[[nodiscard]] std::vector<std::string> extcapWords(const std::vector<ExtcapArgument>& arguments,
                                                   const Settings& settings);

} // namespace tapscope
