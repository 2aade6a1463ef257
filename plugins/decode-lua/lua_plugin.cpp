// Decoders that a user writes in Lua: docs/scripted-decoders.md.

#include "lua_script.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {
namespace {

class LuaLanguage final : public ScriptLanguage {
public:
    [[nodiscard]] std::string_view suffix() const noexcept override { return ".lua"; }
    [[nodiscard]] Result<std::unique_ptr<Script>> read(const std::filesystem::path& file) const override {
        return LuaScript::read(file);
    }
};

class LuaPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-lua.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const ScriptLanguage*> scriptLanguages() const override { return {&language_}; }

private:
    LuaLanguage language_;
};

} // namespace
} // namespace tapscope

#include "lua_plugin.moc"
