#pragma once

#include <plugin/plugin_host.h>

#include <QDialog>
#include <QMultiHash>

namespace tapscope {

class Theme;

/// Shows the loaded plugins with their files, and the refused ones with the reason.
class PluginsDialog final : public QDialog {
    Q_OBJECT

public:
    /// `troubles`: by plugin, a sentence for each failure while the program ran, other than failures of decoders.
    PluginsDialog(const PluginHost& plugins, const QMultiHash<QString, QString>& troubles, const Theme& theme,
                  QWidget* parent = nullptr);
};

} // namespace tapscope
