#pragma once

#include <capture/capture_engine.h>
#include <capture/own_sources.h>
#include <capture/source_catalog.h>
#include <net/packet_port.h>
#include <store/recording_options.h>

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace tapscope {

/// A device, or an interface of another source, to capture.
struct RequestedDevice {
    QString name; ///< named as in WantedPort: "tap0", "blue/tap0", "ssh://host/tap0"
    std::string role =
        std::string(source_role::attach); ///< role at its source; empty: the source chooses (WantedPort::role)
    SettingValues settings = {};          ///< of its source

    bool operator==(const RequestedDevice&) const = default;
};

/// What the user wants to capture, and how.
struct CaptureRequest {
    std::vector<RequestedDevice> devices;           ///< each is recorded under its own interface
    QString filter;                                 ///< pcap-filter(7)
    std::uint32_t snapLength = 262144;              ///< bytes
    std::size_t bufferSize = std::size_t{64} << 20; ///< bytes, for a device that is monitored
    PortRequest::Promiscuous promiscuous = PortRequest::Promiscuous::Yes;
    QString file;     ///< empty = a temporary recording
    RingOptions ring; ///< only for a file with a name
    StopConditions stop;
    bool isStream = false; ///< standard input, which cannot be captured again

    [[nodiscard]] QStringList names() const {
        QStringList names;
        for (const auto& device : devices)
            names << device.name;
        return names;
    }
    [[nodiscard]] WantedPort wanted(const RequestedDevice& device) const {
        WantedPort wanted{.name = device.name.toStdString(),
                          .role = device.role,
                          .filter = filter.toStdString(),
                          .snapLength = snapLength,
                          .settings = device.settings};
        if (!SourceCatalog::isDevice(wanted.name))
            return wanted;
        wanted.settings[device_setting::buffer] = {std::to_string(bufferSize >> 20U)};
        wanted.settings[device_setting::promiscuous] = {promiscuous == PortRequest::Promiscuous::Yes ? "on" : "off"};
        return wanted;
    }
    /// A short name for the user: "tap0, tap1".
    [[nodiscard]] QString title() const { return names().join(QStringLiteral(", ")); }
};

} // namespace tapscope
