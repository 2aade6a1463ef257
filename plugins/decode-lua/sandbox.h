#pragma once

#include <lua.hpp>

namespace tapscope {

/// Makes the global variables of a new state: Lua's own functions as far as they compute from their arguments alone, in
/// bounded time. There is no way to files, programs, the clock, chance, other Lua code, or addresses in memory; none to
/// catch an error; and no patterns, whose time nobody can bound: string.find looks for plain text.
void openSandbox(lua_State* lua);

} // namespace tapscope
