#pragma once

#include <decode/decoder.h>
#include <inject/injector.h>
#include <plugin/exporter.h>
#include <plugin/inspector.h>
#include <plugin/script_language.h>

#include <QtPlugin>

#include <plugin_contract.h>

#include <vector>

namespace tapscope {

class SourceFactory; // source/source.h
class StatisticKind; // statistic/statistic.h

/// The interface that a plugin's library exports, implemented by a QObject. A plugin may have any mix of the lists.
///
/// The metadata (JSON beside the source) gives id, version, kind, licence and summary. The interface's identifier names
/// the headers, the C++ library and the Qt version that the plugin was built with. A plugin built with others is
/// refused, because its classes may have another layout. The objects in the lists live as long as the plugin object. A
/// plugin links core and QtCore, never the application.
class Plugin {
public:
    virtual ~Plugin() = default;
    [[nodiscard]] virtual std::vector<const Decoder*> decoders() const { return {}; }
    [[nodiscard]] virtual std::vector<const InjectorFactory*> injectors() const { return {}; }
    [[nodiscard]] virtual std::vector<const Exporter*> exporters() const { return {}; }
    [[nodiscard]] virtual std::vector<const Inspector*> inspectors() const { return {}; }
    [[nodiscard]] virtual std::vector<const ScriptLanguage*> scriptLanguages() const { return {}; }
    [[nodiscard]] virtual std::vector<const SourceFactory*> sources() const { return {}; }
    [[nodiscard]] virtual std::vector<const StatisticKind*> statistics() const { return {}; }
};

} // namespace tapscope

#define TAPSCOPE_PLUGIN_NAME "org.tapscope.Plugin/"
#define TAPSCOPE_PLUGIN_IID TAPSCOPE_PLUGIN_NAME TAPSCOPE_PLUGIN_CONTRACT
Q_DECLARE_INTERFACE(tapscope::Plugin, TAPSCOPE_PLUGIN_IID)
