#pragma once

#include <decode/registry.h>
#include <plugin/script_language.h>

#include <QString>
#include <QStringList>

#include <memory>
#include <span>
#include <vector>

namespace tapscope {

/// Where scripts are searched for.
struct ScriptPlaces {
    QStringList folders; ///< all files in them with the suffix of a script language
    QStringList files;   ///< additional files, with any suffix if there is only one language
};

/// A script that was found, whether in use or not.
struct ScriptRecord {
    QString path;
    QStringList protocols; ///< abbreviations of the protocols that it decodes
    QString refusal;       ///< why it is left out, with file and line; empty if it is not
};

/// The scripts as they were read at one time, with a registry of their decoders and the plugins'.
///
/// Immutable. When files have changed, another set is made, and the earlier one is kept for code that is still decoding
/// with it. A script that cannot be read, or uses a name that is taken, is left out; the others are not affected.
class ScriptSet {
public:
    /// `builtIn` are the plugins' decoders, which `plain` already contains; `plain` outlives this object. If a script
    /// and a built-in decoder have the same hook, the script has precedence.
    ScriptSet(std::span<const ScriptLanguage* const> languages, const ScriptPlaces& places,
              std::span<const Decoder* const> builtIn, const DecoderRegistry& plain);
    ScriptSet(const ScriptSet&) = delete;
    ScriptSet& operator=(const ScriptSet&) = delete;

    /// Without scripts, no registry of its own is needed, and this is `plain` itself.
    [[nodiscard]] const DecoderRegistry& registry() const noexcept { return isInUse_ ? registry_ : plain_; }
    /// The statistics of the scripts that are in use.
    [[nodiscard]] std::vector<const StatisticKind*> statistics() const;
    /// The scripts in their current state: a script that failed while it ran has the reason. Any thread.
    [[nodiscard]] std::vector<ScriptRecord> records() const;

private:
    struct Entry {
        ScriptRecord record;
        std::unique_ptr<Script> script; ///< null if refused
    };
    [[nodiscard]] static Entry read(const ScriptLanguage& language, const QString& path);
    void take(Entry entry);

    const DecoderRegistry& plain_;
    std::vector<Entry> entries_;
    DecoderRegistry registry_;
    bool isInUse_ = false;
};

} // namespace tapscope
