#include "sandbox.h"

#include "limits.h"
#include "machine.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <string_view>

namespace tapscope {
namespace {

constexpr std::array baseNames = {"assert", "error", "ipairs", "select", "tonumber", "type"};
constexpr std::array stringNames = {"byte",     "char", "format",  "len", "lower",  "pack",
                                    "packsize", "rep",  "reverse", "sub", "unpack", "upper"};
constexpr std::array tableNames = {"concat", "insert", "pack", "remove", "unpack"};
constexpr std::array mathNames = {"abs", "ceil", "exp",        "floor", "fmod",       "huge",
                                  "log", "max",  "maxinteger", "min",   "mininteger", "modf",
                                  "pi",  "sqrt", "tointeger",  "type",  "ult"};

/// tostring() with the same result in every run: Lua's own prints addresses of tables.
int plainToString(lua_State* lua) {
    luaL_checkany(lua, 1);
    if (lua_type(lua, 1) > LUA_TSTRING || lua_islightuserdata(lua, 1))
        lua_pushstring(lua, luaL_typename(lua, 1));
    else
        luaL_tolstring(lua, 1, nullptr);
    return 1;
}

/// Wraps a library function of Lua, which is the upvalue, and charges for the bytes it processes in C. It runs in the
/// same call, so that its errors name the script's line.
int charged(lua_State* lua) {
    Machine& machine = Machine::of(lua);
    constexpr std::size_t elementSize = 16;
    std::size_t cost = 0;
    for (int i = lua_gettop(lua); i > 0; --i) {
        if (lua_type(lua, i) == LUA_TSTRING)
            cost += lua_rawlen(lua, i);
        else if (lua_istable(lua, i))
            cost += std::min<std::size_t>(lua_rawlen(lua, i), limits::memory) * elementSize;
    }
    machine.charge(cost);
    const int results = lua_tocfunction(lua, lua_upvalueindex(1))(lua);
    machine.charge(static_cast<std::size_t>(std::max(results, 0)) * elementSize);
    return results;
}

/// string.rep of an empty text could loop for years; everything else is bounded by the memory it allocates first.
int boundedRep(lua_State* lua) {
    std::size_t size = 0;
    std::size_t separatorSize = 0;
    luaL_checklstring(lua, 1, &size);
    luaL_checkinteger(lua, 2);
    luaL_optlstring(lua, 3, "", &separatorSize);
    if (size + separatorSize != 0)
        return charged(lua);
    lua_pushliteral(lua, "");
    return 1;
}

/// table.insert and table.remove move the elements after a position one by one, up to the table's length. For a table
/// with holes Lua may return any length, up to 2^63.
int boundedMove(lua_State* lua) {
    luaL_checktype(lua, 1, LUA_TTABLE);
    constexpr lua_Integer most = limits::memory / sizeof(void*); // no table can have more elements
    if (luaL_len(lua, 1) > most)
        return luaL_error(lua, "the table has holes, so its length is undefined");
    return charged(lua);
}

/// string.format without addresses. Lua's own function is the upvalue.
int plainFormat(lua_State* lua) {
    const char* format = luaL_checkstring(lua, 1);
    for (const char* at = std::strchr(format, '%'); at != nullptr; at = std::strchr(at, '%')) {
        at += 1 + std::strspn(at + 1, "-+ #0123456789.");
        if (*at == 'p')
            return luaL_error(lua, "string.format does not support %%p");
        at += *at == '%' ? 1 : 0;
    }
    const int arguments = lua_gettop(lua);
    for (int i = 2; i <= arguments; ++i)
        luaL_argcheck(lua, lua_type(lua, i) <= LUA_TSTRING && !lua_islightuserdata(lua, i), i,
                      "a string, number or boolean is needed");
    return charged(lua);
}

/// string.find for plain text: (text, wanted [, from]).
int plainFind(lua_State* lua) {
    std::size_t textSize = 0;
    std::size_t wantedSize = 0;
    const char* text = luaL_checklstring(lua, 1, &textSize);
    const char* wanted = luaL_checklstring(lua, 2, &wantedSize);
    const lua_Integer asked = luaL_optinteger(lua, 3, 1);
    const auto from = static_cast<std::size_t>(std::max<lua_Integer>(asked, 1)) - 1;
    if (from > textSize)
        return 0;
    const void* found = memmem(text + from, textSize - from, wanted, wantedSize);
    if (found == nullptr)
        return 0;
    const lua_Integer first = static_cast<const char*>(found) - text + 1;
    lua_pushinteger(lua, first);
    lua_pushinteger(lua, first + static_cast<lua_Integer>(wantedSize) - 1);
    return 2;
}

/// The function to call instead of a function of Lua, which becomes its upvalue.
lua_CFunction wrapperOf(std::string_view name) {
    return name == "rep"                          ? boundedRep
           : name == "insert" || name == "remove" ? boundedMove
           : name == "format"                     ? plainFormat
                                                  : charged;
}

/// Moves the named entries of the table at the top of the stack into the table below it, and pops the upper one.
void keepOnly(lua_State* lua, std::span<const char* const> names) {
    for (const char* name : names) {
        lua_getfield(lua, -1, name);
        if (lua_iscfunction(lua, -1) != 0)
            lua_pushcclosure(lua, wrapperOf(name), 1);
        lua_setfield(lua, -3, name);
    }
    lua_pop(lua, 1);
}

/// Creates a library with the named functions of a library of Lua, and leaves it at the top of the stack.
void open(lua_State* lua, const char* name, lua_CFunction library, std::span<const char* const> names) {
    lua_newtable(lua);
    luaL_requiref(lua, name, library, 0);
    keepOnly(lua, names);
}

} // namespace

void openSandbox(lua_State* lua) {
    lua_newtable(lua);
    luaL_requiref(lua, LUA_GNAME, luaopen_base, 0);
    keepOnly(lua, baseNames);
    lua_pushcfunction(lua, plainToString);
    lua_setfield(lua, -2, "tostring");

    open(lua, LUA_MATHLIBNAME, luaopen_math, mathNames);
    lua_setfield(lua, -2, LUA_MATHLIBNAME);
    open(lua, LUA_TABLIBNAME, luaopen_table, tableNames);
    lua_setfield(lua, -2, LUA_TABLIBNAME);

    open(lua, LUA_STRLIBNAME, luaopen_string, stringNames);
    lua_pushcfunction(lua, plainFind);
    lua_pushcclosure(lua, charged, 1);
    lua_setfield(lua, -2, "find");
    // Makes them the methods of texts as well, as in name:upper().
    lua_pushliteral(lua, "");
    lua_getmetatable(lua, -1);
    lua_pushvalue(lua, -3);
    lua_setfield(lua, -2, "__index");
    lua_pop(lua, 2);
    lua_setfield(lua, -2, LUA_STRLIBNAME);

    // The tables of Lua's own libraries are unreachable: no function here leads to the registry.
    lua_rawseti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

} // namespace tapscope
