#pragma once

#include <sys/socket.h>
#include <sys/types.h>

#include <cstddef>

struct ifaddrs;
struct pollfd;
struct stat;

namespace tapscope {

/// The one seam to the kernel for descriptors, devices and the disk.
///
/// Production code uses Syscalls::real(), a thin pass-through. A test derives from Syscalls to make a chosen call fail,
/// to count descriptors or to simulate another system's kernel. The conventions are those of the system calls: -1 and
/// errno on failure. All functions may be called from any thread.
class Syscalls {
public:
    virtual ~Syscalls() = default;

    virtual int open(const char* path, int flags, unsigned mode);
    virtual int close(int fd);
    virtual ssize_t read(int fd, void* data, std::size_t size);
    virtual ssize_t write(int fd, const void* data, std::size_t size);
    virtual ssize_t pread(int fd, void* data, std::size_t size, off_t offset);
    virtual int ftruncate(int fd, off_t size);
    virtual int fstat(int fd, struct stat* status);
    virtual int unlink(const char* path);
    virtual int ioctl(int fd, unsigned long request, void* argument);
    virtual int fcntl(int fd, int command, long argument);
    virtual int socket(int domain, int type, int protocol);
    virtual int poll(pollfd* descriptors, std::size_t count, int timeoutMilliseconds);

    /// getifaddrs(3), freeifaddrs(3): the interfaces and their addresses.
    virtual int getifaddrs(ifaddrs** list);
    virtual void freeifaddrs(ifaddrs* list);
    /// Reads a value by sysctlbyname(3). `size` is the size of the buffer, then of the value. ENOSYS on Linux and
    /// OpenBSD.
    virtual int sysctlbyname(const char* name, void* value, std::size_t* size);
    /// fdevname_r(3): the name of a descriptor's device, without "/dev/". ENOSYS except on FreeBSD.
    virtual int fdevname(int fd, char* name, std::size_t size);

    /// The pass-through, without state.
    [[nodiscard]] static Syscalls& real() noexcept;
};

} // namespace tapscope
