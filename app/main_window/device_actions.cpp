#include "device_actions.h"

#include "../devices/devices_pane.h"
#include "actions.h"

#include <QAction>

namespace tapscope {

DeviceActions::DeviceActions(const Actions& actions, DevicesPane& pane, QObject* parent) : QObject(parent) {
    pane.addDeviceActions(actions.onDevice());
    const auto update = [&actions, &pane] {
        const bool isNone = pane.selected().isEmpty();
        for (QAction* action : {actions.switchDevice, actions.moveDevice, actions.destroyDevice})
            action->setEnabled(!isNone);
        actions.start->setToolTip(isNone ? tr("Select a device before starting a capture (Ctrl+E)")
                                         : tr("Start a capture on the selected device (Ctrl+E)"));
    };
    connect(&pane, &DevicesPane::selectionChanged, this, update);
    update();
    connect(actions.newDevice, &QAction::triggered, &pane, &DevicesPane::openNewDeviceDialog);
    connect(actions.findDevice, &QAction::triggered, &pane, &DevicesPane::search);
    connect(actions.switchDevice, &QAction::triggered, &pane, &DevicesPane::switchSelected);
    connect(actions.moveDevice, &QAction::triggered, &pane, [&pane] { pane.moveDevice(pane.selected()); });
    connect(actions.destroyDevice, &QAction::triggered, &pane, &DevicesPane::destroySelected);
}

} // namespace tapscope
