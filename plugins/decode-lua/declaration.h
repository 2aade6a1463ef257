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

/// What a script says of one of its protocols in protocol{…}. `info` and all it names live here.
struct Declaration {
    std::deque<std::string> words;
    std::deque<std::vector<ValueName>> valueNames;
    std::vector<FieldInfo> fields;
    std::vector<std::int64_t> resolutions; ///< by field: nanoseconds in one unit of a time read from the frame
    std::vector<Hook> hooks;
    std::vector<std::string_view> tables, heuristics;
    std::vector<const FieldInfo*> counters; ///< fields whose values the protocol's statistic counts
    ProtocolInfo info;
};

/// Reads the table at the top of the stack and leaves it there. The error says what is wrong, not where. Calls nothing
/// of Lua's that could raise an error, except for want of memory.
[[nodiscard]] std::expected<std::unique_ptr<const Declaration>, std::string> readDeclaration(lua_State* lua);

} // namespace tapscope
