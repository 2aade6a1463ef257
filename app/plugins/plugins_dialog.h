#pragma once

#include <plugin/plugin_host.h>

#include <QDialog>
#include <QMultiHash>

#include <memory>

class QLabel;
class QPlainTextEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace tapscope {

class MessageLabel;
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

    /// Shows the scripts of the registry that is in use now, and what became of one that was installed.
    void updateScripts();

signals:
    /// The scripts have to be read again; updateScripts() is called then.
    void scriptInstalled();

private:
    void fill();
    QTreeWidgetItem* add(const PluginRecord& record);
    void showAbout(const QTreeWidgetItem* item);
    void switchPlugin(const QTreeWidgetItem* item);
    void ask(const std::shared_ptr<PluginInstallation>& installation, const QString& file);
    void install(const std::shared_ptr<PluginInstallation>& installation);

    const PluginHost& plugins_;
    const Theme& theme_;
    QMultiHash<QString, QString> others_; ///< by plugin, failures that were not of decoders
    const DecoderRegistry* registry_;     ///< its scripts are shown
    QTreeWidget* list_;
    QPlainTextEdit* about_; ///< the selected plugin
    MessageLabel* message_;
    QLabel* summary_;
    QString installedScript_; ///< its path, until it has been read
};

} // namespace tapscope
