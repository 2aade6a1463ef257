#include "single_setting_editors.h"

#include "../settings_form/checked_line.h"
#include "../theme/theme.h"
#include "change_words.h"

#include <QCheckBox>
#include <QCompleter>
#include <QLabel>
#include <QStringListModel>
#include <QVBoxLayout>

namespace tapscope {
namespace {

QString keyOf(const DeviceSetting& setting) {
    return QString::fromUtf8(setting.key.data(), static_cast<qsizetype>(setting.key.size()));
}

} // namespace

LineSettingEditor::LineSettingEditor(const Parts& parts, const DeviceSetting& setting)
    : SettingEditor(parts, setting), line_(new CheckedLine([this](const QString& text) { return check(text); })) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(line_);
    line_->setObjectName(keyOf(setting));
    line_->line()->setAccessibleName(title());
    if (setting.type == DeviceSetting::Type::Mac)
        Theme::makeFixed(*line_->line());
    else
        line_->line()->setPlaceholderText(tr("none"));
    if (setting.type == DeviceSetting::Type::Device) {
        names_ = new QStringListModel(this);
        auto* completer = new QCompleter(names_, this);
        completer->setCompletionMode(QCompleter::PopupCompletion);
        line_->line()->setCompleter(completer);
    }
    connect(line_, &CheckedLine::committed, this, [this](const QString& text) {
        const QString what =
            tr("%1: %2 is now %3").arg(device(), this->title(), text.trimmed().isEmpty() ? tr("none") : text.trimmed());
        apply(*line_, changing(text), what, [this](const QString& refusal) {
            if (refusal.isEmpty())
                line_->clearRefusal();
            else
                line_->refuse(refusal);
        });
    });
}

// It loses the focus while it is destroyed, and would call an editor that is partly destroyed.
LineSettingEditor::~LineSettingEditor() {
    delete line_;
}

void LineSettingEditor::abandon() {
    line_->abandon();
}

void LineSettingEditor::offer(const QStringList& names) {
    if (names_ != nullptr && names_->stringList() != names)
        names_->setStringList(names);
}

void LineSettingEditor::update(const DeviceInfo& device) {
    const auto values = setting().read(device);
    line_->setTruth(values.empty() ? QString() : QString::fromStdString(textOf(setting(), values.front())));
}

SwitchSettingEditor::SwitchSettingEditor(const Parts& parts, const DeviceSetting& setting)
    : SettingEditor(parts, setting), box_(new QCheckBox), message_(new QLabel) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(box_);
    layout->addWidget(message_);
    box_->setObjectName(keyOf(setting));
    box_->setAccessibleName(title());
    message_->setProperty("role", "error");
    message_->setWordWrap(true);
    message_->hide();
    connect(box_, &QCheckBox::clicked, this, [this](bool isOn) {
        box_->setEnabled(false); // a second click would refer to the state shown then
        const QString what = this->setting().key == "up"
                                 ? switchedWords(device(), isOn ? LinkState::Up : LinkState::Down)
                                 : tr("%1: %2 is now %3").arg(device(), this->title(), isOn ? tr("on") : tr("off"));
        apply(*this, changing(isOn ? QStringLiteral("on") : QStringLiteral("off")), what,
              [this](const QString& refusal) {
                  box_->setEnabled(true);
                  message_->setText(refusal);
                  message_->setVisible(!refusal.isEmpty());
                  if (!refusal.isEmpty())
                      box_->setChecked(!box_->isChecked());
              });
    });
}

void SwitchSettingEditor::abandon() {
    message_->hide();
    box_->setEnabled(true);
}

void SwitchSettingEditor::update(const DeviceInfo& device) {
    const auto values = setting().read(device);
    if (box_->isEnabled())
        box_->setChecked(!values.empty() && std::get<bool>(values.front()));
}

} // namespace tapscope
