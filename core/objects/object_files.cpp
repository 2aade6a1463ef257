#include <base/unique_fd.h>

#include <fcntl.h>
#include <fmt/core.h>
#include <objects/object_files.h>
#include <unistd.h>

#include <cerrno>

namespace tapscope {
namespace {

constexpr std::size_t longestFileName = 200;

bool isReserved(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f ||
           std::string_view("<>:\"/\\|?*").find(c) != std::string_view::npos;
}

/// Does not cut in the middle of a character.
std::string shortened(std::string text) {
    if (text.size() <= longestFileName)
        return text;
    std::size_t end = longestFileName;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    text.resize(end);
    return text;
}

/// "name(2).txt"
std::string numbered(const std::string& name, int count) {
    if (count == 0)
        return name;
    const auto dot = name.rfind('.');
    const std::size_t end = dot == std::string::npos || dot == 0 ? name.size() : dot;
    return fmt::format("{}({}){}", name.substr(0, end), count, name.substr(end));
}

Result<void> writeAll(int file, Bytes bytes, const std::filesystem::path& path) {
    while (!bytes.empty()) {
        const auto written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return systemError(errno, "write", path.string());
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

} // namespace

std::string objectFileName(std::string_view name, std::size_t number) {
    std::string made;
    for (const char c : name.substr(0, 4 * longestFileName)) {
        if (isReserved(c))
            made += fmt::format("%{:02x}", static_cast<unsigned char>(c));
        else
            made += c;
    }
    while (made.ends_with('.') || made.ends_with(' '))
        made.pop_back();
    if (made.empty())
        return fmt::format("object{}", number);
    if (made.starts_with('.') || made.starts_with('-'))
        made.insert(0, "_");
    return shortened(std::move(made));
}

Result<std::string> saveObject(const CapturedObject& object, std::size_t number, const std::filesystem::path& folder) {
    constexpr int mostTries = 100'000;
    constexpr mode_t mode = 0666;
    const UniqueFd directory(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory)
        return systemError(errno, "open", folder.string());
    const std::string wanted = objectFileName(object.name, number);
    for (int count = 0; count < mostTries; ++count) {
        const std::string name = numbered(wanted, count);
        const UniqueFd file(
            openat(directory.get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
        if (!file && errno == EEXIST)
            continue;
        if (!file)
            return systemError(errno, "create", (folder / name).string());
        if (auto written = writeAll(file.get(), object.bytes, folder / name); !written) {
            unlinkat(directory.get(), name.c_str(), 0); // a partly written file is removed
            return std::unexpected(written.error());
        }
        return name;
    }
    return failure(ErrorKind::NameTaken, "create", (folder / wanted).string(),
                   "there are too many files with that name");
}

} // namespace tapscope
