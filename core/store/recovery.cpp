#include <store/file_lock.h>
#include <store/recovery.h>

#include <unistd.h>

#include <algorithm>

namespace tapscope {

std::vector<LeftRecording> findLeftRecordings(const std::filesystem::path& folder) {
    std::vector<LeftRecording> left;
    std::error_code error;
    std::filesystem::directory_iterator entry(folder, error);
    for (const std::filesystem::directory_iterator end; !error && entry != end; entry.increment(error)) {
        std::error_code ignored;
        if (!entry->is_regular_file(ignored) || access(entry->path().c_str(), R_OK) != 0 ||
            entry->path().extension() != ".pcapng" || lockHolder(entry->path()))
            continue;
        left.push_back({entry->path(), entry->file_size(ignored), entry->last_write_time(ignored)});
    }
    std::ranges::sort(left, std::ranges::greater{}, &LeftRecording::changed);
    return left;
}

} // namespace tapscope
