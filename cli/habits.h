#pragma once

#include <string>
#include <string_view>

namespace tapscope::cli {

/// What to write instead of an option of tshark's, tcpdump's, dumpcap's or tcpreplay's that a verb does not have: "-z"
/// gives a sentence about statistics. Empty if none of these programs has the option.
[[nodiscard]] std::string hintFor(std::string_view verb, std::string_view option);

} // namespace tapscope::cli
