#pragma once

#include <base/error.h>
#include <net/device_control.h>
#include <net/device_info.h>
#include <net/linux/netlink_socket.h>
#include <net/packet_port.h>

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace tapscope {

/// The devices whose frames a client may receive from a packet socket of all interfaces. It follows the devices of the
/// namespace as they come and go.
///
/// Two barriers keep the frames of other devices from the client. The kernel accepts only frames of devices that the
/// client may watch, by a filter on the interface's index. An index can be used again, however, and the filter changes
/// some time after a device. So whoever hands over frames asks again, for each of them: an index whose device was
/// removed, or taken from the user, is refused for good. The kernel announces a removal before the index can be used
/// again (rtnetlink(7)). One thread.
class WatchedDevices {
public:
    using MayWatch = std::function<bool(const DeviceInfo& device)>;

    /// The longest filter that leaves the kernel's limit (4096 instructions) room for this number of devices and for
    /// the client's filter.
    static constexpr std::size_t mostDevices = 1024;

    /// Lets a packet socket that receives nothing yet receive the frames of these devices that pass the client's
    /// filter. The socket must outlive this object. Errors: NoSpace (too many devices), System.
    [[nodiscard]] static Result<std::unique_ptr<WatchedDevices>> start(int ringSocket,
                                                                       std::vector<FilterInstruction> filter,
                                                                       std::shared_ptr<DeviceControl> devices,
                                                                       MayWatch mayWatch);

    /// Readable when devices may have changed.
    [[nodiscard]] int fd() const noexcept { return links_.fd(); }
    /// Takes the changes since the last call. Between a look at which frames are in the ring and handing them over, it
    /// has to be called, and to succeed. Error: it is not known any more whose frames are in the ring, so none of them
    /// may be handed over.
    [[nodiscard]] Result<void> follow();
    /// Whether frames with this index, of those that were in the ring before the last follow(), may be handed over.
    [[nodiscard]] bool has(int index) const;
    /// Accepts no more frames.
    void end();

private:
    enum class Access { Granted, Refused };

    WatchedDevices(int ringSocket, std::vector<FilterInstruction> filter, std::shared_ptr<DeviceControl> devices,
                   MayWatch mayWatch, NetlinkSocket links);
    /// Reads the list of devices. Returns whether the client may watch others than before.
    [[nodiscard]] Result<bool> examine();
    [[nodiscard]] Result<void> setFilter();

    int ringSocket_;
    std::vector<FilterInstruction> clientsFilter_;
    std::shared_ptr<DeviceControl> devices_;
    MayWatch mayWatch_;
    NetlinkSocket links_;
    std::map<int, Access> access_; ///< by index, of all devices that the client could ever watch
    bool hasEnded_ = false;
};

} // namespace tapscope
