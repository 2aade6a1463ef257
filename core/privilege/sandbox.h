#pragma once

#include <base/error.h>

namespace tapscope {

/// Moves the process into a private sandbox: its own user and network namespaces (user_namespaces(7)), with loopback
/// up. In there it may create and configure devices without any permission outside. Nothing in it is visible outside,
/// and all of it vanishes when the process ends. The user and group ids stay the same.
///
/// Must be called first in main(), while there is one thread, because the kernel refuses it to others. It cannot be
/// undone. Errors: NotPermitted if user namespaces are forbidden, with the setting that forbids them; those of
/// canOpenTunNode().
[[nodiscard]] Result<void> enterPrivateSandbox();

} // namespace tapscope
