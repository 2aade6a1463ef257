#pragma once

#include <lua.hpp>

namespace tapscope {

/// Creates the global variables of a new state: those functions of Lua that compute from their arguments alone, in
/// bounded time. Scripts have no access to files, programs, the clock, random numbers, other Lua code or memory
/// addresses; they cannot catch errors; and they have no patterns, whose running time cannot be bounded: string.find
/// searches plain text.
void openSandbox(lua_State* lua);

} // namespace tapscope
