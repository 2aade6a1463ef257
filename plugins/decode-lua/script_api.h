#pragma once

#include "machine.h"

#include <lua.hpp>

namespace tapscope {

/// The objects passed to a script's functions. Each is userdata with methods; buffers are values.

/// Bytes of the frame and a position in them. Trivially destructible, because a Lua error may jump over it.
struct Buffer {
    ByteReader reader;
    std::uint64_t call; ///< the call that it was made in; it is refused in later calls
};

/// Register the methods with a new state.
void openBufferApi(lua_State* lua);
void openTreeApi(lua_State* lua);
void openFrameApi(lua_State* lua);

/// Pushes a new buffer.
Buffer& pushBuffer(lua_State* lua, const ByteReader& reader);
/// Pushes a tree for the fields of a protocol.
void pushTree(lua_State* lua, const Declaration& declaration);
void pushFrame(lua_State* lua);
/// Pushes an address as the columns show it.
void pushAddress(lua_State* lua, const ColumnAddress& address);

/// The buffer at the argument; raises a Lua error if it is not a buffer, or belongs to an earlier frame.
[[nodiscard]] Buffer& bufferAt(lua_State* lua, int argument);
/// The optional size at the argument; the remaining bytes of the buffer if it is absent. May be too large.
[[nodiscard]] std::size_t sizeAt(lua_State* lua, int argument, const Buffer& buffer);
/// Records a read past the end in the running call.
void noteOverrun(lua_State* lua, const Buffer& buffer);

} // namespace tapscope
