#pragma once

#include "device_list_model.h"
#include "device_order.h"

#include <QWidget>

class QAction;
class QListView;
class QStackedWidget;

namespace tapscope {

class DeviceDelegate;
class DeviceEditor;
class DeviceSearch;
class EmptyNote;
class Theme;

/// The left side of the window: the list of devices above the editor of the selected one.
class DevicesPane final : public QWidget {
    Q_OBJECT

public:
    DevicesPane(DeviceService& service, const Theme& theme, QWidget* parent = nullptr);

    /// Puts a widget between the title and the list.
    void insertBelowTitle(QWidget* widget);
    /// The current device, which the editor shows; empty if there is none.
    [[nodiscard]] QString selected() const;
    /// All selected devices, from top to bottom.
    [[nodiscard]] QStringList allSelected() const;
    void select(const QString& device);
    /// Selects no device, because the list is about to show those of another network.
    void leave();
    [[nodiscard]] DeviceListModel& model() noexcept { return model_; }
    /// Actions on the selected device: the list's menu, with shortcuts that work while the list has the focus.
    void addDeviceActions(const QList<QAction*>& actions);
    [[nodiscard]] QListView* list() const noexcept { return list_; }
    void openNewDeviceDialog();
    /// Puts the cursor into the search line.
    void search();
    /// Switches the selected devices on; off, if all of them are on.
    void switchSelected();
    void moveDevice(const QString& device);
    /// Destroys the selected devices after asking; the question says what is lost.
    void destroySelected();

signals:
    void selectionChanged(const QString& device);
    void activated(const QString& device);
    void injectAsked(const QString& device);
    void failed(const QString& text);
    /// Something happened that the user should see, and is no failure.
    void told(const QString& text);

private:
    void take(const DeviceSnapshots& devices);
    void flip(const QString& device);
    void switchTo(const QString& device, LinkState state);
    void askToDestroyOne(const QString& device);
    void destroy(const QString& device);
    void leaveRows(int first, int last);
    void showSelected();
    void showFound();

    DeviceService& service_;
    DeviceListModel model_;
    DeviceOrder order_;
    DeviceDelegate* delegate_;
    DeviceSearch* search_;
    QListView* list_;
    EmptyNote* note_; ///< in the list
    QStackedWidget* stack_;
    DeviceEditor* editor_;
    QString wanted_;         ///< selected as soon as it is listed
    QStringList destroying_; ///< the devices that the user destroys here
    DeviceSnapshots newest_; ///< what the list shows, or is about to show
};

} // namespace tapscope
