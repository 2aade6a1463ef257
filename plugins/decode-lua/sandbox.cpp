#include "sandbox.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <string_view>

namespace tapscope {
namespace {

constexpr std::array baseNames = {"assert", "error", "ipairs", "select", "tonumber", "type"};
constexpr std::array stringNames = {"byte", "char",    "len", "lower",  "pack", "packsize",
                                    "rep",  "reverse", "sub", "unpack", "upper"};
constexpr std::array tableNames = {"concat", "insert", "pack", "remove", "unpack"};
constexpr std::array mathNames = {"abs", "ceil", "exp",        "floor", "fmod",       "huge",
                                  "log", "max",  "maxinteger", "min",   "mininteger", "modf",
                                  "pi",  "sqrt", "tointeger",  "type",  "ult"};

/// Text of a value that says the same in each run: Lua's own tells addresses of tables.
int plainToString(lua_State* lua) {
    luaL_checkany(lua, 1);
    if (lua_type(lua, 1) > LUA_TSTRING || lua_islightuserdata(lua, 1))
        lua_pushstring(lua, luaL_typename(lua, 1));
    else
        luaL_tolstring(lua, 1, nullptr);
    return 1;
}

/// string.format without addresses. Lua's own is the upvalue.
int plainFormat(lua_State* lua) {
    const char* format = luaL_checkstring(lua, 1);
    for (const char* at = std::strchr(format, '%'); at != nullptr; at = std::strchr(at, '%')) {
        at += 1 + std::strspn(at + 1, "-+ #0123456789.");
        if (*at == 'p')
            return luaL_error(lua, "string.format knows no %%p");
        at += *at == '%' ? 1 : 0;
    }
    const int arguments = lua_gettop(lua);
    for (int i = 2; i <= arguments; ++i)
        luaL_argcheck(lua, lua_type(lua, i) <= LUA_TSTRING && !lua_islightuserdata(lua, i), i,
                      "a text, number or boolean is needed");
    lua_pushvalue(lua, lua_upvalueindex(1));
    lua_insert(lua, 1);
    lua_call(lua, arguments, 1);
    return 1;
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

/// Moves the named ones of the table at the top into the table below it, and pops the former.
void keepOnly(lua_State* lua, std::span<const char* const> names) {
    for (const char* name : names) {
        lua_getfield(lua, -1, name);
        lua_setfield(lua, -3, name);
    }
    lua_pop(lua, 1);
}

/// Makes a library of the named functions of one of Lua's own, and leaves it at the top.
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
    luaL_getsubtable(lua, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_getfield(lua, -1, LUA_STRLIBNAME);
    lua_getfield(lua, -1, "format");
    lua_pushcclosure(lua, plainFormat, 1);
    lua_setfield(lua, -4, "format");
    lua_pop(lua, 2);
    lua_pushcfunction(lua, plainFind);
    lua_setfield(lua, -2, "find");
    // Methods of texts, as in name:upper(), are these, too.
    lua_pushliteral(lua, "");
    lua_getmetatable(lua, -1);
    lua_pushvalue(lua, -3);
    lua_setfield(lua, -2, "__index");
    lua_pop(lua, 2);
    lua_setfield(lua, -2, LUA_STRLIBNAME);

    // What Lua's own libraries left behind is out of reach: no function here leads to the registry.
    lua_rawseti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

} // namespace tapscope
