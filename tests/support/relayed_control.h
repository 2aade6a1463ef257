#pragma once

#include <net/device_control.h>
#include <privilege/packet_relay.h>

#include <poll.h>

#include <memory>
#include <thread>
#include <utility>

namespace tapscope::test {

/// Carries the frames of a relay on a thread of its own, like tapscope-helper, until it is destroyed.
class RelayThread {
public:
    explicit RelayThread(PacketRelay relay)
        : thread_([relay = std::move(relay)](const std::stop_token& stop) mutable {
              do {
                  auto waits = relay.waits();
                  poll(waits.data(), waits.size(), relay.looksAgain() ? 5 : 100);
              } while (!stop.stop_requested() && relay.carry());
          }) {}

private:
    std::jthread thread_;
};

/// Controls devices directly, except for one packet port, which is that of a relay.
class RelayedControl : public DeviceControl {
public:
    explicit RelayedControl(PacketPort port) : port_(std::move(port)), direct_(directControl()) {}
    Result<std::vector<DeviceInfo>> list() override { return direct_->list(); }
    Result<DeviceInfo> info(const InterfaceName& name) override { return direct_->info(name); }
    Result<std::unique_ptr<DeviceWatcher>> watch() override { return direct_->watch(); }
    Result<LinkType> linkType(const InterfaceName& name) override { return direct_->linkType(name); }
    Result<TapDevice> create(const std::optional<InterfaceName>& name, const TapOptions& options) override {
        return direct_->create(name, options);
    }
    Result<VethPair> createPair(const std::optional<VethPair>& names) override { return direct_->createPair(names); }
    Result<InterfaceName> createBridge(const std::optional<InterfaceName>& name) override {
        return direct_->createBridge(name);
    }
    Result<TapDevice> open(const InterfaceName& name) override { return direct_->open(name); }
    Result<void> destroy(const InterfaceName& name) override { return direct_->destroy(name); }
    Result<void> change(const InterfaceName& name, const DeviceChange& change) override {
        return direct_->change(name, change);
    }
    Result<void> moveToNamespace(const InterfaceName& name, const NetworkNamespace& target) override {
        return direct_->moveToNamespace(name, target);
    }
    Result<PacketPort> openPacketPort(const InterfaceName&, const PortRequest&) override { return std::move(port_); }

private:
    PacketPort port_;
    std::shared_ptr<DeviceControl> direct_;
};

} // namespace tapscope::test
