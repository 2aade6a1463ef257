#pragma once

#include <capture/capture_engine.h>
#include <net/packet_port.h>

#include <QString>

namespace tapscope {

/// What the user asks to be captured, and how.
struct CaptureRequest {
    enum class Mode : std::uint8_t {
        Attach,
        Monitor,
        Stream ///< standard input, which cannot be started once more
    };

    QString device;
    Mode mode = Mode::Attach;
    QString filter;                                 ///< pcap-filter(7)
    std::uint32_t snapLength = 262144;              ///< bytes
    std::size_t bufferSize = std::size_t{64} << 20; ///< bytes, monitor mode
    PortRequest::Promiscuous promiscuous = PortRequest::Promiscuous::Yes;
    QString file; ///< empty = a temporary recording
    StopConditions stop;
};

} // namespace tapscope
