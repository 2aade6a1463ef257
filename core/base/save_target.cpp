#include <base/save_target.h>

#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <deque>

namespace tapscope {
namespace {

constexpr int mostLinks = 40; // the kernel's limit
constexpr const char* action = "save to";

/// Whether the owner of a link in that folder is the user or root.
bool isTrusted(const struct stat& link, const std::filesystem::path& folder) {
    if (link.st_uid == geteuid() || link.st_uid == 0)
        return true;
    // In a user namespace, root may appear as the overflow user, like everybody without an ID in it.
    struct stat root{}, around{};
    return stat("/", &root) == 0 && root.st_uid == link.st_uid && stat(folder.c_str(), &around) == 0 &&
           (around.st_mode & S_IWOTH) == 0 && around.st_uid == link.st_uid;
}

} // namespace

Result<std::filesystem::path> saveTarget(const std::filesystem::path& name) {
    std::error_code failed;
    const auto whole = std::filesystem::absolute(name, failed);
    if (failed)
        return systemError(failed.value(), action, name.string());
    std::filesystem::path reached = whole.root_path();
    const auto relative = whole.relative_path();
    std::deque<std::filesystem::path> ahead(relative.begin(), relative.end());
    int links = 0;
    while (!ahead.empty()) {
        const auto part = std::move(ahead.front());
        ahead.pop_front();
        if (part == "..") {
            reached = reached.parent_path();
            continue;
        }
        if (part.empty() || part == ".")
            continue;
        const auto next = reached / part;
        struct stat about{};
        if (next == "/proc" || lstat(next.c_str(), &about) != 0 || !S_ISLNK(about.st_mode)) {
            reached = next;
            if (next == "/proc") { // links in /proc are not names of files
                for (const auto& rest : ahead)
                    reached /= rest;
                break;
            }
            continue;
        }
        const auto target = std::filesystem::read_symlink(next, failed);
        if (failed || ++links > mostLinks)
            return systemError(failed ? failed.value() : ELOOP, action, name.string());
        if (!isTrusted(about, reached))
            return failure(ErrorKind::NotPermitted, action, name.string(),
                           fmt::format("{} is a symbolic link that belongs to the user with id {} and leads to {}",
                                       next.string(), about.st_uid, target.string()),
                           "Name the file itself if you mean it");
        if (target.is_absolute())
            reached = target.root_path();
        const auto onward = target.relative_path();
        ahead.insert(ahead.begin(), onward.begin(), onward.end());
    }
    return reached;
}

} // namespace tapscope
