#pragma once

#include <lua.hpp>
#include <string>
#include <vector>

namespace tapscope {

/// Prevents a script from keeping state: once its file has run, all tables that its functions can reach are read-only,
/// and its variables outside functions must not change.
///
/// Tables are replaced by empty ones that read from them and refuse writes. Variables cannot be locked; they are
/// compared after each call.
class Frozen {
public:
    /// Freezes the global variables and everything the functions (references in the registry) can reach.
    void freeze(lua_State* lua, const std::vector<int>& functions);
    /// The name of a variable that has changed since freeze(), or empty.
    [[nodiscard]] const std::string& changed(lua_State* lua) const;

private:
    void visitFunction(lua_State* lua, int queue);
    void replaceTable(lua_State* lua, int queue);
    void freezeFunction(lua_State* lua, int queue);
    void freezeTable(lua_State* lua, int queue);

    struct Variable {
        std::string name;
        const void* id;
        int function; ///< reference of a function that uses it
        int index;    ///< of the upvalue
        int value;    ///< reference of the original value
    };
    std::vector<Variable> variables_;
    std::string none_;
};

} // namespace tapscope
