#pragma once

#include <decode/decoder.h>
#include <inject/injector.h>
#include <plugin/exporter.h>
#include <plugin/inspector.h>
#include <plugin/script_language.h>

#include <QtPlugin>

#include <vector>

namespace tapscope {

/// The version of the contracts in this folder, decode/decoder.h and inject/injector.h. A plugin says in its metadata
/// for which it was built; another one is refused.
inline constexpr int pluginApiVersion = 2;

/// What a plugin's library exports: a QObject that also implements this. All lists may be mixed.
///
/// The metadata (JSON beside the source) says: id, version, api, kind, licence, summary.
/// What the lists point to lives as long as the plugin object. A plugin links core and QtCore, never the application.
class Plugin {
public:
    virtual ~Plugin() = default;
    [[nodiscard]] virtual std::vector<const Decoder*> decoders() const { return {}; }
    [[nodiscard]] virtual std::vector<const InjectorFactory*> injectors() const { return {}; }
    [[nodiscard]] virtual std::vector<const Exporter*> exporters() const { return {}; }
    [[nodiscard]] virtual std::vector<const Inspector*> inspectors() const { return {}; }
    [[nodiscard]] virtual std::vector<const ScriptLanguage*> scriptLanguages() const { return {}; }
};

} // namespace tapscope

#define TAPSCOPE_PLUGIN_IID "org.tapscope.Plugin"
Q_DECLARE_INTERFACE(tapscope::Plugin, TAPSCOPE_PLUGIN_IID)
