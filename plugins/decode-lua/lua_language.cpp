// Decoders written by users in Lua: docs/scripted-decoders.md.

#include "lua_language.h"

#include "lua_script.h"

namespace tapscope {

Result<std::unique_ptr<Script>> LuaLanguage::read(const std::filesystem::path& file) const {
    return LuaScript::read(file);
}

} // namespace tapscope
