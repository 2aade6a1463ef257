#pragma once

#include "wiring_shot.h"

#include <net/device_control.h>

#include <QObject>
#include <QStringList>

#include <functional>

class QAction;
class QMenu;
class QWidget;

namespace tapscope {

class DeviceService;

/// The actions on the devices that are selected in the map, in any namespace. GUI thread.
class WiringActions final : public QObject {
    Q_OBJECT

public:
    WiringActions(DeviceService& service, QWidget& window);

    /// The network namespace in which `service` works.
    void setPlace(const NetworkIdentity& place);
    /// The selection, and the map that it refers to.
    void show(const WiringShots& shot, std::vector<WiredAt> devices);
    /// All actions, in the order of a menu.
    [[nodiscard]] QList<QAction*> all() const;
    /// The device's name for a capture: "tap0", "blue/eth0", "pid:4711/eth0".
    [[nodiscard]] QString placedName(const WiringShot& shot, const WiredAt& device) const;

signals:
    void captureAsked(const QStringList& devices);
    /// The user wants a wire between two devices.
    void wireAsked(const QStringList& devices);
    /// The user wants to see a device of the device list's namespace in the list.
    void deviceAsked(const QString& name);
    /// A device was changed: the map should be read again.
    void done();
    void failed(const QString& text);
    /// What was changed, for the log.
    void told(const QString& what);

private:
    using Work = std::function<Result<void>(DeviceControl& control)>;
    using What = std::function<QString()>;
    /// Identifies a device independently of the map, which may have changed by the time the device is changed.
    struct Target {
        NetworkIdentity network;
        QString place; ///< empty: the namespace of `service`
        InterfaceName name;
    };
    QAction* add(const char* name, const QString& text, const QString& keys, const QString& toolTip);
    [[nodiscard]] Target targetOf(const WiredAt& device) const;
    /// Runs `work` in the device's namespace, on another thread; `what` says afterwards what it has changed.
    void request(const Target& target, Work work, const What& what);
    void switchAll(LinkState state);
    void fillBridges();
    void setBridge(const std::optional<InterfaceName>& bridge);
    /// Creates a bridge with the selected devices as its ports.
    void makeBridge();
    void destroy();
    [[nodiscard]] QString placeOf(const WiringArea& area) const;
    [[nodiscard]] bool isHere(const WiredAt& device) const;

    DeviceService& service_;
    QWidget& window_;
    NetworkIdentity place_;
    WiringShots shot_;
    std::vector<WiredAt> devices_;
    QAction *capture_, *switchOn_, *switchOff_, *wire_, *addToBridge_, *takeOut_, *showInList_, *destroy_;
    QMenu* bridges_;
};

} // namespace tapscope
