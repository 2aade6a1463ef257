#include <base/syscalls.h>

#include <fcntl.h>
#include <ifaddrs.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#if defined(__FreeBSD__) || defined(__DragonFly__) || defined(__NetBSD__)
#include <sys/sysctl.h>
#endif
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace tapscope {

int Syscalls::open(const char* path, int flags, unsigned mode) {
    return ::open(path, flags, mode);
}
int Syscalls::close(int fd) {
    return ::close(fd);
}
ssize_t Syscalls::read(int fd, void* data, std::size_t size) {
    return ::read(fd, data, size);
}
ssize_t Syscalls::write(int fd, const void* data, std::size_t size) {
    return ::write(fd, data, size);
}
ssize_t Syscalls::pread(int fd, void* data, std::size_t size, off_t offset) {
    return ::pread(fd, data, size, offset);
}
int Syscalls::ftruncate(int fd, off_t size) {
    return ::ftruncate(fd, size);
}
int Syscalls::fstat(int fd, struct stat* status) {
    return ::fstat(fd, status);
}
int Syscalls::unlink(const char* path) {
    return ::unlink(path);
}
int Syscalls::ioctl(int fd, unsigned long request, void* argument) {
    return ::ioctl(fd, request, argument);
}
int Syscalls::fcntl(int fd, int command, long argument) {
    return ::fcntl(fd, command, argument);
}
int Syscalls::socket(int domain, int type, int protocol) {
    return ::socket(domain, type, protocol);
}
int Syscalls::poll(pollfd* descriptors, std::size_t count, int timeoutMilliseconds) {
    return ::poll(descriptors, static_cast<nfds_t>(count), timeoutMilliseconds);
}
int Syscalls::getifaddrs(ifaddrs** list) {
    return ::getifaddrs(list);
}
void Syscalls::freeifaddrs(ifaddrs* list) {
    ::freeifaddrs(list);
}
int Syscalls::sysctlbyname([[maybe_unused]] const char* name, [[maybe_unused]] void* value,
                           [[maybe_unused]] std::size_t* size) {
#if defined(__FreeBSD__) || defined(__DragonFly__) || defined(__NetBSD__)
    return ::sysctlbyname(name, value, size, nullptr, 0);
#else
    errno = ENOSYS;
    return -1;
#endif
}
int Syscalls::fdevname([[maybe_unused]] int fd, [[maybe_unused]] char* name, [[maybe_unused]] std::size_t size) {
#if defined(__FreeBSD__)
    return ::fdevname_r(fd, name, static_cast<int>(size)) == nullptr ? -1 : 0;
#else
    errno = ENOSYS;
    return -1;
#endif
}

Syscalls& Syscalls::real() noexcept {
    static Syscalls passThrough;
    return passThrough;
}

} // namespace tapscope
