#pragma once

#include "fake_interface_list.h"

#include <base/syscalls.h>
#include <net/bsd/bsd_system.h>

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace tapscope::test {

using bsd::BsdSystem;

/// The request numbers of one system, taken from its headers and not from the tables that are tested.
struct RequestNumbers {
    unsigned long create, destroy, getFlags, setFlags, getMtu, setMtu, setMac, add4, remove4, add6, remove6, status;
};

/// The part of a BSD kernel that concerns TAP devices: its ioctls with their numbers, layouts and errnos, its device
/// nodes and its descriptors. Like a kernel, it copies the size that the request's number states.
class FakeBsdKernel : public Syscalls {
public:
    explicit FakeBsdKernel(BsdSystem system);

    // set by the test
    bool isRoot = true;
    std::optional<int> devfsCloning;    ///< the sysctl; absent = there is none
    std::set<std::string> missingNodes; ///< "tap7": no /dev/tap7
    std::set<std::string> heldNodes;    ///< open in another process
    std::set<std::string> busyNames;    ///< creating it returns EBUSY
    std::map<std::string, int> createErrors;
    bool hasInet6 = true;
    std::int32_t lieAboutMtu = 0; ///< the result of SIOCGIFMTU, if not 0
    /// The n-th call from now on fails with `code`.
    void failCall(int n, int code);
    FakeDevice& addDevice(const std::string& name);
    void queueFrame(const std::string& name, std::size_t size);

    // examined by the test
    [[nodiscard]] std::map<std::string, FakeDevice>& devices() { return devices_; }
    [[nodiscard]] std::size_t openDescriptors() const { return descriptors_.size(); }
    [[nodiscard]] std::size_t openLists() const { return lists_.size(); }
    [[nodiscard]] bool failureHappened() const { return failAfter_ == 0; }
    [[nodiscard]] const std::vector<std::string>& complaints() const { return complaints_; } ///< what no program may do
    [[nodiscard]] const std::vector<std::string>& created() const { return created_; }       ///< requested, in order

    int open(const char* path, int flags, unsigned mode) override;
    int close(int fd) override;
    ssize_t read(int fd, void* data, std::size_t size) override;
    ssize_t write(int fd, const void* data, std::size_t size) override;
    int ioctl(int fd, unsigned long request, void* argument) override;
    int fcntl(int fd, int command, long argument) override;
    int socket(int domain, int type, int protocol) override;
    int getifaddrs(ifaddrs** list) override;
    void freeifaddrs(ifaddrs* list) override;
    int sysctlbyname(const char* name, void* value, std::size_t* size) override;
    int fdevname(int fd, char* name, std::size_t size) override;

private:
    struct OpenFile {     // shared by duplicated descriptors
        std::string node; ///< "tap4"; empty for a socket
        int family = 0;
        int flags = 0;
        std::size_t messages = 0; ///< messages of a routing socket
    };
    using Request = std::span<std::uint8_t>;

    [[nodiscard]] bool failsNow();
    int fail(int code);
    int give(OpenFile file);
    void tellRoutingSockets();
    int create(const std::string& name);
    int destroy(const std::string& name);
    int change(FakeDevice& device, int family, unsigned long number, Request request);
    int changeAddress4(FakeDevice& device, unsigned long number, Request request);
    int changeAddress6(FakeDevice& device, unsigned long number, Request request);
    [[nodiscard]] bool isOpen(const std::string& name) const;

    BsdSystem system_;
    const RequestNumbers& numbers_;
    std::map<std::string, FakeDevice> devices_;
    std::map<int, std::shared_ptr<OpenFile>> descriptors_;
    std::map<ifaddrs*, std::unique_ptr<FakeInterfaceList>> lists_;
    std::vector<std::string> complaints_, created_;
    int nextDescriptor_ = 1000;
    int failAfter_ = -1, failCode_ = 0;
};

} // namespace tapscope::test
