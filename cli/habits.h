#pragma once

#include <string>
#include <string_view>

namespace tapscope::cli {

/// Returns what to write instead of an option of tshark, tcpdump, dumpcap or tcpreplay that a verb does not have: for
/// "-z", a sentence about statistics. Empty if none of these programs has the option.
[[nodiscard]] std::string hintFor(std::string_view verb, std::string_view option);

} // namespace tapscope::cli
