#pragma once

#include <capture/capture_engine.h>
#include <capture/device_capture.h>
#include <store/recording_options.h>

#include <QString>
#include <QStringList>

#include <vector>

namespace tapscope {

/// A device that is to be captured.
struct RequestedDevice {
    QString name; ///< "tap0"; with the network namespace that it is in, where that is another: "blue/tap0"
    DeviceCapture::Role role = DeviceCapture::Role::Attach;

    bool operator==(const RequestedDevice&) const = default;
};

/// What the user asks to be captured, and how.
struct CaptureRequest {
    std::vector<RequestedDevice> devices;           ///< each is recorded under its own interface
    QString filter;                                 ///< pcap-filter(7)
    std::uint32_t snapLength = 262144;              ///< bytes
    std::size_t bufferSize = std::size_t{64} << 20; ///< bytes, for a device that is monitored
    PortRequest::Promiscuous promiscuous = PortRequest::Promiscuous::Yes;
    QString file;     ///< empty = a temporary recording
    RingOptions ring; ///< of a file that is named
    StopConditions stop;
    bool isStream = false; ///< standard input, which cannot be started once more

    [[nodiscard]] QStringList names() const {
        QStringList names;
        for (const auto& device : devices)
            names << device.name;
        return names;
    }
    /// "tap0, tap1": what people know it by.
    [[nodiscard]] QString title() const { return names().join(QStringLiteral(", ")); }
};

} // namespace tapscope
