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

QString mnemonicsOf(const QStringList& titles) {
    QString letters;
    for (const QString& title : titles) {
        if (const auto at = title.indexOf(QLatin1Char('&')); at >= 0 && at + 1 < title.size())
            letters += title[at + 1].toLower();
    }
    return letters;
}

QString withMnemonic(const QString& title, QString& used) {
    for (qsizetype i = 0; i < title.size(); ++i) {
        const QChar letter = title[i].toLower();
        if (!letter.isLetter() || used.contains(letter))
            continue;
        used += letter;
        return title.left(i) + QLatin1Char('&') + title.mid(i);
    }
    return title;
}

} // namespace tapscope
