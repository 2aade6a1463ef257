#include "whole_file.h"

#include <base/unique_fd.h>

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>

namespace tapscope::cli {

Result<std::string> readWholeFile(const std::string& path, std::size_t largest) {
    const UniqueFd file(path == "-" ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
                                    : open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file)
        return systemError(errno, "read", path);
    std::string text;
    std::array<char, 4096> part{};
    while (const ssize_t got = read(file.get(), part.data(), part.size())) {
        if (got < 0 && errno != EINTR)
            return systemError(errno, "read", path);
        text.append(part.data(), got < 0 ? 0 : static_cast<std::size_t>(got));
        if (text.size() > largest)
            return failure(ErrorKind::Invalid, "read", path, fmt::format("it is larger than {} MiB", largest >> 20));
    }
    return text;
}

Result<std::string> readSmallText(const std::string& path) {
    auto whole = readWholeFile(path, std::size_t{1} << 20);
    if (!whole)
        return whole;
    const std::string& text = *whole;
    const auto first = text.find_first_not_of(" \t\r\n");
    const auto last = text.find_last_not_of(" \t\r\n");
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

Result<std::string> readFilterFile(const std::string& path) {
    std::error_code unknown;
    if ((path == "pcap" || path == "pcapng") && !std::filesystem::exists(path, unknown))
        return failure(ErrorKind::Invalid, "read the filter in", path, "-F names a file with a capture filter",
                       "For another format: tapscope-cli export FILE -F pcap -w NEW");
    return readSmallText(path);
}

} // namespace tapscope::cli
