#include <plugin/script_set.h>

#include <QDir>

#include <algorithm>
#include <exception>
#include <set>

namespace tapscope {
namespace {

struct Found {
    const ScriptLanguage* language;
    QString path;
};

std::vector<Found> find(std::span<const ScriptLanguage* const> languages, const ScriptPlaces& places) {
    std::vector<Found> found;
    std::set<QString> seen;
    const auto add = [&](const ScriptLanguage& language, const QString& path) {
        if (seen.insert(QFileInfo(path).absoluteFilePath()).second)
            found.push_back({&language, path});
    };
    for (const auto* language : languages) {
        const auto suffix =
            QString::fromUtf8(language->suffix().data(), static_cast<qsizetype>(language->suffix().size()));
        for (const QString& path : places.files) {
            if (languages.size() == 1 || path.endsWith(suffix))
                add(*language, path);
        }
        for (const QString& folder : places.folders) {
            const QDir dir(folder);
            for (const QString& name : dir.entryList({QStringLiteral("*") + suffix}, QDir::Files, QDir::Name))
                add(*language, dir.absoluteFilePath(name));
        }
    }
    return found;
}

} // namespace

ScriptSet::ScriptSet(std::span<const ScriptLanguage* const> languages, const ScriptPlaces& places,
                     std::span<const Decoder* const> builtIn, const DecoderRegistry& plain)
    : plain_(plain) {
    for (const auto& [language, path] : find(languages, places))
        take(read(*language, path));
    if (!isInUse_)
        return;
    for (const Decoder* decoder : builtIn)
        static_cast<void>(
            registry_.add(*decoder)); // cannot fail: `plain` accepted it, and scripts do not use its names
}

namespace {

/// Calls what take() and statistics() will call, so that a script that throws is left out by the caller of this.
bool isWhole(const Script& script) {
    const auto isWithoutNull = [](const auto& list) { return std::ranges::find(list, nullptr) == list.end(); };
    return isWithoutNull(script.decoders()) && isWithoutNull(script.statistics());
}

} // namespace

ScriptSet::Entry ScriptSet::read(const ScriptLanguage& language, const QString& path) {
    Entry entry{.record = {.path = path, .protocols = {}, .refusal = {}}, .script = nullptr};
    try {
        auto script = language.read(path.toStdString());
        if (!script)
            entry.record.refusal = QString::fromStdString(script.error().reason);
        else if (*script == nullptr)
            entry.record.refusal = QStringLiteral("the script language returned no script");
        else if (!isWhole(**script))
            entry.record.refusal = QStringLiteral("the script lists a part that does not exist");
        else
            entry.script = std::move(*script);
    } catch (const std::exception& fault) {
        entry.record.refusal = QString::fromUtf8(fault.what());
    } catch (...) {
        entry.record.refusal = QStringLiteral("the script language failed while reading it");
    }
    return entry;
}

void ScriptSet::take(Entry entry) {
    const auto decoders = entry.script ? entry.script->decoders() : std::vector<const Decoder*>{};
    for (const Decoder* decoder : decoders) {
        const std::string_view name = decoder->protocol().abbreviation;
        entry.record.protocols << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        if (plain_.findProtocol(name) != noProtocol || registry_.findProtocol(name) != noProtocol)
            entry.record.refusal =
                QStringLiteral("another decoder has the name %1 already").arg(entry.record.protocols.last());
    }
    if (entry.record.refusal.isEmpty()) {
        for (const Decoder* decoder : decoders) {
            if (auto added = registry_.add(*decoder); !added)
                entry.record.refusal = QString::fromStdString(added.error().text());
            isInUse_ = true;
        }
    }
    entries_.push_back(std::move(entry));
}

std::vector<const StatisticKind*> ScriptSet::statistics() const {
    std::vector<const StatisticKind*> all;
    for (const auto& [record, script] : entries_) {
        if (script && record.refusal.isEmpty()) {
            const auto theirs = script->statistics();
            all.insert(all.end(), theirs.begin(), theirs.end());
        }
    }
    return all;
}

std::vector<ScriptRecord> ScriptSet::records() const {
    std::vector<ScriptRecord> records;
    for (const auto& [record, script] : entries_) {
        records.push_back(record);
        if (script && record.refusal.isEmpty())
            records.back().refusal = QString::fromStdString(script->failure());
    }
    return records;
}

} // namespace tapscope
