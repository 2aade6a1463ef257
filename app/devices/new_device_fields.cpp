#include "new_device_fields.h"

#include "../theme/theme.h"

#include <QCoreApplication>

#include <string>
#include <utility>

namespace tapscope {

QString newDeviceTitle(DeviceKind kind) {
    const auto title = QString::fromStdString(std::string(kindTitle(kind)));
    if (kind == DeviceKind::Veth)
        return QCoreApplication::translate("tapscope::NewDeviceDialog", "%1 pair").arg(title);
    return kind == DeviceKind::Bridge ? QCoreApplication::translate("tapscope::NewDeviceDialog", "Bridge") : title;
}

CheckedLine* settingLine(const DeviceSetting& setting, CheckedLine::Check check) {
    using Type = DeviceSetting::Type;
    auto* line = new CheckedLine(std::move(check));
    line->line()->setObjectName(QString::fromStdString(std::string(setting.key)));
    const bool isChosen = setting.type == Type::Mac || setting.type == Type::Number;
    line->line()->setPlaceholderText(isChosen ? QCoreApplication::translate("tapscope::NewDeviceDialog", "automatic")
                                              : QCoreApplication::translate("tapscope::NewDeviceDialog", "none"));
    if (setting.type == Type::Mac || setting.type == Type::Address)
        Theme::makeFixed(*line->line());
    return line;
}

} // namespace tapscope
