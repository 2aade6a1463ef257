#pragma once

#include "../frames/frame_list_model.h"
#include "../session/capture_session.h"
#include "window_end.h"

#include <QMainWindow>

#include <memory>

namespace tapscope {

struct Actions;
class CaptureControl;
class CaptureFiles;
class CurrentCapture;
class Demo;
class DialogActions;
class DevicesPane;
class DeviceService;
class FilterBar;
class FindBar;
class FramePane;
class InjectPanel;
class LogPane;
class Messages;
class NameKeeper;
class OverviewScanner;
class PaneLayout;
class PlaceActions;
class Places;
class Profiles;
class RecentFilesMenu;
class RecoveryBar;
class StatisticsActions;
class StatusStrip;
class Theme;
class WindowBody;
class WindowMenus;

/// The main window: creates its parts and connects them; it has no logic of its own.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(PluginHost& plugins, Theme& theme, Places& places, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens a file whose name is in the form of fileText(); "-" reads standard input.
    void openFile(const QString& path);
    void applyFilter(const QString& text);
    /// Starts now, or as soon as a device of that name exists.
    void selectDevice(const QString& name);
    void startCapture(const CaptureRequest& request);
    /// Creates a TAP with an echo host and a traffic generator attached, and captures on it.
    void startDemo();
    /// For the end of the program: endWork().
    [[nodiscard]] EndedWork end(const std::function<void()>& moved);
    /// Whether the window shows all that is known about the capture: no file is being opened or written, and the facts
    /// between frames and the names are collected. Then rows and fields change only when the user changes something.
    [[nodiscard]] bool isSettled() const;
    [[nodiscard]] CaptureSession& session() noexcept { return *session_; }
    [[nodiscard]] CaptureFiles& files() noexcept { return *files_; }

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void layOut();
    void connectFiles();
    void connectDevices();
    void connectPlaces();
    void connectFrames();
    void connectOverview(StatisticsActions& statistics);
    void connectPlugins();
    void showInjectors();
    void captureAll(const QStringList& devices);
    void selectFrame(FrameNumber frame);
    void restoreSettings();
    void saveSettings() const;
    void updateTitle();

    PluginHost& plugins_;
    Theme& theme_;
    Places& places_;
    std::unique_ptr<Profiles> profiles_;
    std::unique_ptr<DeviceService> devices_;
    std::unique_ptr<CaptureSession> session_;
    std::unique_ptr<CurrentCapture> capture_;
    FrameListModel frames_;
    std::unique_ptr<Actions> actions_;
    DevicesPane* devicesPane_;
    FramePane* framePane_;
    InjectPanel* injectPanel_;
    LogPane* logPane_;
    FilterBar* filterBar_;
    FindBar* findBar_;
    RecentFilesMenu* recentFiles_;
    StatusStrip* status_;
    Messages* messages_;
    CaptureFiles* files_;
    CaptureControl* control_;
    Demo* demo_;
    RecoveryBar* recoveryBar_;
    NameKeeper* names_;
    OverviewScanner* overview_;
    DialogActions* dialogs_ = nullptr;
    WindowBody* body_ = nullptr;
    PaneLayout* panes_ = nullptr;
    WindowMenus* menus_ = nullptr;
    PlaceActions* place_ = nullptr;
    bool isLeaving_ = false;
};

} // namespace tapscope
