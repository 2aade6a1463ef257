#pragma once

#include <plugin/plugin_host.h>

#include <QMultiHash>
#include <QString>
#include <QStringList>

namespace tapscope {

class PluginInstallation;

/// The texts of the Plugins dialog.

/// Failures of a loaded plugin: what it replaces, and what broke since. `others` has, by plugin, those that were not
/// failures of decoders.
[[nodiscard]] QStringList troublesOf(const PluginHost& plugins, const QMultiHash<QString, QString>& others,
                                     const PluginRecord& record);
/// How many there are, and where the user's own are.
[[nodiscard]] QString pluginSummary(const PluginHost& plugins);
/// The parts of a plugin, each with its settings.
[[nodiscard]] QString partsText(const PluginHost& plugins, const QString& id);
/// What the user has to know before a plugin is installed from a file.
[[nodiscard]] QString installQuestion(const PluginInstallation& installation, const QString& file,
                                      const PluginHost& plugins);

} // namespace tapscope
