#include <base/unique_fd.h>
#include <privilege/helper_policy.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <sstream>

namespace tapscope {

HelperPolicy readHelperPolicy(const std::string& path) {
    HelperPolicy policy;
    const UniqueFd file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    struct stat about{};
    constexpr mode_t writableByOthers = S_IWGRP | S_IWOTH;
    if (!file || fstat(file.get(), &about) != 0 || about.st_uid != 0 || !S_ISREG(about.st_mode) ||
        (about.st_mode & writableByOthers) != 0)
        return policy;
    std::array<char, 4096> text{};
    const ssize_t size = read(file.get(), text.data(), text.size());
    std::istringstream lines(std::string(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string key, equals, value;
        if (words >> key >> equals >> value && key == "others-devices" && equals == "=" && value == "allowed")
            policy.othersDevices = HelperPolicy::OthersDevices::Allowed;
    }
    return policy;
}

} // namespace tapscope
