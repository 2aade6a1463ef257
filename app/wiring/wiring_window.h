#pragma once

#include <QWidget>

#include <sys/types.h>

#include <functional>
#include <memory>
#include <vector>

class QAbstractItemView;
class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QTabWidget;
class QTableView;
class QTimer;

namespace tapscope {

class DeviceService;
class Theme;
class WiringActions;
class WiringDetails;
class WiringScene;
class WiringService;
class WiringTableModel;
class WiringView;
struct NetworkPlace;
struct WiringShot;

/// The window with the map of the wiring: a picture, and a table with the same devices. It is updated while it is
/// shown. GUI thread.
class WiringWindow final : public QWidget {
    Q_OBJECT

public:
    WiringWindow(DeviceService& devices, const Theme& theme, QWidget* parent = nullptr);
    ~WiringWindow() override;

    /// What the main window does with a device: a capture, an injector.
    struct Work {
        QString device;     ///< "tap0", "blue/eth0": named as for a capture
        QString text;       ///< "captured", "Echo host", "Wire to tap1"
        QString other = {}; ///< the device at the other end of an injector between two; empty: there is none
    };
    /// Called whenever the map has been read.
    void setWorkSource(std::function<std::vector<Work>()> source) { workSource_ = std::move(source); }
    /// The network that the main window works in.
    void setPlace(const NetworkPlace& place);
    /// The user wants to capture on the selected devices.
    [[nodiscard]] QStringList selected() const;

signals:
    void captureAsked(const QStringList& devices);
    void wireAsked(const QStringList& devices);
    void deviceAsked(const QString& name);
    void failed(const QString& text);
    /// What was changed, for the log.
    void told(const QString& what);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showWork();
    void layOutPicture();
    void layOutTable();
    [[nodiscard]] QWidget* makeBar();
    [[nodiscard]] QWidget* makeFoot();
    /// Makes the side with the selected device's properties and the actions on it.
    [[nodiscard]] QWidget* makeSide();
    void makeActions();
    void take(const std::shared_ptr<const WiringShot>& shot);
    void applyPictureSelection();
    void applyTableSelection();
    void showSelection();
    void search(const QString& words);
    void openMenu(const QPoint& at);
    void savePicture();
    /// Shows an error for a while, below the state.
    void complain(const QString& text);
    void say(const QString& text, const QColor& colour);
    void setMetrics();

    const Theme& theme_;
    WiringService* service_;
    WiringActions* actions_;
    WiringScene* scene_;
    WiringView* view_;
    WiringTableModel* model_;
    QSortFilterProxyModel* sorted_;
    QTableView* table_;
    WiringDetails* details_;
    QTabWidget* tabs_;
    QLineEdit* search_;
    QLabel *state_, *remarks_, *trouble_;
    QTimer* forget_;  ///< when the error has been shown long enough
    QTimer* resized_; ///< when the view has had its size for a while, and the layout can adapt to it
    std::function<std::vector<Work>()> workSource_;
    pid_t sandbox_ = 0;
    bool isSelecting_ = false; ///< the picture and the table follow each other
    bool isFitted_ = false;
};

} // namespace tapscope
