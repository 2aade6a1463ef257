#include "name_menu.h"

#include "../files/file_text.h"
#include "../profiles/profiles.h"
#include "name_keeper.h"

#include <QSettings>
#include <QSignalBlocker>

namespace tapscope {

NameMenu::NameMenu(NameKeeper& names, Profiles& profiles, QWidget* parent)
    : QMenu(tr("&Name resolution"), parent), names_(names), profiles_(profiles) {
    setToolTipsVisible(true);
    add(QStringLiteral("names/makers"), tr("Resolve &MAC addresses"),
        tr("Show the vendor of a network card and the last octets of its address; vendors come from the package "
           "ieee-data or from Wireshark's table"),
        &NameSwitches::vendors, true);
    add(QStringLiteral("names/hosts"), tr("Resolve &IP addresses"),
        tr("Show host names from the capture's DNS, mDNS and DHCP frames, from its file, from /etc/hosts and from %1. "
           "TapScope never sends queries.")
            .arg(shownPath(NameKeeper::userHostsFile())),
        &NameSwitches::hosts, false);
    add(QStringLiteral("names/services"), tr("Resolve &ports"),
        tr("Show service names from /etc/services next to port numbers in the fields of a frame"),
        &NameSwitches::services, false);
    connect(&profiles_, &Profiles::changed, this, &NameMenu::restore);
    restore();
}

void NameMenu::add(const QString& key, const QString& title, const QString& about, bool NameSwitches::* which,
                   bool isOnAtFirst) {
    auto* action = addAction(title);
    action->setObjectName(key);
    action->setToolTip(about);
    action->setStatusTip(about);
    action->setCheckable(true);
    connect(action, &QAction::toggled, this, [this, key](bool isOn) {
        profiles_.settings().setValue(key, isOn);
        apply();
    });
    switches_.push_back({action, which, isOnAtFirst});
}

void NameMenu::restore() {
    for (const Switch& each : switches_) {
        const QSignalBlocker block(each.action); // nothing was chosen
        each.action->setChecked(profiles_.settings().value(each.action->objectName(), each.isOnAtFirst).toBool());
    }
    apply();
}

void NameMenu::apply() {
    NameSwitches chosen;
    for (const Switch& each : switches_)
        chosen.*each.which = each.action->isChecked();
    names_.setSwitches(chosen);
}

} // namespace tapscope
