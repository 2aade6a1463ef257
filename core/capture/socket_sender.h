#pragma once

#include <capture/batch_sender.h>

#include <memory>

namespace tapscope {

/// Sends through a bound packet socket: by a TX ring (packet(7)), or by sendmmsg(2) where there is no memory for one.
/// Through the queueing discipline of the interface in both cases: others see what is sent, and rules for the interface
/// hold.
///
/// The socket has to outlive it; nobody else sends through it.
[[nodiscard]] std::unique_ptr<BatchSender> makeSocketSender(int socket);

} // namespace tapscope
