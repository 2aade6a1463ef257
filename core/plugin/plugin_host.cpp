#include <plugin/plugin.h>
#include <plugin/plugin_host.h>

#include <QCoreApplication>
#include <QDir>
#include <QJsonObject>
#include <QPluginLoader>
#include <QSet>
#include <QStandardPaths>

#include <exception>

namespace tapscope {

struct PluginHost::Loaded {
    std::vector<PluginRecord> records;
    DecoderRegistry registry; ///< of the plugins alone
    std::vector<const Decoder*> decoders;
    std::vector<const InjectorFactory*> injectors;
    std::vector<const Exporter*> exporters;
    std::vector<const Inspector*> inspectors;
    std::vector<const ScriptLanguage*> languages;
    QSet<QString> ids;
    ScriptPlaces scriptPlaces;
    std::vector<std::unique_ptr<const ScriptSet>> scripts; ///< the last one is in use

    void load(const QString& path);
    QString takeParts(const Plugin& plugin);
};

namespace {

/// Fills a record from a library's metadata; returns why it cannot be used, or nothing.
QString readMetadata(const QPluginLoader& loader, PluginRecord& record) {
    const QJsonObject whole = loader.metaData();
    if (whole.isEmpty())
        return QStringLiteral("it is not a plugin library, or it was built with another Qt version");
    const QString interface = whole.value(QLatin1String("IID")).toString();
    constexpr QLatin1String name(TAPSCOPE_PLUGIN_NAME);
    if (!interface.startsWith(name))
        return QStringLiteral("it is a plugin of another program");
    const QJsonObject ours = whole.value(QLatin1String("MetaData")).toObject();
    record.id = ours.value(QLatin1String("id")).toString();
    record.version = ours.value(QLatin1String("version")).toString();
    record.kind = ours.value(QLatin1String("kind")).toString();
    record.licence = ours.value(QLatin1String("licence")).toString();
    record.summary = ours.value(QLatin1String("summary")).toString();
    if (record.id.isEmpty())
        return QStringLiteral("its metadata has no id");
    if (const QString contract = interface.mid(name.size()); contract != QLatin1String(TAPSCOPE_PLUGIN_CONTRACT)) {
        return QStringLiteral("it was built for another version of TapScope (%1; this program is %2). Build it again with "
                              "this version's headers")
            .arg(contract, QLatin1String(TAPSCOPE_PLUGIN_CONTRACT));
    }
    return {};
}

} // namespace

QString PluginHost::Loaded::takeParts(const Plugin& plugin) {
    for (const Decoder* decoder : plugin.decoders()) {
        if (auto added = registry.add(*decoder); !added)
            return QString::fromStdString(added.error().text());
        decoders.push_back(decoder);
    }
    for (const InjectorFactory* injector : plugin.injectors())
        injectors.push_back(injector);
    for (const Exporter* exporter : plugin.exporters())
        exporters.push_back(exporter);
    for (const Inspector* inspector : plugin.inspectors()) {
        if (inspector->isAvailable())
            inspectors.push_back(inspector);
    }
    for (const ScriptLanguage* language : plugin.scriptLanguages())
        languages.push_back(language);
    return {};
}

void PluginHost::Loaded::load(const QString& path) {
    QPluginLoader loader(path);
    PluginRecord record;
    record.path = path;
    record.refusal = readMetadata(loader, record);
    if (record.refusal.isEmpty() && ids.contains(record.id))
        record.refusal = QStringLiteral("another plugin has the id %1 already").arg(record.id);
    if (record.refusal.isEmpty()) {
        try {
            const auto* plugin = qobject_cast<Plugin*>(loader.instance());
            record.refusal = plugin == nullptr ? loader.errorString() : takeParts(*plugin);
        } catch (const std::exception& fault) {
            record.refusal = QStringLiteral("it failed while it was loaded: %1").arg(QString::fromUtf8(fault.what()));
        } catch (...) {
            record.refusal = QStringLiteral("it failed while it was loaded");
        }
    }
    if (record.refusal.isEmpty())
        ids.insert(record.id);
    records.push_back(std::move(record));
}

PluginHost::PluginHost(const QStringList& folders, ScriptPlaces scripts) : loaded_(std::make_unique<Loaded>()) {
    for (const QString& folder : folders) {
        const QDir dir(folder);
        for (const QString& name : dir.entryList({QStringLiteral("*.so")}, QDir::Files, QDir::Name))
            loaded_->load(dir.absoluteFilePath(name));
    }
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
    return std::make_unique<const ScriptSet>(loaded_->languages, loaded_->scriptPlaces, loaded_->decoders,
                                             loaded_->registry);
}

void PluginHost::use(std::unique_ptr<const ScriptSet> scripts) {
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
const DecoderRegistry& PluginHost::decoders() const noexcept {
    return loaded_->scripts.back()->registry();
}
const std::vector<const InjectorFactory*>& PluginHost::injectors() const noexcept {
    return loaded_->injectors;
}
const std::vector<const Exporter*>& PluginHost::exporters() const noexcept {
    return loaded_->exporters;
}

const std::vector<const Inspector*>& PluginHost::inspectors() const noexcept {
    return loaded_->inspectors;
}

const InjectorFactory* PluginHost::findInjector(std::string_view id) const noexcept {
    for (const InjectorFactory* injector : loaded_->injectors) {
        if (injector->id() == id)
            return injector;
    }
    return nullptr;
}

const Exporter* PluginHost::findExporter(std::string_view id) const noexcept {
    for (const Exporter* exporter : loaded_->exporters) {
        if (exporter->id() == id)
            return exporter;
    }
    return nullptr;
}

} // namespace tapscope
