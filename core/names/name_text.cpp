#include <names/name_text.h>

#include <cerrno>
#include <fstream>

namespace tapscope {

std::vector<std::string_view> wordsOf(std::string_view line) {
    constexpr std::string_view blanks = " \t\r";
    line = line.substr(0, line.find('#'));
    std::vector<std::string_view> words;
    for (auto start = line.find_first_not_of(blanks); start != std::string_view::npos;) {
        const auto end = std::min(line.find_first_of(blanks, start), line.size());
        words.push_back(line.substr(start, end - start));
        start = line.find_first_not_of(blanks, end);
    }
    return words;
}

Result<void> readLines(const std::filesystem::path& path, const std::function<void(std::string_view)>& line) {
    constexpr std::size_t most = std::size_t{64} << 20, longestLine = 64U << 10;
    std::error_code fault;
    if (!std::filesystem::is_regular_file(path, fault)) // a pipe or a device might never end
        return systemError(fault ? fault.value() : EINVAL, "read", path.string());
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return systemError(errno, "read", path.string());
    std::string text(longestLine, '\0');
    std::size_t read = 0;
    while (read < most && file.getline(text.data(), static_cast<std::streamsize>(text.size()))) {
        const auto size = static_cast<std::size_t>(file.gcount());
        read += size;
        std::string_view got(text.data(), size > 0 && !file.eof() ? size - 1 : size);
        if (got.ends_with('\r'))
            got.remove_suffix(1);
        line(got);
    }
    return {};
}

} // namespace tapscope
