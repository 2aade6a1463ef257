#pragma once

#include <sys/socket.h>
#include <sys/types.h>

#include <cstddef>

struct pollfd;

namespace tapscope {

/// The one seam to the kernel for descriptors, devices and the disk.
///
/// Production code gets Syscalls::real(), a thin pass-through; a test derives from Syscalls, fails the call it wants
/// to see fail, counts descriptors, or plays another system's kernel. Conventions are those of the calls themselves:
/// -1 and errno on failure. All functions may be called from any thread.
class Syscalls {
public:
    virtual ~Syscalls() = default;

    virtual int open(const char* path, int flags, unsigned mode);
    virtual int close(int fd);
    virtual ssize_t read(int fd, void* data, std::size_t size);
    virtual ssize_t write(int fd, const void* data, std::size_t size);
    virtual ssize_t pread(int fd, void* data, std::size_t size, off_t offset);
    virtual int ftruncate(int fd, off_t size);
    virtual int ioctl(int fd, unsigned long request, void* argument);
    virtual int fcntl(int fd, int command, long argument);
    virtual int socket(int domain, int type, int protocol);
    virtual int poll(pollfd* descriptors, std::size_t count, int timeoutMilliseconds);

    /// The pass-through, without state.
    [[nodiscard]] static Syscalls& real() noexcept;
};

} // namespace tapscope
