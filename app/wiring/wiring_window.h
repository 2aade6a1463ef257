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

/// The map of the wiring, in a window of its own: a picture, and a table of the same. It follows the system while it is
/// shown. GUI's thread.
class WiringWindow final : public QWidget {
    Q_OBJECT

public:
    WiringWindow(DeviceService& devices, const Theme& theme, QWidget* parent = nullptr);
    ~WiringWindow() override;

    /// What the main window does with a device: a capture, an injector.
    struct Work {
        QString device; ///< "tap0", "blue/eth0": as captures name it
        QString text;   ///< "captured", "Echo host"
    };
    /// Asked whenever the map is read anew.
    void setWorkSource(std::function<std::vector<Work>()> source) { workSource_ = std::move(source); }
    /// Where the main window works.
    void setPlace(const NetworkPlace& place);
    /// The selected devices, as captures take them.
    [[nodiscard]] QStringList selected() const;

signals:
    void captureAsked(const QStringList& devices);
    void deviceAsked(const QString& name);
    void failed(const QString& text);

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
    void makeActions();
    void take(const std::shared_ptr<const WiringShot>& shot);
    void applyPictureSelection();
    void applyTableSelection();
    void showSelection();
    void search(const QString& words);
    void openMenu(const QPoint& at);
    void savePicture();
    /// For a while, below the state.
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
    QTimer* forget_;  ///< when it was told long enough what failed
    QTimer* resized_; ///< when the view has kept its size for a while, and the layout may follow it
    std::function<std::vector<Work>()> workSource_;
    pid_t sandbox_ = 0;
    bool isSelecting_ = false; ///< the picture and the table follow each other
    bool isFitted_ = false;
};

} // namespace tapscope
