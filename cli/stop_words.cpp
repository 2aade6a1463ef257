#include "stop_words.h"

#include <charconv>
#include <cmath>

namespace tapscope::cli {

Result<StopConditions> parseStopWords(const std::vector<std::string>& words) {
    StopConditions stop;
    for (const auto& word : words) {
        const auto colon = word.find(':');
        const std::string kind = word.substr(0, colon);
        double number = 0;
        const char* start = colon == std::string::npos ? word.data() + word.size() : word.data() + colon + 1;
        const char* end = word.data() + word.size();
        const auto [stopped, error] = std::from_chars(start, end, number);
        constexpr double largest = 1e15;
        const bool isNumber = error == std::errc{} && stopped == end && number > 0 && number < largest;
        if (isNumber && kind == "duration")
            stop.duration = std::chrono::milliseconds(std::llround(number * 1000));
        else if (isNumber && kind == "filesize")
            stop.bytesOnDisk = static_cast<std::uint64_t>(number) * 1000;
        else if (isNumber && kind == "packets")
            stop.frames = static_cast<std::uint64_t>(number);
        else
            return failure(ErrorKind::Invalid, "use the stop condition", "\"" + word + "\"", "it is not known",
                           "Write duration:SECONDS, filesize:KB or packets:NUMBER");
    }
    return stop;
}

} // namespace tapscope::cli
