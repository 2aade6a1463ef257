#include "decode_as_settings.h"

#include <QSettings>

namespace tapscope {
namespace {

const auto group = QStringLiteral("decodeAs");
const auto offKey = QStringLiteral("switchedOffProtocols");

} // namespace

DecodeAsList storedDecodeAs() {
    QSettings settings;
    DecodeAsList rules;
    const int count = settings.beginReadArray(group);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        rules.push_back({settings.value(QStringLiteral("table")).toString().toStdString(),
                         settings.value(QStringLiteral("key")).toUInt(),
                         settings.value(QStringLiteral("protocol")).toString().toStdString()});
    }
    settings.endArray();
    return rules;
}

void storeDecodeAs(const DecodeAsList& rules) {
    QSettings settings;
    settings.remove(group);
    settings.beginWriteArray(group, static_cast<int>(rules.size()));
    for (int i = 0; i < static_cast<int>(rules.size()); ++i) {
        const DecodeAs& rule = rules[static_cast<std::size_t>(i)];
        settings.setArrayIndex(i);
        settings.setValue(QStringLiteral("table"), QString::fromStdString(rule.table));
        settings.setValue(QStringLiteral("key"), rule.key);
        settings.setValue(QStringLiteral("protocol"), QString::fromStdString(rule.protocol));
    }
    settings.endArray();
}

QStringList storedSwitchedOff() {
    return QSettings().value(offKey).toStringList();
}

void storeSwitchedOff(const QStringList& protocols) {
    QSettings().setValue(offKey, protocols);
}

DecodeAsList storedDecoding() {
    DecodeAsList rules = storedDecodeAs();
    for (const QString& protocol : storedSwitchedOff())
        rules.push_back({.table = {}, .protocol = protocol.toStdString()});
    return rules;
}

} // namespace tapscope
