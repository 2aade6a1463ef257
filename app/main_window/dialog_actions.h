#pragma once

#include <QMultiHash>
#include <QObject>
#include <QPointer>

#include <filesystem>
#include <vector>

class QDialog;
class QMainWindow;

namespace tapscope {

class CaptureSession;
class CurrentCapture;
class FrameListModel;
class FramePane;
class Messages;
class PluginHost;
class PortsDialog;
class Theme;
struct Actions;

/// Opens the dialogs that do not belong to a pane: preferences, plugins, properties, captured devices, import,
/// merge, objects, print, times, keys, about. GUI thread.
class DialogActions final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        PluginHost& plugins;
        Theme& theme;
        const CurrentCapture& capture;
        CaptureSession& session;
        const FrameListModel& frames;
        const FramePane& pane;
        Messages& messages;
    };
    DialogActions(const Actions& actions, const Parts& parts, QMainWindow& window);

    void mergeFiles(const std::vector<std::filesystem::path>& files);
    /// Failures of a plugin other than in its decoders, for the Plugins dialog.
    void addPluginTrouble(const QString& plugin, const QString& text);

signals:
    /// A new file is to be opened.
    void openAsked(const QString& file);
    void frameAsked(quint64 number);

private:
    void showProperties();
    void showPreferences();
    void showPorts();
    void showKeys();
    void showManual();
    void importDump();
    void showObjects();
    void showPrint();
    void showTimeShift();
    void showAbout();

    Parts parts_;
    QPointer<PortsDialog> ports_;
    QMultiHash<QString, QString> pluginTroubles_; ///< by plugin id
    QMainWindow& window_;
};

} // namespace tapscope
