#pragma once

#include <plugin/plugin_host.h>

#include <QString>

class QPluginLoader;

namespace tapscope {

/// Fills a record from a library's metadata, without running any of its code. Returns why the library cannot be used,
/// or nothing.
[[nodiscard]] QString readPluginMetadata(const QPluginLoader& loader, PluginRecord& record);

} // namespace tapscope
