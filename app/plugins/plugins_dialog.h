#pragma once

#include <plugin/plugin_host.h>

#include <QDialog>
#include <QMultiHash>

namespace tapscope {

class Theme;

/// What is loaded, from where, and what was refused and why.
class PluginsDialog final : public QDialog {
    Q_OBJECT

public:
    /// `troubles`: by plugin, a sentence for each part besides decoders that failed while the program ran.
    PluginsDialog(const PluginHost& plugins, const QMultiHash<QString, QString>& troubles, const Theme& theme,
                  QWidget* parent = nullptr);
};

} // namespace tapscope
