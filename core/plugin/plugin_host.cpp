#include <plugin/plugin.h>
#include <plugin/plugin_crash.h>
#include <plugin/plugin_host.h>
#include <plugin/plugin_metadata.h>
#include <plugin/plugin_switches.h>
#include <plugin/trusted_path.h>

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QPluginLoader>
#include <QSet>
#include <QStandardPaths>

#include <statistic/statistic.h>
#include <sys/mman.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>
#include <new>
#include <numeric>
#include <utility>

namespace tapscope {

namespace {

/// Everything that a plugin provides. The plugin's functions are called once, before anything is used.
struct Parts {
    std::vector<const Decoder*> decoders;
    std::vector<const InjectorFactory*> injectors;
    std::vector<const Exporter*> exporters;
    std::vector<const Inspector*> inspectors;
    std::vector<const ScriptLanguage*> languages;
    std::vector<const SourceFactory*> sources;
    std::vector<const StatisticKind*> statistics;

    [[nodiscard]] static Parts of(const Plugin& plugin) {
        return {plugin.decoders(),        plugin.injectors(), plugin.exporters(), plugin.inspectors(),
                plugin.scriptLanguages(), plugin.sources(),   plugin.statistics()};
    }
    [[nodiscard]] bool hasNull() const {
        const auto isIn = [](const auto& list) { return std::ranges::find(list, nullptr) != list.end(); };
        return isIn(decoders) || isIn(injectors) || isIn(exporters) || isIn(inspectors) || isIn(languages) ||
               isIn(sources) || isIn(statistics);
    }
};

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

/// Thrown to the program's end, which names memory as the cause.
struct NoMemoryForPlugin : std::bad_alloc {};

/// Whether a library could not be loaded because this process may not use more memory. The loader's message differs
/// between libraries or says nothing about memory, so the kernel is asked for as much memory as the library takes.
bool isShortOfMemory(const QString& path, const QString& error) {
    if (error.contains(QString::fromLocal8Bit(std::strerror(ENOMEM))) ||
        error.contains(QStringLiteral("failed to map segment")))
        return true;
    const auto size = static_cast<std::size_t>(QFileInfo(path).size());
    void* const probe = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (probe == MAP_FAILED)
        return size != 0 && errno == ENOMEM;
    ::munmap(probe, size);
    return false;
}

/// The number of letters to add, remove or replace to change one name into the other.
qsizetype differenceOf(const QString& one, const QString& other) {
    std::vector<qsizetype> row(static_cast<std::size_t>(other.size()) + 1);
    std::iota(row.begin(), row.end(), qsizetype{0});
    for (const QChar letter : one) {
        qsizetype diagonal = std::exchange(row[0], row[0] + 1);
        for (std::size_t at = 1; at < row.size(); ++at) {
            const qsizetype replaced = diagonal + (other[static_cast<qsizetype>(at) - 1] == letter ? 0 : 1);
            diagonal = std::exchange(row[at], std::min({replaced, row[at] + 1, row[at - 1] + 1}));
        }
    }
    return row.back();
}

/// Ids that a person may have meant: those that contain the name, and those that differ in two letters.
QStringList nearIds(const QString& name, const std::vector<PluginRecord>& records) {
    constexpr qsizetype slip = 2, most = 5, longest = 64; // letters, ids, letters
    QStringList near;
    if (name.isEmpty() || name.size() > longest)
        return near;
    for (const PluginRecord& record : records) {
        if (near.size() < most && !record.id.isEmpty() &&
            (record.id.contains(name, Qt::CaseInsensitive) || differenceOf(name, record.id) <= slip))
            near << record.id;
    }
    return near;
}

} // namespace

struct PluginHost::Loaded {
    std::vector<PluginRecord> records;
    DecoderRegistry registry; ///< of the plugins, without scripts
    Parts parts;              ///< of all plugins
    /// What the metadata of a part's plugin declares for it.
    struct Declared {
        QStringList roles;
        QString icon;
    };
    QHash<const void*, Declared> declared;
    QHash<QString, QString> owners; ///< the plugin's id, by "injector echo", "udp.port 53" and the like
    PluginChoice choice;
    PluginSwitches switches{{}};
    ScriptPlaces scriptPlaces;
    std::vector<std::unique_ptr<const ScriptSet>> scripts; ///< the last one is in use

    void load(const QString& path);
    /// Returns why a plugin that could be loaded must not be.
    [[nodiscard]] QString leftOut(PluginRecord& record) const;
    /// Adds all parts of a plugin, or returns why none of them can be used.
    [[nodiscard]] QString addPlugin(const Plugin& plugin, PluginRecord& record);
    [[nodiscard]] QString clashOf(const Parts& parts) const;
    void noteHooks(const Decoder& decoder, PluginRecord& record);
    /// Records ids that the user wants to leave out but that no plugin has.
    void noteUnknown();
};

QString PluginHost::Loaded::leftOut(PluginRecord& record) const {
    if (const QString owner = owners.value(QStringLiteral("plugin ") + record.id); !owner.isEmpty())
        return QStringLiteral("another plugin has the id %1 already: %2").arg(record.id, owner);
    const auto state = switches.of(record.id);
    if (state.state == PluginSwitches::State::Crashed)
        return QStringLiteral("it crashed the program (%1). Switch it on again in the list of plugins, or remove its "
                              "line from %2")
            .arg(state.signal, switches.file());
    record.isOff = choice.without.contains(record.id) || state.state == PluginSwitches::State::Off;
    return record.isOff ? QStringLiteral("it is switched off") : QString();
}

QString PluginHost::Loaded::clashOf(const Parts& part) const {
    QSet<QString> own;
    const auto isTaken = [&](const char* kind, std::string_view id) {
        const QString name = QStringLiteral("%1 %2").arg(QLatin1String(kind), text(id));
        const bool isTwice = own.contains(name);
        own.insert(name);
        const QString owner = isTwice ? QStringLiteral("itself") : owners.value(name);
        return owner.isEmpty() ? QString() : QStringLiteral("the %1 is already provided by %2").arg(name, owner);
    };
    QString clash;
    const auto check = [&](const auto& list, const char* kind) {
        for (const auto* each : list) {
            if (clash.isEmpty())
                clash = isTaken(kind, each->id());
        }
    };
    check(part.injectors, "injector");
    check(part.exporters, "exporter");
    check(part.inspectors, "inspector");
    check(part.sources, "source");
    check(part.statistics, "statistic");
    for (const auto* language : part.languages) {
        if (clash.isEmpty())
            clash = isTaken("script language", language->suffix());
    }
    for (const auto* decoder : part.decoders) {
        if (clash.isEmpty())
            clash = isTaken("decoder", decoder->protocol().abbreviation);
    }
    return clash;
}

/// If two decoders have the same hook, the one that was loaded first is asked first.
void PluginHost::Loaded::noteHooks(const Decoder& decoder, PluginRecord& record) {
    for (const Hook& hook : decoder.protocol().hooks) {
        const QString place = QStringLiteral("%1 %2").arg(text(hook.table)).arg(hook.key);
        const QString first = owners.value(place);
        if (first.isEmpty())
            owners.insert(place, record.id);
        else if (const auto owner = std::ranges::find(records, first, &PluginRecord::id);
                 owner != records.end() && QFileInfo(owner->path).path() != QFileInfo(record.path).path())
            owner->notes
                << QStringLiteral("it has precedence over %1 at %2").arg(text(decoder.protocol().abbreviation), place);
    }
}

QString PluginHost::Loaded::addPlugin(const Plugin& plugin, PluginRecord& record) {
    Parts part = Parts::of(plugin);
    if (part.hasNull())
        return QStringLiteral("it lists a part that does not exist");
    if (QString clash = clashOf(part); !clash.isEmpty())
        return clash;
    for (const Decoder* decoder : part.decoders) {
        if (auto fits = registry.check(*decoder); !fits)
            return QString::fromStdString(fits.error().text());
    }
    std::erase_if(part.inspectors, [](const Inspector* inspector) { return !inspector->isAvailable(); });
    // From here on, no code of the plugin is called, and only a lack of memory can fail.
    for (const Decoder* decoder : part.decoders) {
        static_cast<void>(registry.add(*decoder));
        noteHooks(*decoder, record);
    }
    const auto join = [&](auto& all, const auto& list, const char* kind) {
        for (const auto* each : list) {
            owners.insert(QStringLiteral("%1 %2").arg(QLatin1String(kind), text(each->id())), record.id);
            declared.insert(each, {record.roles, record.icon});
            all.push_back(each);
        }
    };
    join(parts.injectors, part.injectors, "injector");
    join(parts.exporters, part.exporters, "exporter");
    join(parts.inspectors, part.inspectors, "inspector");
    join(parts.sources, part.sources, "source");
    join(parts.statistics, part.statistics, "statistic");
    for (const ScriptLanguage* language : part.languages) {
        owners.insert(QStringLiteral("script language ") + text(language->suffix()), record.id);
        parts.languages.push_back(language);
    }
    for (const Decoder* decoder : part.decoders) {
        owners.insert(QStringLiteral("decoder ") + text(decoder->protocol().abbreviation), record.id);
        parts.decoders.push_back(decoder);
    }
    return {};
}

void PluginHost::Loaded::load(const QString& path) {
    PluginRecord record;
    record.path = path;
    record.refusal = distrustOf(path);
    QPluginLoader loader;
    if (record.refusal.isEmpty()) {
        loader.setFileName(path);
        loader.setLoadHints(
            QLibrary::ResolveAllSymbolsHint); // missing symbols are reported now and not at the first frame
        record.refusal = readPluginMetadata(loader, record);
        if (loader.metaData().isEmpty() && isShortOfMemory(path, loader.errorString()))
            throw NoMemoryForPlugin();
    }
    if (record.refusal.isEmpty())
        record.refusal = leftOut(record);
    if (record.refusal.isEmpty()) {
        try {
            if (!loader.load()) {
                record.refusal = loader.errorString();
                if (isShortOfMemory(path, record.refusal))
                    throw NoMemoryForPlugin();
            } else {
                rememberPluginLibrary(loader.fileName(), record.id);
                const auto* plugin = qobject_cast<Plugin*>(loader.instance());
                record.refusal =
                    plugin == nullptr ? QStringLiteral("its object is not a plugin") : addPlugin(*plugin, record);
            }
        } catch (const NoMemoryForPlugin&) {
            throw; // the program ends: nothing works without the others either
        } catch (const std::exception& fault) {
            record.refusal = QStringLiteral("it failed while it was loaded: %1").arg(QString::fromUtf8(fault.what()));
        } catch (...) {
            record.refusal = QStringLiteral("it failed while it was loaded");
        }
    }
    if (record.refusal.isEmpty())
        owners.insert(QStringLiteral("plugin ") + record.id, path);
    records.push_back(std::move(record));
}

void PluginHost::Loaded::noteUnknown() {
    for (const QString& id : choice.none ? QStringList() : choice.without) {
        if (std::ranges::find(records, id, &PluginRecord::id) != records.end())
            continue;
        const QStringList near = nearIds(id, records);
        PluginRecord unknown;
        unknown.id = id;
        unknown.refusal = near.isEmpty() ? QStringLiteral("there is no plugin with this id")
                                         : QStringLiteral("there is no plugin with this id. Did you mean %1?")
                                               .arg(near.join(QStringLiteral(", ")));
        records.push_back(std::move(unknown));
    }
}

PluginHost::PluginHost(const QStringList& folders, ScriptPlaces scripts, PluginChoice choice)
    : loaded_(std::make_unique<Loaded>()) {
    loaded_->switches = PluginSwitches(choice.switches);
    loaded_->choice = std::move(choice);
    for (const QString& folder : loaded_->choice.none ? QStringList() : folders) {
        const QDir dir(folder);
        for (const QString& name : dir.entryList({QStringLiteral("*.so")}, QDir::Files, QDir::Name))
            loaded_->load(dir.absoluteFilePath(name));
    }
    loaded_->noteUnknown();
    loaded_->scriptPlaces = std::move(scripts);
    reloadScripts();
}

PluginHost::~PluginHost() = default;

QStringList PluginHost::defaultFolders() {
    const QString users = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return {users + QStringLiteral("/tapscope/plugins"),
            QDir::cleanPath(QCoreApplication::applicationDirPath() + QStringLiteral("/../lib/tapscope/plugins"))};
}

QString PluginHost::defaultScriptFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/tapscope/scripts");
}

std::unique_ptr<const ScriptSet> PluginHost::readScripts() const {
    return std::make_unique<const ScriptSet>(loaded_->parts.languages, loaded_->scriptPlaces, loaded_->parts.decoders,
                                             loaded_->registry);
}

void PluginHost::use(std::unique_ptr<const ScriptSet> scripts) {
    if (!loaded_->scripts.empty()) { // a plugin's broken decoder stays left out, while scripts are read again
        for (const auto name : decoders().failedDecoders()) {
            const ProtocolId again = scripts->registry().findProtocol(name);
            if (again != noProtocol && !loaded_->owners.value(QStringLiteral("decoder ") + text(name)).isEmpty())
                scripts->registry().leaveOut(again);
        }
    }
    loaded_->scripts.push_back(std::move(scripts));
}

const ScriptPlaces& PluginHost::scriptPlaces() const noexcept {
    return loaded_->scriptPlaces;
}

std::vector<ScriptRecord> PluginHost::scripts() const {
    return loaded_->scripts.back()->records();
}

const std::vector<PluginRecord>& PluginHost::records() const noexcept {
    return loaded_->records;
}

QString PluginHost::pluginOf(std::string_view decoder) const {
    return loaded_->owners.value(QStringLiteral("decoder ") + text(decoder));
}

const PluginChoice& PluginHost::choice() const noexcept {
    return loaded_->choice;
}

QStringList PluginHost::warnings() const {
    QStringList lines;
    for (const PluginRecord& record : loaded_->records) {
        const QString name = record.id.isEmpty() ? record.path : record.id;
        if (record.path.isEmpty())
            lines << QStringLiteral("%1 is to be left out: %2").arg(name, record.refusal);
        else if (!record.refusal.isEmpty() && !record.isOff)
            lines << QStringLiteral("The plugin %1 is left out: %2").arg(name, record.refusal);
        if (!record.notes.isEmpty())
            lines << QStringLiteral("The plugin %1 of %2: %3")
                         .arg(name, record.path, record.notes.join(QStringLiteral("; ")));
    }
    return lines;
}

const DecoderRegistry& PluginHost::decoders() const noexcept {
    return loaded_->scripts.back()->registry();
}
const std::vector<const InjectorFactory*>& PluginHost::injectors() const noexcept {
    return loaded_->parts.injectors;
}
const std::vector<const Exporter*>& PluginHost::exporters() const noexcept {
    return loaded_->parts.exporters;
}

const std::vector<const Inspector*>& PluginHost::inspectors() const noexcept {
    return loaded_->parts.inspectors;
}

const std::vector<const SourceFactory*>& PluginHost::sources() const noexcept {
    return loaded_->parts.sources;
}

std::vector<const StatisticKind*> PluginHost::statistics() const {
    std::vector<const StatisticKind*> all = loaded_->parts.statistics;
    const auto ofScripts = loaded_->scripts.back()->statistics();
    all.insert(all.end(), ofScripts.begin(), ofScripts.end());
    return all;
}

std::vector<PluginPart> PluginHost::partsOf(const QString& plugin) const {
    std::vector<PluginPart> found;
    const auto isOfPlugin = [&](const char* kind, std::string_view id) {
        return loaded_->owners.value(QStringLiteral("%1 %2").arg(QLatin1String(kind), text(id))) == plugin;
    };
    const auto add = [&](const auto& list, const char* kind, auto settingsOf) {
        for (const auto* each : list) {
            if (isOfPlugin(kind, each->id()))
                found.push_back({.kind = QLatin1String(kind),
                                 .id = text(each->id()),
                                 .title = text(each->title()),
                                 .settings = settingsOf(*each)});
        }
    };
    for (const Decoder* decoder : loaded_->parts.decoders) {
        const auto& protocol = decoder->protocol();
        if (isOfPlugin("decoder", protocol.abbreviation))
            found.push_back(
                {.kind = QStringLiteral("decoder"), .id = text(protocol.abbreviation), .title = text(protocol.title)});
    }
    const auto schemaOf = [](const auto& part) { return &part.schema(); };
    const auto none = [](const auto&) -> const SettingsSchema* { return nullptr; };
    add(loaded_->parts.injectors, "injector", schemaOf);
    add(loaded_->parts.exporters, "exporter", schemaOf);
    add(loaded_->parts.sources, "source", schemaOf);
    add(loaded_->parts.inspectors, "inspector", none);
    add(loaded_->parts.statistics, "statistic", none);
    return found;
}

QStringList PluginHost::scriptSuffixes() const {
    QStringList suffixes;
    for (const ScriptLanguage* language : loaded_->parts.languages)
        suffixes << text(language->suffix());
    return suffixes;
}

QString PluginHost::pluginOfStatistic(std::string_view id) const {
    return loaded_->owners.value(QStringLiteral("statistic ") + text(id));
}

const InjectorFactory* PluginHost::findInjector(std::string_view id) const noexcept {
    for (const InjectorFactory* injector : loaded_->parts.injectors) {
        if (injector->id() == id)
            return injector;
    }
    return nullptr;
}

const Exporter* PluginHost::findExporter(std::string_view id) const noexcept {
    for (const Exporter* exporter : loaded_->parts.exporters) {
        if (exporter->id() == id)
            return exporter;
    }
    return nullptr;
}

bool PluginHost::hasRole(const InjectorFactory& injector, const QString& role) const {
    return loaded_->declared.value(&injector).roles.contains(role);
}

bool PluginHost::hasRole(const Exporter& exporter, const QString& role) const {
    return loaded_->declared.value(&exporter).roles.contains(role);
}

const InjectorFactory* PluginHost::injectorFor(const QString& role) const {
    const auto& all = injectors();
    const auto found = std::ranges::find_if(all, [&](const auto* each) { return hasRole(*each, role); });
    return found == all.end() ? nullptr : *found;
}

const Exporter* PluginHost::exporterFor(const QString& role) const {
    const auto& all = exporters();
    const auto found = std::ranges::find_if(all, [&](const auto* each) { return hasRole(*each, role); });
    return found == all.end() ? nullptr : *found;
}

QString PluginHost::iconOf(const InjectorFactory& injector) const {
    return loaded_->declared.value(&injector).icon;
}

} // namespace tapscope
