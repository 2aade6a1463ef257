#include "setting_editor.h"

#include "../text/plain_text.h"
#include "field_checks.h"
#include "list_setting_editor.h"
#include "setting_change.h"
#include "single_setting_editors.h"

#include <QCoreApplication>

namespace tapscope {

QString titleOf(const DeviceSetting& setting) {
    return QCoreApplication::translate("tapscope::DeviceSetting", std::string(setting.title).c_str());
}

SettingEditor* SettingEditor::create(const Parts& parts, const DeviceSetting& setting) {
    SettingEditor* editor = nullptr;
    if (setting.isList())
        editor = new ListSettingEditor(parts, setting);
    else if (setting.type == DeviceSetting::Type::Switch)
        editor = new SwitchSettingEditor(parts, setting);
    else
        editor = new LineSettingEditor(parts, setting);
    editor->setToolTip(QString::fromUtf8(setting.help.data(), static_cast<qsizetype>(setting.help.size())));
    return editor;
}

void SettingEditor::show(const DeviceInfo& device) {
    if (name_ != device.name) {
        abandon();
        name_ = device.name;
    }
    range_ = setting_.range != nullptr ? std::optional(setting_.range(device)) : std::nullopt;
    update(device);
}

void SettingEditor::apply(QObject& context, Work work, const QString& what, Say say) {
    parts_.service.request(
        &context, [work = std::move(work), name = *name_](DeviceControl& control) { return work(control, name); },
        [say = std::move(say)](const Result<void>& done) {
            say(done ? QString() : plainText(done.error().hint.empty() ? done.error().reason : done.error().hint));
        },
        [what] { return what; });
}

QString SettingEditor::device() const {
    return QString::fromStdString(name_->text());
}

SettingEditor::Work SettingEditor::changing(const QString& text) const {
    return [text = text.trimmed().toStdString(), &setting = setting_,
            kept = parts_.service.kept()](DeviceControl& control, const InterfaceName& name) -> Result<void> {
        const auto change = setting.change(text);
        return change ? changeInWindow(control, *kept, name, *change) : std::unexpected(change.error());
    };
}

QString SettingEditor::check(const QString& text) const {
    if (QString wrong = checkSetting(setting_, text); !wrong.isEmpty())
        return wrong;
    bool isNumber = false;
    const quint32 number = text.trimmed().toUInt(&isNumber);
    if (range_ && isNumber && (number < range_->least || number > range_->most))
        return tr("Must be a number from %1 to %2").arg(range_->least).arg(range_->most);
    return {};
}

QString SettingEditor::title() const {
    return titleOf(setting_);
}

} // namespace tapscope
