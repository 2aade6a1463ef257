#pragma once

#include <base/link_type.h>

#include <cstdint>
#include <optional>
#include <string>

namespace tapscope {

/// An interface as a capture file describes it: in a pcapng Interface Description Block, or in a pcap file's header.
struct CaptureInterface {
    LinkType linkType = LinkType::Ethernet;
    std::uint32_t snapLength = 0;    ///< bytes; 0 = no limit
    std::string name;                ///< if_name
    std::string description;         ///< if_description
    std::string filter;              ///< if_filter, as the text of a capture filter
    std::string hardware, os;        ///< if_hardware, if_os
    std::uint8_t timeResolution = 9; ///< if_tsresol as in the file: 10^-n, or 2^-(n & 0x7f) if the top bit is set
    std::int64_t timeOffset = 0;     ///< if_tsoffset, seconds
    std::uint8_t frameCheckLength =
        0; ///< if_fcslen: bytes of a frame check sequence at the end of each frame; 0 = none

    bool operator==(const CaptureInterface&) const = default;
};

/// The counters of an Interface Statistics Block. A counter without a value is unknown.
struct CaptureStatistics {
    std::uint32_t interfaceId = 0;
    std::optional<std::uint64_t> received;         ///< isb_ifrecv
    std::optional<std::uint64_t> droppedInterface; ///< isb_ifdrop
    std::optional<std::uint64_t> droppedSystem;    ///< isb_osdrop
    std::optional<std::uint64_t> delivered;        ///< isb_usrdeliv
    std::string comment;                           ///< opt_comment, UTF-8
};

} // namespace tapscope
