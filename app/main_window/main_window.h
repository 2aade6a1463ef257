#pragma once

#include "../frames/frame_list_model.h"
#include "../session/capture_session.h"

#include <filter/field_filter.h>

#include <QMainWindow>

#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace tapscope {

struct Actions;
class DevicesPane;
class DeviceService;
class FilterBar;
class FilterRunner;
class FramePane;
class InjectPanel;
class LogPane;
class Theme;

/// The window: lays the panes out and connects them; what they do is theirs.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(const PluginHost& plugins, Theme& theme, const QString& place, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openFile(const QString& path);
    void applyFilter(const QString& text);
    void startCapture(const CaptureRequest& request);
    /// Makes a TAP with an echo host and a traffic generator behind it, and captures it.
    void startDemo();
    [[nodiscard]] CaptureSession& session() noexcept { return *session_; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeMenus();
    void makeToolBar();
    void makeStatusBar();
    void connectActions();
    void connectSession();
    void updateActions();
    void updateStatus();
    void startOnSelected();
    void askOptions();
    void askOpen();
    void askSave();
    void askFrameNumber();
    void remember(const QString& file);
    void fillRecent();
    void offerRecovery();
    void chooseTheme(int choice);
    void finishDemo(const QString& device);
    /// Asks what becomes of unsaved frames, then goes on with `then` unless the user stays.
    void leaveCapture(const std::function<void()>& then);
    void fail(const QString& text);

    const PluginHost& plugins_;
    Theme& theme_;
    std::unique_ptr<DeviceService> devices_;
    std::unique_ptr<CaptureSession> session_;
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
    std::shared_ptr<const FieldFilter> filter_;
    QMenu* recent_ = nullptr;
    QLabel *stateLabel_ = nullptr, *rateLabel_ = nullptr, *messageLabel_ = nullptr, *packetsLabel_ = nullptr,
           *displayedLabel_ = nullptr, *droppedLabel_ = nullptr, *sizeLabel_ = nullptr;
    QProgressBar* progress_ = nullptr;
    QPushButton* cancel_ = nullptr;
    CaptureRequest lastRequest_;
    bool isDemoWanted_ = false;
    bool isLeaving_ = false;
};

} // namespace tapscope
