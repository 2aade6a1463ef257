#pragma once

#include <plugin/plugin_host.h>

#include <QDialog>
#include <QMultiHash>

#include <memory>

class QLabel;
class QTreeWidget;

namespace tapscope {

class PluginInstallation;
class Theme;

/// Shows the loaded plugins with their files, licences, parts and settings, and the refused ones with the reason.
/// Switches plugins on and off, and installs others.
class PluginsDialog final : public QDialog {
    Q_OBJECT

public:
    /// `troubles`: by plugin, a sentence for each failure while the program ran, other than failures of decoders.
    PluginsDialog(const PluginHost& plugins, const QMultiHash<QString, QString>& troubles, const Theme& theme,
                  QWidget* parent = nullptr);

    /// Examines a library or script, shows what it is, and installs it if the user agrees.
    void askToInstall(const QString& file);

signals:
    void scriptInstalled();

private:
    QTreeWidget* makeList(const QMultiHash<QString, QString>& troubles, const Theme& theme);
    void tell(const QString& text);
    void ask(const std::shared_ptr<PluginInstallation>& installation, const QString& file);
    void install(const std::shared_ptr<PluginInstallation>& installation);

    const PluginHost& plugins_;
    QLabel* message_;
};

} // namespace tapscope
