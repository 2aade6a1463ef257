#pragma once

#include <base/unique_fd.h>
#include <inject/injector.h>

#include <memory>

namespace tapscope::cli {

/// Sends the frames of a running capture to each program that connects to `listener`, as a pcapng stream from then on
/// (pcap-over-IP). A reader that is too slow loses frames, which are counted and reported when it disconnects; it does
/// not delay the others.
[[nodiscard]] std::unique_ptr<Injector> captureServer(UniqueFd listener);

} // namespace tapscope::cli
