#pragma once

#include "machine.h"

#include <lua.hpp>

namespace tapscope {

/// The objects that a script's functions are given. Each is userdata with methods; buffers are values.

/// Bytes of the frame, and a place in them. Trivially destructible: an error of Lua's may jump over it.
struct Buffer {
    ByteReader reader;
    std::uint64_t call; ///< in which it was made; it is of no use in a later one
};

/// Make the methods known to a new state.
void openBufferApi(lua_State* lua);
void openTreeApi(lua_State* lua);
void openFrameApi(lua_State* lua);

/// A new object at the top of the stack.
Buffer& pushBuffer(lua_State* lua, const ByteReader& reader);
/// A tree for a protocol's fields.
void pushTree(lua_State* lua, const Declaration& declaration);
void pushFrame(lua_State* lua);
/// An address as the columns show it.
void pushAddress(lua_State* lua, const ColumnAddress& address);

/// The argument of a method; an error of Lua's when it is none, or of an earlier frame.
[[nodiscard]] Buffer& bufferAt(lua_State* lua, int argument);
/// An optional size among the arguments; what remains in the buffer when it is not there. May be too large.
[[nodiscard]] std::size_t sizeAt(lua_State* lua, int argument, const Buffer& buffer);
/// Tells the call of a read past the end.
void noteOverrun(lua_State* lua, const Buffer& buffer);

} // namespace tapscope
