#pragma once

#include "script_api.h"

#include <string_view>

namespace tapscope {

/// Shared by the methods of trees.
inline constexpr const char* treeTypeName = "tree";

struct Tree {
    const Declaration* declaration;
};

/// The running call, for a method of its tree (argument 1); raises a Lua error if the tree belongs to another frame.
[[nodiscard]] Machine::Call& callOf(lua_State* lua);
[[nodiscard]] std::string_view textAt(lua_State* lua, int argument);

/// The methods that add fields.
int addField(lua_State* lua);
int addLittleEndianField(lua_State* lua);
int addBits(lua_State* lua);
int putField(lua_State* lua);

} // namespace tapscope
