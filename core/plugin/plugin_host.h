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

/// A plugin that was found, loaded or not.
struct PluginRecord {
    QString id, version, kind, licence, summary;
    QStringList roles;  ///< what its parts are for (PluginHost::injectorFor())
    QString icon;       ///< the name of an icon of the window for its parts; may be empty
    QString path;       ///< of the library
    QString refusal;    ///< why it is not loaded; empty when it is
    bool isOff = false; ///< not loaded because the user said so
    QStringList notes;  ///< what a user should know of it though it is loaded: what it replaces
};

/// Which plugins are left out on purpose.
struct PluginChoice {
    bool none = false;   ///< all of them
    QStringList without; ///< those of these ids
    /// Where it is kept which ones are switched off, and which crashed (see PluginSwitches); empty: nowhere.
    QString switches = {};
};

/// Finds and loads plugins and owns what they provide: the registry of decoders, the injectors, the exporters, the
/// inspectors, the sources.
///
/// Made once at start-up on the main thread, then read by all; another use() of scripts is the main
/// thread's, and decoders() must not be asked at the same time. Folders, in this
/// order, the first plugin of an id wins: those in `folders`. defaultFolders(): the user's
/// ($XDG_DATA_HOME/tapscope/plugins), the build's or installation's. A bad plugin (no metadata, another API version, a
/// clash of names, one that throws while it is asked, one that everybody may write to) is recorded with the reason, and
/// nothing of it is used; the others load. One that is switched off or that crashed the program is not loaded either.
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
    /// The id of the plugin whose decoder has this abbreviation; empty when it is a script's.
    [[nodiscard]] QString pluginOf(std::string_view decoder) const;
    /// What went wrong, a line each, for whoever starts the program: refused plugins, replaced ones, those that
    /// crashed.
    [[nodiscard]] QStringList warnings() const;
    /// The registry as of now. Each lives as long as the host does, so that what still decodes with one goes on.
    [[nodiscard]] const DecoderRegistry& decoders() const noexcept;
    /// The scripts, with what is wrong with those that are left out by now.
    [[nodiscard]] std::vector<ScriptRecord> scripts() const;
    [[nodiscard]] const ScriptPlaces& scriptPlaces() const noexcept;
    /// Reads all scripts anew, without using them. Any thread.
    [[nodiscard]] std::unique_ptr<const ScriptSet> readScripts() const;
    /// From now on decoders() is the registry of these, whose protocols and fields may have other numbers: plans,
    /// filters and histories made from the earlier one are to be made anew. Each set costs about a megabyte until the
    /// end.
    void use(std::unique_ptr<const ScriptSet> scripts);
    void reloadScripts() { use(readScripts()); }
    [[nodiscard]] const std::vector<const InjectorFactory*>& injectors() const noexcept;
    [[nodiscard]] const InjectorFactory* findInjector(std::string_view id) const noexcept;
    [[nodiscard]] const std::vector<const Exporter*>& exporters() const noexcept;
    /// Those that have what they need.
    [[nodiscard]] const std::vector<const Inspector*>& inspectors() const noexcept;
    [[nodiscard]] const Exporter* findExporter(std::string_view id) const noexcept;
    /// Those of plugins; SourceCatalog has them all.
    [[nodiscard]] const std::vector<const SourceFactory*>& sources() const noexcept;
    /// The first injector or exporter whose plugin declares a role in its metadata; null when none does. The program
    /// asks for these roles, and for no plugin by its id:
    /// - injectors: "responder" answers for the addresses in its setting `address`; "traffic" makes a mix of frames
    ///   without being told anything; "hex-frame" sends the frame in its setting `hex`.
    /// - exporters: "capture" writes files that can be opened again; "lossless" with all that frames and interfaces
    ///   have.
    [[nodiscard]] const InjectorFactory* injectorFor(const QString& role) const;
    [[nodiscard]] const Exporter* exporterFor(const QString& role) const;
    /// Whether the plugin of an injector or exporter declares the role.
    [[nodiscard]] bool hasRole(const InjectorFactory& injector, const QString& role) const;
    [[nodiscard]] bool hasRole(const Exporter& exporter, const QString& role) const;
    /// PluginRecord::icon of its plugin.
    [[nodiscard]] QString iconOf(const InjectorFactory& injector) const;

private:
    struct Loaded;
    std::unique_ptr<Loaded> loaded_;
};

} // namespace tapscope
