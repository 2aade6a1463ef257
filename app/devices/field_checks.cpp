#include "field_checks.h"

#include "../text/plain_text.h"

#include <net/device_setting.h>
#include <net/interface_name.h>

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

QString checkSetting(const DeviceSetting& setting, const QString& text) {
    using Type = DeviceSetting::Type;
    if (setting.type == Type::User || setting.type == Type::Group)
        return {}; // the user database may be on a network
    return reasonOf(setting.change(text.trimmed().toStdString()));
}

} // namespace tapscope
