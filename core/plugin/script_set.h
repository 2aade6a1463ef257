#pragma once

#include <decode/registry.h>
#include <plugin/script_language.h>

#include <QString>
#include <QStringList>

#include <memory>
#include <span>
#include <vector>

namespace tapscope {

/// Where scripts are.
struct ScriptPlaces {
    QStringList folders; ///< all files in them that end as a script language's do
    QStringList files;   ///< these besides, whatever they end in, if there is but one language
};

/// A script that was found, in use or not.
struct ScriptRecord {
    QString path;
    QStringList protocols; ///< abbreviations of what it decodes
    QString refusal;       ///< why it is left out, with file and line; empty when it is not
};

/// The scripts as they were read at one time, and a registry of their decoders and of the plugins'.
///
/// Immutable once made: who wants to know of changed files makes another one and keeps this one for those that are
/// still decoding. A script that cannot be read, or takes a name that is taken, is left out alone.
class ScriptSet {
public:
    /// `builtIn` are the plugins' decoders, which `plain` has already taken; it outlives this. Where a script and one
    /// of these hook in at the same place, the script goes first.
    ScriptSet(std::span<const ScriptLanguage* const> languages, const ScriptPlaces& places,
              std::span<const Decoder* const> builtIn, const DecoderRegistry& plain);
    ScriptSet(const ScriptSet&) = delete;
    ScriptSet& operator=(const ScriptSet&) = delete;

    /// Without a script there is no need for a registry of its own: it is `plain` itself.
    [[nodiscard]] const DecoderRegistry& registry() const noexcept { return isInUse_ ? registry_ : plain_; }
    /// As they are now: one that failed while it ran says so. Any thread.
    [[nodiscard]] std::vector<ScriptRecord> records() const;

private:
    struct Entry {
        ScriptRecord record;
        std::unique_ptr<Script> script; ///< null when refused
    };
    [[nodiscard]] static Entry read(const ScriptLanguage& language, const QString& path);
    void take(Entry entry);

    const DecoderRegistry& plain_;
    std::vector<Entry> entries_;
    DecoderRegistry registry_;
    bool isInUse_ = false;
};

} // namespace tapscope
