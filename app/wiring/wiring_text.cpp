#include "wiring_text.h"

#include "../text/plain_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace tapscope {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("tapscope", text); // the context that lupdate gives a function of the namespace
}

void addRest(QStringList& lines, std::size_t leftOut) {
    if (leftOut != 0)
        lines << tr("%L1 more").arg(leftOut);
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

QStringList routeTexts(const WiredDevice& device) {
    const WiredForwarding& its = device.forwarding;
    QStringList all;
    for (const auto& route : its.routes)
        all << QString::fromStdString(routeText(route));
    addRest(all, its.routeCount - its.routes.size());
    return all;
}

QStringList learnedTexts(const WiredDevice& device) {
    const WiredForwarding& its = device.forwarding;
    QStringList all;
    for (const auto& mac : its.learned)
        all << QString::fromStdString(mac.text());
    addRest(all, its.learnedCount - its.learned.size());
    return all;
}

QString portStateText(const WiredDevice& device) {
    const auto state = device.forwarding.portState;
    return state ? QString::fromUtf8(portStateWord(*state)) : QString();
}

const WiredDevice* bridgeOf(const WiringShot& shot, const WiredAt& at) {
    const WiredAt* bridge = shot.bridges.bridgeOf(at);
    return bridge != nullptr ? &shot.wiring.at(*bridge) : nullptr;
}

QStringList portTexts(const WiringShot& shot, const WiredAt& at, qsizetype most,
                      QString (*describe)(const WiredDevice&)) {
    const WiredAt* bridge = shot.bridges.bridgeOf(at);
    if (bridge == nullptr)
        return {};
    const auto ports = shot.bridges.portsOf(*bridge);
    QStringList all;
    for (const WiredAt& port : ports.first(std::min(ports.size(), static_cast<std::size_t>(most))))
        all << describe(shot.wiring.at(port));
    addRest(all, ports.size() - static_cast<std::size_t>(all.size()));
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
    for (const auto& mac : device.forwarding.learned)
        others << QString::fromStdString(mac.text());
    if (device.info.mac)
        others << QString::fromStdString(device.info.mac->text());
    return anyHas(others) || anyHas(addressTexts(device)) || anyHas(holderTexts(device));
}

} // namespace tapscope
