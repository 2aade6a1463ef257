#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <string_view>

namespace tapscope {

/// Finds the plugin whose code a thread executes, at no cost during normal operation: each plugin's library is
/// remembered with the addresses of its code, and the addresses on a stack are looked up there.
///
/// From now on, a crash of this program (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT) in a plugin writes one line with the
/// plugin's name to stderr, notes it in `switches` (see PluginSwitches), and then ends the program with that signal.
/// Call once, early, on the main thread. Other crashes are not affected.
void reportPluginCrashes(const QString& switches);

/// Remembers the loaded library at `path` as that of the plugin `id`. Main thread.
void rememberPluginLibrary(const QString& path, const QString& id);

/// Returns the plugin whose code contains this address; empty if there is none. Safe in a signal handler.
[[nodiscard]] std::string_view pluginAt(std::uintptr_t address) noexcept;

/// Returns the plugins whose code any thread of the program executes, separated by commas. Empty if there are none or
/// the system does not show it. Each thread is asked by a signal (SIGURG), which takes up to 50 ms. One call at a time;
/// safe in a signal handler. For use at the program's end, because the signal may interrupt blocking system calls.
[[nodiscard]] std::string_view pluginsAtWork() noexcept;

/// Returns the plugin that the calling thread is in: the innermost of its callers that belongs to one. Safe in a signal
/// handler.
[[nodiscard]] std::string_view pluginOfThisThread() noexcept;

} // namespace tapscope
