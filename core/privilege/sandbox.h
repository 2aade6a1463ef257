#pragma once

#include <base/error.h>

namespace tapscope {

/// Moves the process into a private sandbox: a user and a network namespace of its own (user_namespaces(7)), with
/// loopback up. In there it may make and configure devices without any right outside; nothing of it is seen outside,
/// and all of it goes when the process ends. The user and group ids stay what they were.
///
/// Call it first thing in main(), while there is one thread: the kernel refuses it to others. There is no way back.
/// Errors: NotPermitted where user namespaces are forbidden, with the setting that forbids them; what canOpenTunNode()
/// says.
[[nodiscard]] Result<void> enterPrivateSandbox();

} // namespace tapscope
