#include "frozen.h"

#include <algorithm>

namespace tapscope {
namespace {

// The stack while freezing, from `queue` on: the functions and tables still to visit, then what has been seen: for a
// table its stand-in, for a function true.
constexpr int seenAfterQueue = 1;

int refuseWriting(lua_State* lua) {
    return luaL_error(lua,
                      "'%s' is set in a table that was made outside of the decoding function: state cannot be kept "
                      "from one frame to the next",
                      lua_type(lua, 2) == LUA_TSTRING ? lua_tostring(lua, 2) : luaL_typename(lua, 2));
}

int lengthOfOriginal(lua_State* lua) {
    lua_pushinteger(lua, static_cast<lua_Integer>(lua_rawlen(lua, lua_upvalueindex(1))));
    return 1;
}

void enqueue(lua_State* lua, int queue, int value) {
    const int at = lua_absindex(lua, value);
    lua_pushvalue(lua, at);
    lua_rawseti(lua, queue, static_cast<lua_Integer>(lua_rawlen(lua, queue)) + 1);
}

} // namespace

/// Replaces the table at the top of the stack with its stand-in.
void Frozen::replaceTable(lua_State* lua, int queue) {
    const int seen = queue + seenAfterQueue;
    lua_pushvalue(lua, -1);
    if (lua_rawget(lua, seen) == LUA_TNIL) {
        lua_pop(lua, 1);
        lua_newtable(lua);
        lua_createtable(lua, 0, 4);
        lua_pushvalue(lua, -3);
        lua_setfield(lua, -2, "__index");
        lua_pushcfunction(lua, refuseWriting);
        lua_setfield(lua, -2, "__newindex");
        lua_pushvalue(lua, -3);
        lua_pushcclosure(lua, lengthOfOriginal, 1);
        lua_setfield(lua, -2, "__len");
        lua_setmetatable(lua, -2);
        lua_pushvalue(lua, -2);
        lua_pushvalue(lua, -2);
        lua_rawset(lua, seen);
        lua_pushvalue(lua, -1); // the stand-in of a stand-in is itself
        lua_pushvalue(lua, -1);
        lua_rawset(lua, seen);
        enqueue(lua, queue, -2);
    }
    lua_remove(lua, -2);
}

/// Queues the function at the top of the stack for a visit, unless it has been seen.
void Frozen::visitFunction(lua_State* lua, int queue) {
    const int seen = queue + seenAfterQueue;
    lua_pushvalue(lua, -1);
    const bool isNew = lua_rawget(lua, seen) == LUA_TNIL;
    lua_pop(lua, 1);
    if (!isNew)
        return;
    lua_pushvalue(lua, -1);
    lua_pushboolean(lua, 1);
    lua_rawset(lua, seen);
    enqueue(lua, queue, -1);
}

void Frozen::freezeFunction(lua_State* lua, int queue) {
    const int function = lua_absindex(lua, -1);
    if (lua_iscfunction(lua, function) != 0)
        return;
    int reference = LUA_NOREF;
    for (int i = 1;; ++i) {
        const char* name = lua_getupvalue(lua, function, i);
        if (name == nullptr)
            return;
        if (lua_istable(lua, -1)) {
            replaceTable(lua, queue);
            lua_pushvalue(lua, -1);
            lua_setupvalue(lua, function, i);
        } else if (lua_isfunction(lua, -1)) {
            visitFunction(lua, queue);
        }
        const void* id = lua_upvalueid(lua, function, i);
        const bool isNan = lua_type(lua, -1) == LUA_TNUMBER && lua_rawequal(lua, -1, -1) == 0;
        if (isNan || std::ranges::find(variables_, id, &Variable::id) != variables_.end()) {
            lua_pop(lua, 1);
            continue;
        }
        const int value = luaL_ref(lua, LUA_REGISTRYINDEX);
        if (reference == LUA_NOREF) {
            lua_pushvalue(lua, function);
            reference = luaL_ref(lua, LUA_REGISTRYINDEX);
        }
        variables_.push_back({name, id, reference, i, value});
    }
}

void Frozen::freezeTable(lua_State* lua, int queue) {
    lua_pushnil(lua);
    while (lua_next(lua, -2) != 0) {
        if (lua_istable(lua, -1)) {
            replaceTable(lua, queue);
            lua_pushvalue(lua, -2);
            lua_pushvalue(lua, -2);
            lua_rawset(lua, -5);
        } else if (lua_isfunction(lua, -1)) {
            visitFunction(lua, queue);
        }
        lua_pop(lua, 1);
    }
}

void Frozen::freeze(lua_State* lua, const std::vector<int>& functions) {
    lua_newtable(lua);
    const int queue = lua_gettop(lua);
    lua_newtable(lua);
    for (const int function : functions) {
        lua_rawgeti(lua, LUA_REGISTRYINDEX, function);
        visitFunction(lua, queue);
        lua_pop(lua, 1);
    }
    for (lua_Integer next = 1; next <= static_cast<lua_Integer>(lua_rawlen(lua, queue)); ++next) {
        lua_rawgeti(lua, queue, next);
        if (lua_isfunction(lua, -1))
            freezeFunction(lua, queue);
        else
            freezeTable(lua, queue);
        lua_pop(lua, 1);
    }
    lua_settop(lua, queue - 1);
}

const std::string& Frozen::changed(lua_State* lua) const {
    for (const Variable& variable : variables_) {
        lua_rawgeti(lua, LUA_REGISTRYINDEX, variable.function);
        lua_getupvalue(lua, -1, variable.index);
        lua_rawgeti(lua, LUA_REGISTRYINDEX, variable.value);
        const bool isSame = lua_rawequal(lua, -1, -2) != 0;
        lua_pop(lua, 3);
        if (!isSame)
            return variable.name;
    }
    return none_;
}

} // namespace tapscope
