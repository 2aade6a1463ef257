#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope::cli {

/// Returns what to write instead of an option of tshark, tcpdump, dumpcap or tcpreplay that a verb does not have: for
/// "-z", a sentence about statistics. Empty if none of these programs has the option. `line`: the whole command line.
[[nodiscard]] std::string hintFor(std::string_view verb, std::string_view option,
                                  std::span<const std::string> line = {});

/// What to write instead of `inject NAME FILE`. Empty if there is no such file.
[[nodiscard]] std::string hintForInjector(const std::string& word);

/// What to write instead of a word that is not a verb: the name of another program, or an option without a verb.
[[nodiscard]] std::string hintForVerb(std::string_view word);

/// Inserts the verb into a command line that begins with options, like those of tshark, tcpdump and dumpcap: read if it
/// has -r (-nnr, …), capture if it has -i, devices for -D. Other command lines stay as they are.
void insertVerb(std::vector<std::string>& words);

} // namespace tapscope::cli
