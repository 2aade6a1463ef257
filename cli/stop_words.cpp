#include "stop_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace tapscope::cli {

namespace {

constexpr double mostFiles = 100'000;

struct Word {
    std::string kind;
    double number = 0; ///< 0 if it is not a usable number
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

Result<CaptureLimits> parseLimits(const std::vector<std::string>& stop, const std::vector<std::string>& ring) {
    auto files = parseRingWords(ring);
    if (!files)
        return std::unexpected(files.error());
    std::vector<std::string> others;
    for (const auto& each : stop) {
        const Word word = split(each);
        if (word.kind != "files") {
            others.push_back(each);
            continue;
        }
        if (word.number < 1 || word.number > mostFiles || !files->isUsed())
            return failure(ErrorKind::Invalid, "use the stop condition", "\"" + each + "\"",
                           files->isUsed() ? "it is not a number of files"
                                           : "no condition says when the next file begins",
                           "Write -a files:NUMBER with, for example, -b filesize:KB");
        files->last = static_cast<std::uint32_t>(word.number);
    }
    auto conditions = parseStopWords(others);
    if (!conditions)
        return std::unexpected(conditions.error());
    return CaptureLimits{.stop = std::move(*conditions), .ring = *files};
}

Result<KeepBefore> parseBefore(const std::string& word) {
    double number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    const std::string_view unit(end, static_cast<std::size_t>(word.data() + word.size() - end));
    struct Unit {
        std::string_view name;
        double seconds, bytes;
    };
    constexpr std::array units = {Unit{"ms", 1e-3, 0}, Unit{"s", 1, 0},    Unit{"min", 60, 0},
                                  Unit{"kB", 0, 1e3},  Unit{"MB", 0, 1e6}, Unit{"GB", 0, 1e9}};
    const auto known = std::ranges::find(units, unit, &Unit::name);
    constexpr double mostBytes = 4e9, mostSeconds = 1e6;
    const bool isValid = error == std::errc{} && known != units.end() && number > 0 &&
                         number * known->bytes <= mostBytes && number * known->seconds <= mostSeconds;
    if (!isValid)
        return failure(ErrorKind::Invalid, "keep the frames before the match", "\"" + word + "\"",
                       "it is neither a time nor a size of at most 4 GB", "Write 30s, 5min, 64MB or 1GB");
    KeepBefore keep;
    if (known->bytes > 0)
        keep.bytes = static_cast<std::uint64_t>(number * known->bytes);
    else
        keep.duration = std::chrono::nanoseconds(std::llround(number * known->seconds * 1e9));
    return keep;
}

Result<RingOptions> parseRingWords(const std::vector<std::string>& words) {
    RingOptions ring;
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
                       "no condition says when the next file begins",
                       "Add -b filesize:KB, -b duration:SECONDS or -b packets:NUMBER");
    return ring;
}

} // namespace tapscope::cli
