#include "field_checks.h"

#include "../text/plain_text.h"

#include <base/ip_address.h>
#include <base/mac_address.h>
#include <net/interface_name.h>

#include <QCoreApplication>

namespace tapscope {
namespace {

template <typename Parsed>
QString reasonOf(const Result<Parsed>& parsed) {
    if (parsed)
        return {};
    const Error& error = parsed.error();
    return plainText(error.hint.empty() ? error.reason : error.reason + ". " + error.hint);
}

} // namespace

QString checkName(const QString& text) {
    return reasonOf(InterfaceName::parse(text.toStdString()));
}

QString checkMtu(const QString& text, quint32 minimum, quint32 maximum) {
    bool isNumber = false;
    const quint32 mtu = text.toUInt(&isNumber);
    if (isNumber && mtu >= minimum && mtu <= maximum)
        return {};
    return QCoreApplication::translate("tapscope::DeviceEditor", "Must be a number from %1 to %2")
        .arg(minimum)
        .arg(maximum);
}

QString checkMac(const QString& text) {
    const auto mac = MacAddress::parse(text.toStdString());
    if (mac && mac->isGroup())
        return QCoreApplication::translate("tapscope::DeviceEditor",
                                           "A device cannot have a group address (odd first octet)");
    return reasonOf(mac);
}

QString checkPrefix(const QString& text) {
    return reasonOf(IpPrefix::parse(text.toStdString()));
}

} // namespace tapscope
