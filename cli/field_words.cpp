#include "field_words.h"

namespace tapscope::cli {
namespace {

std::unexpected<Error> wrong(const std::string& option) {
    return failure(ErrorKind::Invalid, "use -E", option, "it is not a known setting",
                   "Write header=y, separator=CHARACTER (/t, /s for a tab, a space), occurrence=f|l|a, "
                   "aggregator=CHARACTER or quote=d|s|n");
}

/// "/t" and "/s" stand for characters that are awkward to pass in a shell.
std::string characterOf(const std::string& word) {
    return word == "/t" ? "\t" : word == "/s" ? " " : word;
}

} // namespace

Result<void> parseFieldOption(FieldWords& words, const std::string& option) {
    const auto equals = option.find('=');
    if (equals == std::string::npos || equals + 1 == option.size())
        return wrong(option);
    const std::string key = option.substr(0, equals), value = option.substr(equals + 1);
    if (key == "header" && (value == "y" || value == "n")) {
        words.hasHeader = value == "y";
    } else if (key == "separator") {
        words.separator = characterOf(value);
    } else if (key == "aggregator") {
        words.aggregator = characterOf(value);
    } else if (key == "occurrence" && (value == "f" || value == "l" || value == "a")) {
        words.occurrence = value == "f" ? Occurrence::First : value == "l" ? Occurrence::Last : Occurrence::All;
    } else if (key == "quote" && (value == "d" || value == "s" || value == "n")) {
        words.quote = value == "d" ? "\"" : value == "s" ? "'" : "";
    } else {
        return wrong(option);
    }
    return {};
}

} // namespace tapscope::cli
