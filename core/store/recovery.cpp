#include <base/unique_fd.h>
#include <store/recovery.h>

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>

namespace tapscope {
namespace {

bool isHeld(const std::filesystem::path& path) {
    const UniqueFd file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    return !file || flock(file.get(), LOCK_EX | LOCK_NB) != 0;
}

} // namespace

std::vector<LeftRecording> findLeftRecordings(const std::filesystem::path& folder) {
    std::vector<LeftRecording> left;
    std::error_code error;
    std::filesystem::directory_iterator entry(folder, error);
    for (const std::filesystem::directory_iterator end; !error && entry != end; entry.increment(error)) {
        std::error_code ignored;
        if (!entry->is_regular_file(ignored) || entry->path().extension() != ".pcapng" || isHeld(entry->path()))
            continue;
        left.push_back({entry->path(), entry->file_size(ignored), entry->last_write_time(ignored)});
    }
    std::ranges::sort(left, std::ranges::greater{}, &LeftRecording::changed);
    return left;
}

} // namespace tapscope
