#include "stop_words.h"

#include <charconv>
#include <cmath>

namespace tapscope::cli {

namespace {

struct Word {
    std::string kind;
    double number = 0; ///< 0 when it is none that can be used
};

Word split(const std::string& word) {
    const auto colon = word.find(':');
    Word result{.kind = word.substr(0, colon)};
    const char* start = colon == std::string::npos ? word.data() + word.size() : word.data() + colon + 1;
    const char* end = word.data() + word.size();
    double number = 0;
    const auto [stopped, error] = std::from_chars(start, end, number);
    constexpr double largest = 1e15;
    if (error == std::errc{} && stopped == end && number > 0 && number < largest)
        result.number = number;
    return result;
}

std::chrono::milliseconds milliseconds(const Word& word) {
    return std::chrono::milliseconds(std::llround(word.number * 1000));
}

} // namespace

Result<StopConditions> parseStopWords(const std::vector<std::string>& words) {
    StopConditions stop;
    for (const auto& each : words) {
        const Word word = split(each);
        if (word.number > 0 && word.kind == "duration")
            stop.duration = milliseconds(word);
        else if (word.number > 0 && word.kind == "filesize")
            stop.bytesOnDisk = static_cast<std::uint64_t>(word.number) * 1000;
        else if (word.number > 0 && word.kind == "packets")
            stop.frames = static_cast<std::uint64_t>(word.number);
        else
            return failure(ErrorKind::Invalid, "use the stop condition", "\"" + each + "\"", "it is not known",
                           "Write duration:SECONDS, filesize:KB or packets:NUMBER");
    }
    return stop;
}

Result<RingOptions> parseRingWords(const std::vector<std::string>& words) {
    RingOptions ring;
    constexpr double mostFiles = 100'000;
    for (const auto& each : words) {
        const Word word = split(each);
        if (word.number > 0 && word.kind == "duration")
            ring.duration = milliseconds(word);
        else if (word.number > 0 && word.kind == "filesize")
            ring.bytes = static_cast<std::uint64_t>(word.number) * 1000;
        else if (word.number > 0 && word.kind == "packets")
            ring.frames = static_cast<std::uint64_t>(word.number);
        else if (word.number >= 1 && word.number <= mostFiles && word.kind == "files")
            ring.files = static_cast<std::uint32_t>(word.number);
        else
            return failure(ErrorKind::Invalid, "use the ring of files", "\"" + each + "\"", "it is not known",
                           "Write duration:SECONDS, filesize:KB, packets:NUMBER or files:NUMBER");
    }
    if (ring.files && !ring.isUsed())
        return failure(ErrorKind::Invalid, "use the ring of files", "-b files",
                       "nothing says when the next file begins",
                       "Add -b filesize:KB, -b duration:SECONDS or -b packets:NUMBER");
    return ring;
}

} // namespace tapscope::cli
