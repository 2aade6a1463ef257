#pragma once

#include <plugin/script_language.h>

namespace tapscope {

class LuaLanguage final : public ScriptLanguage {
public:
    [[nodiscard]] std::string_view suffix() const noexcept override { return ".lua"; }
    [[nodiscard]] Result<std::unique_ptr<Script>> read(const std::filesystem::path& file) const override;
};

} // namespace tapscope
