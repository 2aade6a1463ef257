#include <base/unique_fd.h>
#include <privilege/helper_policy.h>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <sstream>

namespace tapscope {
namespace {

constexpr std::size_t largestFile = 4096;        // bytes
constexpr std::size_t mostMebibytes = 64 * 1024; // of ring memory
constexpr std::size_t mostDevices = 1'000'000;

bool setOthersDevices(HelperPolicy& policy, const std::string& value) {
    if (value == "watched" || value == "allowed")
        policy.grants.add(Grant::WatchOthers);
    if (value == "allowed")
        policy.grants.add(Grant::ChangeOthers);
    return value == "watched" || value == "allowed" || value == "refused";
}

bool setHostTraffic(HelperPolicy& policy, const std::string& value) {
    if (value == "allowed")
        policy.grants.add(Grant::HostTraffic);
    return value == "allowed" || value == "refused";
}

bool setRingMemory(HelperPolicy& policy, const std::string& value) {
    std::size_t mebibytes = 0;
    const char* end = value.data() + value.size();
    const auto [stopped, error] = std::from_chars(value.data(), end, mebibytes);
    const bool isGood = error == std::errc{} && stopped == end && mebibytes > 0 && mebibytes <= mostMebibytes;
    if (isGood)
        policy.ringMemory = mebibytes << 20;
    else if (value == "unlimited")
        policy.ringMemory.reset();
    return isGood || value == "unlimited";
}

bool setDevices(HelperPolicy& policy, const std::string& value) {
    std::size_t devices = 0;
    const char* end = value.data() + value.size();
    const auto [stopped, error] = std::from_chars(value.data(), end, devices);
    const bool isGood = error == std::errc{} && stopped == end && devices <= mostDevices;
    if (isGood)
        policy.devices = devices;
    else if (value == "unlimited")
        policy.devices.reset();
    return isGood || value == "unlimited";
}

struct Setting {
    std::string_view key;
    bool (*set)(HelperPolicy& policy, const std::string& value);
};
constexpr std::array<Setting, 4> settings = {{{"others-devices", setOthersDevices},
                                              {"host-traffic", setHostTraffic},
                                              {"ring-memory", setRingMemory},
                                              {"devices", setDevices}}};

/// Reads "key = value", an empty line or a comment. False if the line is none of these.
bool parseLine(HelperPolicy& policy, std::string line) {
    line.resize(std::min(line.find('#'), line.size()));
    std::istringstream words(line);
    std::string key, equals, value, more;
    if (!(words >> key))
        return true;
    if (!(words >> equals >> value) || equals != "=" || words >> more)
        return false;
    for (const auto& setting : settings) {
        if (setting.key == key)
            return setting.set(policy, value);
    }
    return false;
}

} // namespace

HelperPolicy HelperPolicy::unlimited(UserIdentity user) {
    HelperPolicy policy{.user = std::move(user)};
    policy.grants = Grants::all();
    policy.ringMemory.reset();
    policy.devices.reset();
    return policy;
}

HelperPolicy readHelperPolicy(const std::string& path) {
    HelperPolicy policy;
    const UniqueFd file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!file && errno == ENOENT)
        return policy;
    struct stat about{};
    constexpr mode_t writableByOthers = S_IWGRP | S_IWOTH;
    if (!file || fstat(file.get(), &about) != 0 || about.st_uid != 0 || !S_ISREG(about.st_mode) ||
        (about.st_mode & writableByOthers) != 0) {
        policy.complaint = fmt::format("{} is not read: it must belong to root, be readable by all users and "
                                       "be writable by root only",
                                       path);
        return policy;
    }
    std::array<char, largestFile> text{};
    const ssize_t size = ::read(file.get(), text.data(), text.size());
    std::istringstream lines(std::string(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0));
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (!parseLine(policy, line) && policy.complaint.empty())
            policy.complaint = fmt::format("Line {} of {} is not valid", number, path);
    }
    return policy;
}

} // namespace tapscope
