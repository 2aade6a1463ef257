#pragma once

#include <base/error.h>
#include <decode/decoder.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

class StatisticKind; // statistic/statistic.h

/// A user's file that describes decoders and statistics, ready to run. Like all others, they serve all threads at once.
class Script {
public:
    virtual ~Script() = default;
    /// The decoders live as long as the script.
    [[nodiscard]] virtual std::vector<const Decoder*> decoders() const = 0;
    /// The statistics live as long as the script.
    [[nodiscard]] virtual std::vector<const StatisticKind*> statistics() const { return {}; }
    /// The error that occurred while it ran, with file and line ("gauge.lua:12: …"); its decoders have been left out
    /// since then. Empty if there was none. Any thread.
    [[nodiscard]] virtual std::string failure() const = 0;
};

/// A language in which users write decoders without a compiler.
class ScriptLanguage {
public:
    virtual ~ScriptLanguage() = default;
    /// The suffix of the files in a script folder that are scripts of this language: ".lua".
    [[nodiscard]] virtual std::string_view suffix() const noexcept = 0;
    /// Reads a file and runs the code outside its decoders' functions. The error's reason names the line.
    [[nodiscard]] virtual Result<std::unique_ptr<Script>> read(const std::filesystem::path& file) const = 0;
};

} // namespace tapscope
