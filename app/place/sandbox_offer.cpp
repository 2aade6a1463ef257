#include "sandbox_offer.h"

#include "places.h"

#include <privilege/rights.h>

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tapscope {

SandboxOffer::SandboxOffer(Places& places, QWidget* parent) : QWidget(parent) {
    auto* sentence = new QLabel(tr("Changing this machine's devices needs a password or a permission. "
                                   "A private sandbox needs neither."));
    sentence->setWordWrap(true);
    sentence->setProperty("role", "muted");
    auto* enter = new QPushButton(tr("Use a private sandbox"));
    enter->setObjectName(QStringLiteral("useSandbox"));
    enter->setToolTip(tr("A private network, where you have all rights and nobody else sees the traffic (Ctrl+Alt+B)"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 8);
    layout->setSpacing(4);
    layout->addWidget(sentence);
    layout->addWidget(enter, 0, Qt::AlignLeft);
    connect(enter, &QPushButton::clicked, this, &SandboxOffer::sandboxAsked);
    const auto update = [this, &places] { setVisible(!places.isElsewhere() && !canConfigureDevices()); };
    connect(&places, &Places::changed, this, update);
    update();
}

} // namespace tapscope
