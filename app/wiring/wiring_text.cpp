#include "wiring_text.h"

#include "../text/plain_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace tapscope {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("tapscope", text); // the context that lupdate gives a function of the namespace
}

} // namespace

QString nameText(const WiredDevice& device) {
    return plainText(device.info.name.text());
}

QString stateText(const WiredDevice& device) {
    switch (device.state()) {
    case WiredState::Up:
        return tr("up");
    case WiredState::Off:
        return tr("switched off");
    case WiredState::NoCarrier:
        break;
    }
    switch (device.kind) {
    case WiredKind::Tap:
    case WiredKind::Tun:
        return tr("up, no program has it open");
    case WiredKind::Veth:
        return tr("up, its peer is off");
    default:
        return tr("up, without carrier");
    }
}

QStringList addressTexts(const WiredDevice& device) {
    QStringList all;
    for (const auto& address : device.info.addresses)
        all << QString::fromStdString(addressText(address));
    return all;
}

QStringList holderTexts(const WiredDevice& device) {
    QStringList all;
    for (const auto& holder : device.holders)
        all << (holder.pid == QCoreApplication::applicationPid()
                    ? tr("TapScope (this window)")
                    : QStringLiteral("%1 (pid %2)").arg(plainText(holder.program)).arg(holder.pid));
    if (device.hasUnknownHolder)
        all << tr("a process of another user");
    return all;
}

QString bitRateText(double bitsPerSecond) {
    constexpr double kilo = 1000;
    constexpr const char* units[] = {"bit/s", "kbit/s", "Mbit/s", "Gbit/s"};
    std::size_t unit = 0;
    for (; bitsPerSecond >= kilo && unit + 1 < std::size(units); ++unit)
        bitsPerSecond /= kilo;
    return QStringLiteral("%L1 %2").arg(bitsPerSecond, 0, 'f', unit == 0 ? 0 : 1).arg(QLatin1String(units[unit]));
}

bool matches(const WiringShot& shot, const WiredAt& at, const QString& words) {
    if (words.isEmpty())
        return true;
    const WiredDevice& device = shot.wiring.at(at);
    const auto has = [&](const QString& text) { return text.contains(words, Qt::CaseInsensitive); };
    const auto anyHas = [&](const QStringList& texts) { return std::ranges::any_of(texts, has); };
    QStringList others{nameText(device), QString::fromStdString(kindTitle(device)), plainText(device.info.alias),
                       plainText(titleOf(shot.wiring.areas[at.area])),
                       QString::fromStdString(shot.relations[at.area][at.device])};
    for (const auto& name : device.info.alternativeNames)
        others << plainText(name);
    return anyHas(others) || anyHas(addressTexts(device)) || anyHas(holderTexts(device));
}

} // namespace tapscope
