#include "script_api.h"

#include <array>
#include <limits>
#include <new>
#include <type_traits>

namespace tapscope {
namespace {

constexpr const char* bufferType = "buffer";
static_assert(std::is_trivially_destructible_v<Buffer>);

template <std::uint64_t (*Read)(ByteReader&)>
int number(lua_State* lua) {
    Buffer& buffer = bufferAt(lua, 1);
    lua_pushinteger(lua, static_cast<lua_Integer>(Read(buffer.reader)));
    noteOverrun(lua, buffer);
    return 1;
}
template <std::size_t Size>
std::uint64_t big(ByteReader& reader) {
    return reader.big(Size);
}
template <std::size_t Size>
std::uint64_t little(ByteReader& reader) {
    return reader.little(Size);
}

int bytes(lua_State* lua) {
    Buffer& buffer = bufferAt(lua, 1);
    const Bytes taken = buffer.reader.take(sizeAt(lua, 2, buffer));
    noteOverrun(lua, buffer);
    lua_pushlstring(lua, reinterpret_cast<const char*>(taken.data()), taken.size());
    return 1;
}

int skip(lua_State* lua) {
    Buffer& buffer = bufferAt(lua, 1);
    buffer.reader.skip(sizeAt(lua, 2, buffer));
    noteOverrun(lua, buffer);
    return 0;
}

int part(lua_State* lua) {
    Buffer& buffer = bufferAt(lua, 1);
    pushBuffer(lua, buffer.reader.part(sizeAt(lua, 2, buffer)));
    return 1;
}

int peek(lua_State* lua) {
    const Buffer& buffer = bufferAt(lua, 1);
    const lua_Integer ahead = luaL_optinteger(lua, 2, 0);
    luaL_argcheck(lua, ahead >= 0, 2, "the offset must not be negative");
    lua_pushinteger(lua, buffer.reader.peek(static_cast<std::size_t>(ahead)));
    return 1;
}

int remaining(lua_State* lua) {
    lua_pushinteger(lua, static_cast<lua_Integer>(bufferAt(lua, 1).reader.remaining()));
    return 1;
}

int offset(lua_State* lua) {
    lua_pushinteger(lua, static_cast<lua_Integer>(bufferAt(lua, 1).reader.offset()));
    return 1;
}

constexpr std::array<luaL_Reg, 18> methods = {{
    {"u8", number<big<1>>},
    {"u16", number<big<2>>},
    {"u24", number<big<3>>},
    {"u32", number<big<4>>},
    {"u48", number<big<6>>},
    {"u64", number<big<8>>},
    {"u16le", number<little<2>>},
    {"u24le", number<little<3>>},
    {"u32le", number<little<4>>},
    {"u48le", number<little<6>>},
    {"u64le", number<little<8>>},
    {"bytes", bytes},
    {"skip", skip},
    {"part", part},
    {"peek", peek},
    {"remaining", remaining},
    {"offset", offset},
    {nullptr, nullptr},
}};

} // namespace

void openBufferApi(lua_State* lua) {
    luaL_newmetatable(lua, bufferType);
    lua_newtable(lua); // a separate table: the contents of the metatable must not be reachable as methods
    luaL_setfuncs(lua, methods.data(), 0);
    lua_setfield(lua, -2, "__index");
    lua_pushcfunction(lua, remaining);
    lua_setfield(lua, -2, "__len");
    lua_pop(lua, 1);
}

Buffer& pushBuffer(lua_State* lua, const ByteReader& reader) {
    void* room = lua_newuserdatauv(lua, sizeof(Buffer), 0);
    auto* buffer = new (room) Buffer{reader, Machine::of(lua).callNumber()};
    luaL_setmetatable(lua, bufferType);
    return *buffer;
}

Buffer& bufferAt(lua_State* lua, int argument) {
    auto& buffer = *static_cast<Buffer*>(luaL_checkudata(lua, argument, bufferType));
    const Machine& machine = Machine::of(lua);
    luaL_argcheck(lua, buffer.call == machine.callNumber(), argument, "this buffer belongs to an earlier frame");
    return buffer;
}

std::size_t sizeAt(lua_State* lua, int argument, const Buffer& buffer) {
    if (lua_isnoneornil(lua, argument))
        return buffer.reader.remaining();
    const lua_Integer size = luaL_checkinteger(lua, argument);
    luaL_argcheck(lua, size >= 0, argument, "a size must not be negative");
    return static_cast<std::size_t>(size);
}

void noteOverrun(lua_State* lua, const Buffer& buffer) {
    if (Machine::Call* call = Machine::of(lua).call(); call != nullptr && buffer.reader.overrun())
        call->overrun = true;
}

} // namespace tapscope
