#include <store/kernel_copy.h>

#ifdef __linux__
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#endif

namespace tapscope {

#ifdef __linux__

Result<bool> copyInKernel(int source, int target, std::uint64_t size, const std::filesystem::path& path,
                          const std::function<bool(std::uint64_t)>& goOn) {
    if (ioctl(target, FICLONE, source) == 0)
        return true;
    constexpr const char* action = "copy";
    constexpr std::size_t step = std::size_t{64} << 20;
    loff_t from = 0;
    while (static_cast<std::uint64_t>(from) < size) {
        if (!goOn(static_cast<std::uint64_t>(from)))
            return failure(ErrorKind::Cancelled, "save", "the frames", "stopped by the user");
        const std::uint64_t left = size - static_cast<std::uint64_t>(from);
        const ssize_t copied = copy_file_range(source, &from, target, nullptr, std::min<std::uint64_t>(left, step), 0);
        if (copied > 0 || (copied < 0 && errno == EINTR))
            continue;
        if (from == 0 && (copied == 0 || (errno != ENOSPC && errno != EDQUOT && errno != EFBIG && errno != EIO)))
            return false; // other file systems (EXDEV), files of /proc, old kernels
        if (copied == 0)
            return failure(ErrorKind::Ended, action, path.string(), "the file is shorter than it was",
                           "Another program has changed it; open it again");
        return systemError(errno, action, path.string());
    }
    return true;
}

#else

Result<bool> copyInKernel(int, int, std::uint64_t, const std::filesystem::path&,
                          const std::function<bool(std::uint64_t)>&) {
    return false;
}

#endif

} // namespace tapscope
