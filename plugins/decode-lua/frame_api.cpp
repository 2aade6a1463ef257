#include "script_api.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tapscope {

void pushAddress(lua_State* lua, const ColumnAddress& address) {
    const ColumnText text(address);
    lua_pushlstring(lua, text.view().data(), text.view().size());
}

namespace {

constexpr const char* frameType = "frame";

struct Fact {
    std::string_view name;
    void (*push)(lua_State* lua, const Dissection& facts);
};

template <auto Read>
void pushNumber(lua_State* lua, const Dissection& facts) {
    lua_pushinteger(lua, static_cast<lua_Integer>(Read(facts)));
}

constexpr std::array facts = {
    Fact{"number", pushNumber<[](const Dissection& d) { return d.frame().number; }>},
    Fact{"length", pushNumber<[](const Dissection& d) { return d.frame().originalLength; }>},
    Fact{"captured_length", pushNumber<[](const Dissection& d) { return d.frame().bytes.size(); }>},
    Fact{"source_port", pushNumber<[](const Dissection& d) { return d.carrier().sourcePort; }>},
    Fact{"destination_port", pushNumber<[](const Dissection& d) { return d.carrier().destinationPort; }>},
    Fact{"source", [](lua_State* lua, const Dissection& d) { pushAddress(lua, d.carrier().source); }},
    Fact{"destination", [](lua_State* lua, const Dissection& d) { pushAddress(lua, d.carrier().destination); }},
    Fact{"direction",
         [](lua_State* lua, const Dissection& d) {
             constexpr std::array<const char*, 3> names = {"unknown", "inbound", "outbound"};
             const auto index = static_cast<std::size_t>(d.frame().direction);
             lua_pushstring(lua, index < names.size() ? names[index] : names[0]);
         }},
};

int index(lua_State* lua) {
    luaL_checkudata(lua, 1, frameType);
    const Machine::Call* call = Machine::of(lua).call();
    const std::string_view name = luaL_checkstring(lua, 2);
    const auto* const fact = std::ranges::find(facts, name, &Fact::name);
    if (fact == facts.end() || call == nullptr)
        return luaL_error(lua, "a frame has no '%s'", name.data());
    fact->push(lua, *call->facts);
    return 1;
}

} // namespace

void openFrameApi(lua_State* lua) {
    luaL_newmetatable(lua, frameType);
    lua_pushcfunction(lua, index);
    lua_setfield(lua, -2, "__index");
    lua_pop(lua, 1);
}

void pushFrame(lua_State* lua) {
    lua_newuserdatauv(lua, 0, 0);
    luaL_setmetatable(lua, frameType);
}

} // namespace tapscope
