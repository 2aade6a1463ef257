#pragma once

#include <decode/registry.h>
#include <inject/injector.h>
#include <plugin/exporter.h>
#include <plugin/inspector.h>
#include <plugin/script_set.h>

#include <QString>
#include <QStringList>

#include <source/source.h>

#include <memory>
#include <string_view>
#include <vector>

namespace tapscope {

/// A plugin that was found, whether loaded or not.
struct PluginRecord {
    QString id, version, kind, licence, summary;
    QStringList roles;  ///< the roles of its parts (PluginHost::injectorFor())
    QString icon;       ///< the name of the window's icon for its parts; may be empty
    QString path;       ///< of the library
    QString refusal;    ///< why it is not loaded; empty if it is
    bool isOff = false; ///< not loaded because the user switched it off
    QStringList notes;  ///< for the user to know although it is loaded: what it replaces
};

/// A decoder, an injector or the like that a plugin provides.
struct PluginPart {
    QString kind, id, title;
    const SettingsSchema* settings = nullptr; ///< null: parts of this kind have none
};

/// The plugins that are deliberately left out.
struct PluginChoice {
    bool none = false;   ///< all of them
    QStringList without; ///< those with these ids
    /// The file that lists the plugins that are switched off or crashed (see PluginSwitches); empty: none.
    QString switches = {};
};

/// Finds and loads plugins and owns what they provide: the registry of decoders, the injectors, the exporters, the
/// inspectors, the sources, the statistics.
///
/// It is created once at start-up on the main thread and then read by any thread. use() is called on the main thread,
/// and decoders() must not be called at the same time. Folders are searched in this order, and the first plugin with an
/// id wins: `folders`, then defaultFolders(): the user's ($XDG_DATA_HOME/tapscope/plugins), and the build's or
/// installation's. A bad plugin (no metadata, another API version, a clash of names, an exception while it is queried,
/// a file that everybody may write to) is recorded with the reason and not used at all; the others are loaded. A plugin
/// that is switched off or has crashed the program is not loaded either.
class PluginHost {
public:
    explicit PluginHost(const QStringList& folders, ScriptPlaces scripts = {}, PluginChoice choice = {});
    ~PluginHost();
    PluginHost(const PluginHost&) = delete;
    PluginHost& operator=(const PluginHost&) = delete;

    [[nodiscard]] static QStringList defaultFolders();
    /// $XDG_DATA_HOME/tapscope/scripts
    [[nodiscard]] static QString defaultScriptFolder();

    [[nodiscard]] const std::vector<PluginRecord>& records() const noexcept;
    [[nodiscard]] const PluginChoice& choice() const noexcept;
    /// Returns the id of the plugin whose decoder has this abbreviation; empty if it is a script's.
    [[nodiscard]] QString pluginOf(std::string_view decoder) const;
    /// What a loaded plugin provides.
    [[nodiscard]] std::vector<PluginPart> partsOf(const QString& plugin) const;
    /// The suffixes of files that are scripts: ".lua".
    [[nodiscard]] QStringList scriptSuffixes() const;
    /// Problems to show when the program starts, one per line: plugins that were refused, replaced or crashed.
    [[nodiscard]] QStringList warnings() const;
    /// The current registry. Every registry lives as long as the host, so that code that decodes with an earlier one
    /// can continue.
    [[nodiscard]] const DecoderRegistry& decoders() const noexcept;
    /// The scripts, with the current errors of those that are left out.
    [[nodiscard]] std::vector<ScriptRecord> scripts() const;
    [[nodiscard]] const ScriptPlaces& scriptPlaces() const noexcept;
    /// Reads all scripts again, without using them. Any thread.
    [[nodiscard]] std::unique_ptr<const ScriptSet> readScripts() const;
    /// Makes decoders() the registry of these scripts. Its protocols and fields may have other numbers, so plans,
    /// filters and histories of the earlier registry must be made again. Each set costs about a megabyte until the
    /// program ends.
    void use(std::unique_ptr<const ScriptSet> scripts);
    void reloadScripts() { use(readScripts()); }
    [[nodiscard]] const std::vector<const InjectorFactory*>& injectors() const noexcept;
    [[nodiscard]] const InjectorFactory* findInjector(std::string_view id) const noexcept;
    [[nodiscard]] const std::vector<const Exporter*>& exporters() const noexcept;
    /// The available inspectors.
    [[nodiscard]] const std::vector<const Inspector*>& inspectors() const noexcept;
    [[nodiscard]] const Exporter* findExporter(std::string_view id) const noexcept;
    /// The plugins' sources; SourceCatalog has all sources.
    [[nodiscard]] const std::vector<const SourceFactory*>& sources() const noexcept;
    /// The statistics of plugins, then those of the scripts in use; StatisticKinds also has the program's own.
    [[nodiscard]] std::vector<const StatisticKind*> statistics() const;
    /// The id of the plugin that has the statistic with this id; empty if it is a script's or the program's own.
    [[nodiscard]] QString pluginOfStatistic(std::string_view id) const;
    /// The first injector or exporter whose plugin declares a role in its metadata; null if there is none. The program
    /// asks for these roles, and for no plugin by its id:
    /// - injectors: "responder" answers for the addresses in its setting `address`; "traffic" generates a mix of frames
    ///   without any settings; "hex-frame" sends the frame in its setting `hex`.
    /// - exporters: "capture" writes files that can be opened again; "lossless" also keeps everything that frames and
    ///   interfaces have.
    [[nodiscard]] const InjectorFactory* injectorFor(const QString& role) const;
    [[nodiscard]] const Exporter* exporterFor(const QString& role) const;
    /// Whether the plugin of an injector or exporter declares the role.
    [[nodiscard]] bool hasRole(const InjectorFactory& injector, const QString& role) const;
    [[nodiscard]] bool hasRole(const Exporter& exporter, const QString& role) const;
    /// The PluginRecord::icon of its plugin.
    [[nodiscard]] QString iconOf(const InjectorFactory& injector) const;

private:
    struct Loaded;
    std::unique_ptr<Loaded> loaded_;
};

} // namespace tapscope
