#pragma once

#include <lua.hpp>
#include <string>
#include <vector>

namespace tapscope {

/// Keeps a script from keeping things: once its file has run, all tables that its functions can reach are read-only,
/// and its variables outside of functions must not change.
///
/// Tables are replaced by empty ones that read from them and refuse writing. Variables cannot be locked; they are
/// compared after each call.
class Frozen {
public:
    /// Freezes what the functions (references in the registry) can reach, and the global variables.
    void freeze(lua_State* lua, const std::vector<int>& functions);
    /// The name of a variable that has changed since, or empty.
    [[nodiscard]] const std::string& changed(lua_State* lua) const;

private:
    void visitFunction(lua_State* lua, int queue);
    void replaceTable(lua_State* lua, int queue);
    void freezeFunction(lua_State* lua, int queue);
    void freezeTable(lua_State* lua, int queue);

    struct Variable {
        std::string name;
        const void* id;
        int function; ///< reference of one that uses it
        int index;    ///< among its upvalues
        int value;    ///< reference of what it was
    };
    std::vector<Variable> variables_;
    std::string none_;
};

} // namespace tapscope
