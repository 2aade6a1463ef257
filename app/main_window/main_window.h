#pragma once

#include "../frames/frame_list_model.h"
#include "../session/capture_session.h"

#include <filter/field_filter.h>

#include <QMainWindow>
#include <QMultiHash>

#include <filesystem>
#include <memory>
#include <vector>

class QStackedWidget;
class QTabWidget;

namespace tapscope {

struct Actions;
class AnalyzeActions;
class CaptureControl;
class CaptureFiles;
class ColumnActions;
class CurrentCapture;
class Demo;
class DevicesPane;
class DeviceService;
class FilterBar;
class FilterRunner;
class FindBar;
class FramePane;
class FrameSorter;
class InjectPanel;
class LogPane;
class NameKeeper;
class PaneFocus;
class PaneLayout;
class PlaceMenu;
class Places;
class PluginWatch;
class Profiles;
class RecentFilesMenu;
class RecoveryBar;
class ScriptWatch;
class OverviewScanner;
class StatisticsWindows;
class StatusStrip;
class Theme;
class WiringWindow;

/// The window: lays the panes out and connects them; what they do is theirs.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(PluginHost& plugins, Theme& theme, Places& places, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// A name as fileText() writes it; "-" reads standard input.
    void openFile(const QString& path);
    void applyFilter(const QString& text);
    /// Now, or as soon as there is a device of that name.
    void selectDevice(const QString& name);
    void startCapture(const CaptureRequest& request);
    /// Makes a TAP with an echo host and a traffic generator behind it, and captures it.
    void startDemo();
    struct Ended {
        QStringList held;       ///< names what did not return
        bool isComplete = true; ///< else threads are still at work: they are to be left behind, with all that they use
    };
    /// Ends the capture and all work, for the end of the program; tells when more of the recording was written
    /// meanwhile.
    [[nodiscard]] Ended end(const std::function<void()>& moved);
    [[nodiscard]] CaptureSession& session() noexcept { return *session_; }
    [[nodiscard]] CaptureFiles& files() noexcept { return *files_; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void layOut();
    void connectSession();
    void connectFilter();
    void connectSorting();
    void sortFound();
    void connectDevices();
    void connectPlaces();
    void connectActions();
    void connectAnalysis();
    void connectGoing();
    void connectScripts();
    void showCapture();
    void showWiring();
    void selectFrame(FrameNumber frame);
    void restoreSettings();
    void saveSettings() const;
    void showPlugins();
    void showInjectors();
    void showProperties();
    void showPreferences();
    void showKeys();
    void importDump();
    void mergeFiles(const std::vector<std::filesystem::path>& files);
    void showObjects();
    void showTimeShift();
    void showAbout();
    void updateTitle();
    void fail(const QString& text);
    /// In the log, and in the status bar for a while.
    void tell(const QString& text);
    void note(const QString& text);

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
    QStackedWidget* stack_;
    QTabWidget* tabs_;
    FilterBar* filterBar_;
    FilterRunner* filterRunner_;
    FrameSorter* sorter_;
    std::shared_ptr<const FieldFilter> filter_;
    FindBar* findBar_;
    AnalyzeActions* analyze_ = nullptr;
    RecentFilesMenu* recentFiles_;
    StatusStrip* status_;
    CaptureFiles* files_;
    CaptureControl* control_;
    Demo* demo_;
    ScriptWatch* scripts_;
    PluginWatch* pluginWatch_;
    QMultiHash<QString, QString> pluginTroubles_; ///< by plugin: what failed since, besides decoders
    RecoveryBar* recoveryBar_;
    NameKeeper* names_;
    PlaceMenu* placeMenu_ = nullptr;
    OverviewScanner* overview_;
    StatisticsWindows* statistics_;
    WiringWindow* wiring_ = nullptr; ///< made when it is asked for first
    PaneFocus* focus_ = nullptr;
    PaneLayout* panes_ = nullptr;
    ColumnActions* columns_ = nullptr;
    bool isLeaving_ = false;
};

} // namespace tapscope
