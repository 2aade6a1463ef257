#include "fake_bsd_kernel.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace tapscope::test {
namespace {

constexpr std::array<RequestNumbers, 4> allNumbers = {{
    // FreeBSD 14
    {0xc020697c, 0x80206979, 0xc0206911, 0x80206910, 0xc0206933, 0x80206934, 0x8020693c, 0x8044692b, 0x80206919,
     0x8088691b, 0x81206919, 0xc331693b},
    // DragonFly 6
    {0xc020697c, 0x80206979, 0xc0206911, 0x80206910, 0xc0206933, 0x80206934, 0x8020693c, 0x8040691a, 0x80206919,
     0x8080691a, 0x81206919, 0xc331693b},
    // NetBSD 10
    {0x8090697a, 0x80906979, 0xc0906911, 0x80906910, 0xc090697e, 0x8090697f, 0x8118691c, 0x8040691a, 0x80906919,
     0x8080696b, 0x81206919, 0},
    // OpenBSD 7
    {0x8020697a, 0x80206979, 0xc0206911, 0x80206910, 0xc020697e, 0x8020697f, 0x8020691f, 0x8040691a, 0x80206919,
     0x8080691a, 0x81206919, 0},
}}; // by BsdSystem

struct MtuRange {
    std::int32_t lowest, highest;
};
constexpr std::array<MtuRange, 4> mtuRanges = {{{72, 65535}, {72, 1500}, {46, 9000}, {46, 16384}}};

std::size_t indexOf(BsdSystem system) {
    return static_cast<std::size_t>(system);
}

bool isTapName(const std::string& name) {
    return name.size() > 3 && name.starts_with("tap") && name.find_first_not_of("0123456789", 3) == std::string::npos;
}

template <typename Number>
Number numberAt(std::span<const std::uint8_t> bytes, std::size_t offset) {
    Number number;
    std::memcpy(&number, bytes.data() + offset, sizeof number);
    return number;
}

template <typename Number>
void putNumber(std::span<std::uint8_t> bytes, std::size_t offset, Number number) {
    std::memcpy(bytes.data() + offset, &number, sizeof number);
}

std::vector<std::uint8_t> octets(std::span<const std::uint8_t> bytes, std::size_t offset, std::size_t count) {
    const auto part = bytes.subspan(offset, count);
    return {part.begin(), part.end()};
}

} // namespace

FakeBsdKernel::FakeBsdKernel(BsdSystem system) : system_(system), numbers_(allNumbers[indexOf(system)]) {}

void FakeBsdKernel::failCall(int n, int code) {
    failAfter_ = n;
    failCode_ = code;
}

FakeDevice& FakeBsdKernel::addDevice(const std::string& name) {
    FakeDevice& device = devices_[name];
    device.index = static_cast<std::uint16_t>(devices_.size() + 1);
    tellRoutingSockets();
    return device;
}

void FakeBsdKernel::queueFrame(const std::string& name, std::size_t size) {
    devices_.at(name).toProgram.emplace_back(size, std::uint8_t{0x5a});
}

bool FakeBsdKernel::failsNow() {
    if (failAfter_ > 0 && --failAfter_ == 0) {
        errno = failCode_;
        return true;
    }
    return false;
}

int FakeBsdKernel::fail(int code) {
    errno = code;
    return -1;
}

int FakeBsdKernel::give(OpenFile file) {
    descriptors_[nextDescriptor_] = std::make_shared<OpenFile>(std::move(file));
    return nextDescriptor_++;
}

void FakeBsdKernel::tellRoutingSockets() {
    for (const auto& [fd, file] : descriptors_)
        ++file->messages;
}

bool FakeBsdKernel::isOpen(const std::string& name) const {
    return heldNodes.contains(name) ||
           std::ranges::any_of(descriptors_, [&](const auto& each) { return each.second->node == name; });
}

int FakeBsdKernel::open(const char* path, int flags, unsigned) {
    if (failsNow())
        return -1;
    std::string node = std::string(path).substr(5);
    if ((flags & O_ACCMODE) != O_RDWR || (flags & O_CLOEXEC) == 0)
        complaints_.push_back("opened " + node + " without O_RDWR | O_CLOEXEC");
    if (!isRoot)
        return fail(EPERM);
    if (node == "tap" && devfsCloning == 1) {
        int number = 0;
        while (devices_.contains("tap" + std::to_string(number)))
            ++number;
        node = "tap" + std::to_string(number);
        addDevice(node);
    }
    if (missingNodes.contains(node))
        return fail(ENOENT);
    if (!devices_.contains(node)) {
        const bool makesOnDemand = system_ == BsdSystem::OpenBsd || system_ == BsdSystem::DragonFly;
        if (!makesOnDemand || !isTapName(node))
            return fail(system_ == BsdSystem::NetBsd && isTapName(node) ? ENXIO : ENOENT);
        addDevice(node).goesOnClose = true;
    }
    if (isOpen(node))
        return fail(EBUSY);
    devices_[node].isOpen = true;
    return give({.node = node, .flags = flags});
}

int FakeBsdKernel::close(int fd) {
    const auto found = descriptors_.find(fd);
    if (found == descriptors_.end()) {
        complaints_.push_back("closed " + std::to_string(fd) + ", which is not open");
        return fail(EBADF);
    }
    const auto node = found->second->node;
    descriptors_.erase(found);
    if (!node.empty() && !isOpen(node) && devices_.contains(node)) {
        devices_[node].isOpen = false;
        if (devices_[node].goesOnClose)
            devices_.erase(node);
    }
    errno = EIO; // no code may rely on errno after this
    return 0;
}

ssize_t FakeBsdKernel::read(int fd, void* data, std::size_t size) {
    if (failsNow())
        return -1;
    OpenFile& file = *descriptors_.at(fd);
    if (file.node.empty()) {
        if (file.messages == 0)
            return fail(EAGAIN);
        --file.messages;
        return 100;
    }
    const auto device = devices_.find(file.node);
    if (device == devices_.end())
        return fail(ENXIO);
    if ((device->second.flags & 1) == 0)
        return fail(EHOSTDOWN);
    if (device->second.toProgram.empty())
        return fail((file.flags & O_NONBLOCK) != 0 ? EAGAIN : EDEADLK);
    const auto frame = device->second.toProgram.front();
    device->second.toProgram.pop_front();
    std::memcpy(data, frame.data(), std::min(size, frame.size()));
    return static_cast<ssize_t>(std::min(size, frame.size()));
}

ssize_t FakeBsdKernel::write(int fd, const void*, std::size_t size) {
    if (failsNow())
        return -1;
    FakeDevice& device = devices_.at(descriptors_.at(fd)->node);
    if ((device.flags & 1) == 0 && system_ != BsdSystem::FreeBsd) // FreeBSD's driver does not report it
        return fail(EHOSTDOWN);
    if (size > static_cast<std::size_t>(device.mtu) + 14)
        return fail(EMSGSIZE);
    ++device.receivedFrames;
    return static_cast<ssize_t>(size);
}

int FakeBsdKernel::socket(int domain, int type, int) {
    if (failsNow())
        return -1;
    const int inet6 = system_ == BsdSystem::FreeBsd || system_ == BsdSystem::DragonFly ? 28 : 24;
    if (domain == inet6 && !hasInet6)
        return fail(EAFNOSUPPORT);
    if (domain != 2 && domain != inet6 && domain != 18 && domain != (system_ == BsdSystem::NetBsd ? 34 : 17))
        return fail(EAFNOSUPPORT);
    return give({.family = domain, .flags = type});
}

int FakeBsdKernel::fcntl(int fd, int command, long argument) {
    if (failsNow())
        return -1;
    const auto file = descriptors_.at(fd);
    switch (command) {
    case F_GETFL:
        return file->flags;
    case F_SETFL:
        file->flags = static_cast<int>(argument);
        return 0;
    case F_DUPFD_CLOEXEC:
        descriptors_[nextDescriptor_] = file;
        return nextDescriptor_++;
    default:
        return fail(EINVAL);
    }
}

int FakeBsdKernel::create(const std::string& name) {
    created_.push_back(name);
    if (const auto error = createErrors.find(name); error != createErrors.end())
        return error->second;
    if (busyNames.contains(name))
        return EBUSY;
    if (!isTapName(name))
        return EINVAL;
    if (devices_.contains(name))
        return EEXIST;
    addDevice(name);
    return 0;
}

int FakeBsdKernel::destroy(const std::string& name) {
    if (isOpen(name) && system_ == BsdSystem::FreeBsd)
        complaints_.push_back("destroyed " + name + " while it was open: FreeBSD's kernel waits for ever");
    if (devices_.erase(name) == 0)
        return ENXIO;
    tellRoutingSockets();
    return 0;
}

int FakeBsdKernel::ioctl(int fd, unsigned long number, void* argument) {
    if (failsNow())
        return -1;
    constexpr unsigned long sizeMask = 0x1fff;
    const std::size_t size = (number >> 16U) & sizeMask;
    std::vector<std::uint8_t> copy(size);
    std::memcpy(copy.data(), argument, size);
    const auto* text = reinterpret_cast<const char*>(copy.data());
    const std::string name(text, strnlen(text, 16));
    if (name.size() > 15)
        return fail(EINVAL);
    const bool changes = number != numbers_.getFlags && number != numbers_.getMtu && number != numbers_.status;
    if (changes && !isRoot)
        return fail(EPERM);
    const auto device = devices_.find(name);
    int code = ENXIO;
    if (number == numbers_.create)
        code = create(name);
    else if (number == numbers_.destroy)
        code = destroy(name);
    else if (name == "lo0" && number == numbers_.getFlags)
        code = 0;
    else if (device != devices_.end())
        code = change(device->second, descriptors_.at(fd)->family, number, copy);
    if (code != 0)
        return fail(code);
    std::memcpy(argument, copy.data(), size);
    return 0;
}

int FakeBsdKernel::change(FakeDevice& device, int family, unsigned long number, Request request) {
    constexpr std::size_t value = 16;
    const bool twoHalves = system_ == BsdSystem::FreeBsd || system_ == BsdSystem::DragonFly;
    if (number == numbers_.getFlags) {
        putNumber(request, value, static_cast<std::uint16_t>(device.flags));
        if (twoHalves)
            putNumber(request, value + 2, static_cast<std::uint16_t>(device.flags >> 16U));
    } else if (number == numbers_.setFlags) {
        device.flags = numberAt<std::uint16_t>(request, value);
        if (twoHalves)
            device.flags |= std::uint32_t{numberAt<std::uint16_t>(request, value + 2)} << 16U;
    } else if (number == numbers_.getMtu) {
        putNumber(request, value, lieAboutMtu != 0 ? lieAboutMtu : device.mtu);
    } else if (number == numbers_.setMtu) {
        const auto wanted = numberAt<std::int32_t>(request, value);
        const auto range = mtuRanges[indexOf(system_)];
        if (wanted < range.lowest || wanted > range.highest)
            return EINVAL;
        device.mtu = wanted;
    } else if (number == numbers_.setMac && system_ == BsdSystem::NetBsd) {
        constexpr std::size_t address = 24, data = 8;
        if (family != 18 || numberAt<std::uint32_t>(request, value) != 0x4000 || request[address + 1] != 18 ||
            request[address + 6] != 6)
            return EINVAL;
        std::ranges::copy(request.subspan(address + data + request[address + 5], 6), device.mac.begin());
    } else if (number == numbers_.setMac) {
        if (request[value] != 6) // sa_len
            return EINVAL;
        std::ranges::copy(request.subspan(value + 2, 6), device.mac.begin());
    } else if (number == numbers_.status && device.isOpen) {
        std::strcpy(reinterpret_cast<char*>(request.data() + value),
                    system_ == BsdSystem::FreeBsd ? "\tOpened by PID 4711\n" : "\tOpened by pid 4711\n");
    } else if (number == numbers_.add4 || number == numbers_.remove4) {
        return family == 2 ? changeAddress4(device, number, request) : EOPNOTSUPP;
    } else if (number == numbers_.add6 || number == numbers_.remove6) {
        return family == 24 || family == 28 ? changeAddress6(device, number, request) : EOPNOTSUPP;
    } else if (number != numbers_.status) {
        return ENOTTY;
    }
    tellRoutingSockets();
    return 0;
}

int FakeBsdKernel::changeAddress4(FakeDevice& device, unsigned long number, Request request) {
    constexpr std::size_t address = 16, broadcast = 32, mask = 48, part = 4;
    if (request[address] != 16 || request[address + 1] != 2)
        return EINVAL;
    const auto wanted = octets(request, address + part, 4);
    const auto gone =
        std::erase_if(device.addresses, [&](const FakeAddress& each) { return !each.isV6 && each.octets == wanted; });
    if (number == numbers_.remove4)
        return gone == 0 ? EADDRNOTAVAIL : 0;
    if (request[mask] != 16 || (request[broadcast] != 0 && request[broadcast] != 16))
        return EINVAL;
    device.addresses.push_back({.octets = wanted, .mask = octets(request, mask + part, 4)});
    if (request[broadcast] == 16)
        device.addresses.back().broadcast = octets(request, broadcast + part, 4);
    return 0;
}

int FakeBsdKernel::changeAddress6(FakeDevice& device, unsigned long number, Request request) {
    constexpr std::size_t address = 16, mask = 72, valid = 120, preferred = 124, part = 8;
    const int inet6 = system_ == BsdSystem::FreeBsd || system_ == BsdSystem::DragonFly ? 28 : 24;
    if (request[address] != 28 || request[address + 1] != inet6)
        return EINVAL;
    const auto wanted = octets(request, address + part, 16);
    const auto gone =
        std::erase_if(device.addresses, [&](const FakeAddress& each) { return each.isV6 && each.octets == wanted; });
    if (number == numbers_.remove6)
        return gone == 0 ? EADDRNOTAVAIL : 0;
    if (request[mask] != 28 || numberAt<std::uint32_t>(request, valid) != 0xffffffff ||
        numberAt<std::uint32_t>(request, preferred) != 0xffffffff)
        return EINVAL;
    device.addresses.push_back({.isV6 = true, .octets = wanted, .mask = octets(request, mask + part, 16)});
    return 0;
}

int FakeBsdKernel::getifaddrs(ifaddrs** list) {
    if (failsNow())
        return -1;
    auto made = std::make_unique<FakeInterfaceList>(system_, devices_);
    *list = made->head();
    lists_[*list] = std::move(made);
    return 0;
}

void FakeBsdKernel::freeifaddrs(ifaddrs* list) {
    if (lists_.erase(list) == 0)
        complaints_.emplace_back("freed a list that is none");
}

int FakeBsdKernel::sysctlbyname(const char* name, void* value, std::size_t* size) {
    if (failsNow())
        return -1;
    if (system_ == BsdSystem::OpenBsd)
        return fail(ENOSYS);
    if (std::string_view(name) != "net.link.tap.devfs_cloning" || !devfsCloning || *size < sizeof(int))
        return fail(ENOENT);
    std::memcpy(value, &*devfsCloning, sizeof(int));
    *size = sizeof(int);
    return 0;
}

int FakeBsdKernel::fdevname(int fd, char* name, std::size_t size) {
    if (failsNow())
        return -1;
    const auto& node = descriptors_.at(fd)->node;
    if (system_ != BsdSystem::FreeBsd || node.size() >= size)
        return fail(EINVAL);
    std::strcpy(name, node.c_str());
    return 0;
}

} // namespace tapscope::test
