#include <store/store_part.h>

#include <fcntl.h>

#include <cerrno>

namespace tapscope {

void StorePart::setFile(std::filesystem::path path, std::shared_ptr<const UniqueFd> file) {
    path_ = std::move(path);
    identity_ = FileIdentity::of(file->get()).value_or(FileIdentity{});
    file_ = std::move(file);
}

void StorePart::closeFile() {
    const std::lock_guard lock(mutex_);
    file_.reset();
}

Result<std::shared_ptr<const UniqueFd>> StorePart::open(Syscalls& syscalls) const {
    {
        const std::lock_guard lock(mutex_);
        if (file_)
            return file_;
    }
    auto file = std::make_shared<const UniqueFd>(syscalls.open(path_.c_str(), O_RDONLY | O_CLOEXEC, 0), syscalls);
    if (!*file)
        return systemError(errno, "open", path_.string());
    if (FileIdentity::of(file->get()) != identity_)
        return failure(ErrorKind::Ended, "open", path_.string(), "another program has replaced it");
    return file;
}

} // namespace tapscope
