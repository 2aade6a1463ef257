#pragma once

#include <decode/protocol.h>

#include <cstdint>
#include <deque>
#include <expected>
#include <lua.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// What a script declares about one of its protocols with protocol{…}. Owns `info` and all it refers to.
struct Declaration {
    std::deque<std::string> words;
    std::deque<std::vector<ValueName>> valueNames;
    std::vector<FieldInfo> fields;
    std::vector<std::int64_t> resolutions; ///< by field: nanoseconds per unit of a time read from the frame
    std::vector<Hook> hooks;
    std::vector<std::string_view> tables, heuristics;
    std::vector<const FieldInfo*> counters; ///< fields whose values the protocol's statistic counts
    ProtocolInfo info;
};

/// Reads the table at the top of the stack and leaves it there. The error says what is wrong, but not where. Calls no
/// Lua function that could raise an error other than out of memory.
[[nodiscard]] std::expected<std::unique_ptr<const Declaration>, std::string> readDeclaration(lua_State* lua);

} // namespace tapscope
