#include "wiring_details.h"

#include "../devices/device_list_model.h"
#include "../settings_form/form_grid.h"
#include "../text/plain_text.h"
#include "rate_graph.h"
#include "wiring_text.h"

#include <privilege/device_rights.h>

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <unistd.h>

#include <algorithm>

namespace tapscope {
namespace {

constexpr qsizetype mostPorts = 24;

QString countText(std::uint64_t in, std::uint64_t out) {
    const QLocale locale;
    return WiringDetails::tr("%1 in, %2 out").arg(locale.toString(qulonglong{in}), locale.toString(qulonglong{out}));
}

/// The user's rights on the device without authentication; empty for root and in the user's own sandbox.
QString rightsText(const WiringArea& area, const WiredDevice& device) {
    if (geteuid() == 0 || area.kind == WiringArea::Kind::Sandbox)
        return {};
    switch (device.kind) {
    case WiredKind::Tap:
    case WiredKind::Tun:
    case WiredKind::Veth:
    case WiredKind::Bridge:
        break;
    default:
        return WiringDetails::tr("Only root can change it");
    }
    switch (ownershipOf(device.info, UserIdentity::ofThisProcess())) {
    case Ownership::Users:
        return WiringDetails::tr("Yours");
    case Ownership::NoOwner:
        return WiringDetails::tr("It has no owner: changing it needs an administrator's permission");
    case Ownership::OtherUser:
        return WiringDetails::tr("Another user's: changing it needs an administrator's permission");
    }
    return {};
}

/// "tap0 · up · forwarding · MACs: 3"
QString portText(const WiredDevice& port) {
    QStringList parts{nameText(port), QString::fromUtf8(stateWord(port.state()))};
    if (port.forwarding.portState)
        parts << portStateText(port);
    if (const auto count = port.forwarding.learnedCount; count != 0)
        parts << WiringDetails::tr("MACs: %L1").arg(count);
    return parts.join(QStringLiteral(" · "));
}

QLabel* wordsLabel() {
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

WiringDetails::WiringDetails(const Theme& theme, QWidget* parent)
    : QScrollArea(parent), title_(wordsLabel()), about_(wordsLabel()), rates_(new RateGraph(theme)),
      form_(new FormGrid) {
    title_->setProperty("role", "title");
    title_->setObjectName(QStringLiteral("wiringTitle"));
    about_->setProperty("role", "muted");
    auto* inside = new QWidget;
    auto* layout = new QVBoxLayout(inside);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(title_);
    layout->addWidget(about_);
    layout->addWidget(rates_);
    layout->addLayout(form_);
    layout->addStretch();
    setWidget(inside);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Properties of the selected device"));
    show(nullptr, {}, {});
}

void WiringDetails::show(const WiringShots& shot, const std::vector<WiredAt>& devices, const QString& work) {
    const bool isOne = shot && devices.size() == 1;
    rates_->setVisible(isOne);
    if (!isOne) {
        title_->setText(devices.empty() ? tr("No device is selected")
                                        : tr("%n device(s)", nullptr, static_cast<int>(devices.size())));
        about_->setText(devices.empty()
                            ? tr("Click a device to see its properties. Ctrl+click or drag to select several.")
                            : tr("If you capture on them together, each becomes an interface of one capture."));
        for (auto& [name, label] : rows_)
            form_->setRowVisible(label, false);
        return;
    }
    const WiredAt at = devices.front();
    const WiredDevice& device = shot->wiring.at(at);
    const DeviceInfo& info = device.info;
    const WiredRate& rate = shot->rates[at.area][at.device];
    rates_->show(rate.received, rate.sent);
    title_->setText(nameText(device));
    about_->setText(QStringLiteral("%1 · %2 · %3")
                        .arg(QString::fromStdString(kindTitle(device)), plainText(titleOf(shot->wiring.areas[at.area])),
                             tr("index %1").arg(info.index)));
    QStringList names;
    for (const auto& name : info.alternativeNames)
        names << plainText(name);
    set(tr("State"), stateText(device));
    set(tr("In this window"), work);
    set(tr("Rights"), rightsText(shot->wiring.areas[at.area], device));
    set(tr("Connected with"), QString::fromStdString(shot->relations[at.area][at.device]));
    const WiredDevice* bridge = bridgeOf(*shot, at);
    set(tr("Bridge"), bridge != nullptr && bridge != &device
                          ? nameText(*bridge) + QStringLiteral(" · ") + portStateText(device)
                          : QString());
    set(tr("Learned MACs"), learnedTexts(device).join('\n'));
    set(tr("Bridge ports"), portTexts(*shot, at, mostPorts, portText).join('\n'));
    set(tr("Routes"), routeTexts(device).join('\n'));
    set(tr("Addresses"), addressTexts(device).join('\n'));
    set(tr("MAC"), info.mac ? QString::fromStdString(info.mac->text()) : QString());
    set(tr("MTU"), QString::number(info.mtu));
    set(tr("Other names"), names.join('\n'));
    set(tr("Alias"), plainText(info.alias));
    set(tr("Open in"), holderTexts(device).join('\n'));
    set(tr("Rate"), rateText(rate.framesPerSecond) + QStringLiteral(" · ") + bitRateText(rate.bitsPerSecond));
    set(tr("Frames"), countText(info.counters.receivedFrames, info.counters.sentFrames));
    set(tr("Bytes"), countText(info.counters.receivedBytes, info.counters.sentBytes));
    set(tr("Dropped"), countText(info.counters.receiveDropped, info.counters.sendDropped));
}

void WiringDetails::set(const QString& title, const QString& text) {
    auto row = std::ranges::find(rows_, title, [](const auto& each) { return each.first; });
    if (row == rows_.end()) {
        auto* label = wordsLabel();
        label->setAccessibleName(title);
        auto* name = new QLabel(title);
        name->setAlignment(Qt::AlignLeft | Qt::AlignTop); // beside the first of several lines
        name->setBuddy(label);
        form_->addRow(name, label);
        row = rows_.insert(row, {title, label});
    }
    if (row->second->text() != text)
        row->second->setText(text);
    form_->setRowVisible(row->second, !text.isEmpty());
}

} // namespace tapscope
