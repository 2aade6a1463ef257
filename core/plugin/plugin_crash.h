#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <string_view>

namespace tapscope {

/// Tells in whose code a thread is, without any cost while all is well: each plugin's library is remembered with the
/// addresses of its code, and a stack is looked up there.
///
/// From now on, a crash of this program (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT) that happened in a plugin writes one
/// line with its name on stderr, notes it in `switches` (see PluginSwitches), and ends the program as such a signal
/// does. Call once, early, on the main thread. Other crashes stay as they are.
void reportPluginCrashes(const QString& switches);

/// Remembers the library at `path`, which is loaded, as the plugin `id`. Main thread.
void rememberPluginLibrary(const QString& path, const QString& id);

/// The plugin whose code has this address; empty when none has. Safe in a signal handler.
[[nodiscard]] std::string_view pluginAt(std::uintptr_t address) noexcept;

/// The plugins that any thread of the program is in, separated by commas; empty when none is, or where the system does
/// not tell. Each thread is asked by a signal (SIGURG), which takes up to 50 ms. One call at a time; safe in a signal
/// handler. For the end of the program: who waits for a call of the system may have it interrupted.
[[nodiscard]] std::string_view pluginsAtWork() noexcept;

/// The plugin that the calling thread is in: the innermost of its callers that is one's. Safe in a signal handler.
[[nodiscard]] std::string_view pluginOfThisThread() noexcept;

} // namespace tapscope
