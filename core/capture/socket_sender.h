#pragma once

#include <capture/batch_sender.h>

#include <memory>

namespace tapscope {

/// Returns a sender for a bound packet socket: through a TX ring (packet(7)), or through sendmmsg(2) if there is no
/// memory for a ring. Both go through the interface's queueing discipline, so that other programs see what is sent, and
/// rules for the interface apply.
///
/// The socket must outlive the sender, and nothing else may send through it.
[[nodiscard]] std::unique_ptr<BatchSender> makeSocketSender(int socket);

} // namespace tapscope
