#include "remote_device_dialog.h"

#include "../devices/field_checks.h"
#include "../devices/new_device_fields.h"
#include "../devices/setting_editor.h"
#include "../settings_form/checked_line.h"
#include "../settings_form/form_grid.h"
#include "../text/plain_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <string>
#include <utility>

namespace tapscope {
namespace {

using Type = DeviceSetting::Type;

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

/// The values of a setting; users and groups by their ids, because their names are those of another machine.
QStringList valuesOf(const DeviceSetting& setting, const DeviceInfo& device) {
    QStringList values;
    for (const auto& value : setting.read(device)) {
        const auto* const id = std::get_if<std::uint32_t>(&value);
        const bool isOfThatMachine = setting.type == Type::User || setting.type == Type::Group;
        values << (isOfThatMachine && id != nullptr ? QString::number(*id)
                                                    : QString::fromStdString(textOf(setting, value)));
    }
    return values;
}

/// Values of a list are separated by commas.
QStringList valuesIn(const DeviceSetting& setting, const QString& line) {
    if (!setting.isList())
        return {line.trimmed()};
    QStringList values;
    for (const QString& value : line.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (!value.trimmed().isEmpty())
            values << value.trimmed();
    }
    return values;
}

QString wrongWith(const DeviceSetting& setting, const QString& line) {
    if (line.trimmed().isEmpty())
        return {};
    for (const QString& value : valuesIn(setting, line)) {
        if (const QString wrong = checkSetting(setting, value); !wrong.isEmpty())
            return setting.isList() ? QStringLiteral("%1: %2").arg(value, wrong) : wrong;
    }
    return {};
}

QString wrongName(const QString& name) {
    return name.isEmpty() ? QString() : checkName(name);
}

SettingText wordOf(std::string_view key, const QString& value) {
    return {.key = std::string(key), .value = value.toStdString()};
}

} // namespace

RemoteDeviceDialog::RemoteDeviceDialog(QWidget* parent) : RemoteDeviceDialog(std::nullopt, parent) {}

RemoteDeviceDialog::RemoteDeviceDialog(DeviceInfo device, QWidget* parent)
    : RemoteDeviceDialog(std::optional(std::move(device)), parent) {}

RemoteDeviceDialog::RemoteDeviceDialog(std::optional<DeviceInfo> device, QWidget* parent)
    : QDialog(parent), device_(std::move(device)), form_(new FormGrid), kind_(new QComboBox(this)),
      name_(new CheckedLine(wrongName, this)), peer_(new CheckedLine(wrongName, this)), refusal_(new QLabel),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Cancel)) {
    setWindowTitle(device_ ? tr("Settings of %1").arg(plainText(device_->name.text())) : tr("New device there"));
    apply_ = buttons_->addButton(device_ ? tr("&Apply") : tr("C&reate"), QDialogButtonBox::AcceptRole);
    apply_->setObjectName(QStringLiteral("apply"));
    apply_->setProperty("role", "primary");
    apply_->setDefault(true);
    refusal_->setObjectName(QStringLiteral("refusal"));
    refusal_->setProperty("role", "error");
    refusal_->setWordWrap(true);
    refusal_->hide();
    form_->setVerticalSpacing(8);
    form_->setHorizontalSpacing(24);
    form_->setColumnMinimumWidth(1, 320);
    for (QWidget* each : {static_cast<QWidget*>(kind_), static_cast<QWidget*>(name_), static_cast<QWidget*>(peer_)})
        each->setVisible(!device_);
    if (!device_)
        makeNewRows();
    for (const DeviceSetting& setting : deviceSettings()) {
        // A new TAP or TUN has to be persistent, because no program there has it open.
        const bool isOffered = !setting.isRare && (!device_ ? setting.key != "persistent" : setting.has(kind()));
        if (isOffered)
            rows_.push_back(makeRow(setting));
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->setSizeConstraint(QLayout::SetFixedSize); // as high as the kind's fields
    layout->addLayout(form_);
    layout->addWidget(refusal_);
    layout->addWidget(buttons_);
    connect(buttons_, &QDialogButtonBox::accepted, this, [this] {
        buttons_->setEnabled(false);
        emit asked(words());
    });
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showKind();
}

void RemoteDeviceDialog::makeNewRows() {
    kind_->setObjectName(QStringLiteral("kind"));
    for (const DeviceKind each : newDeviceKinds)
        kind_->addItem(newDeviceTitle(each), static_cast<int>(each));
    name_->line()->setObjectName(QStringLiteral("name"));
    peer_->line()->setObjectName(QStringLiteral("peer"));
    for (CheckedLine* line : {name_, peer_}) {
        line->line()->setPlaceholderText(tr("automatic"));
        connect(line->line(), &QLineEdit::textChanged, this, &RemoteDeviceDialog::update);
    }
    form_->addRow(tr("&Kind"), kind_);
    form_->addRow(tr("&Name"), name_);
    form_->addRow(tr("&Peer"), peer_);
    connect(kind_, &QComboBox::currentIndexChanged, this, &RemoteDeviceDialog::showKind);
}

RemoteDeviceDialog::Row RemoteDeviceDialog::makeRow(const DeviceSetting& setting) {
    Row row{.setting = &setting, .line = nullptr, .box = nullptr, .current = {}};
    if (device_)
        row.current = valuesOf(setting, *device_);
    if (setting.type == Type::Switch) {
        row.box = new QCheckBox;
        row.box->setObjectName(text(setting.key));
        row.box->setChecked(device_ ? row.current.contains(QStringLiteral("on")) : setting.key == "up");
        form_->addRow(titleOf(setting), row.box);
        connect(row.box, &QCheckBox::toggled, this, &RemoteDeviceDialog::update);
        return row;
    }
    row.line = settingLine(setting, [&setting](const QString& line) { return wrongWith(setting, line); });
    row.line->line()->setText(row.current.join(QStringLiteral(", ")));
    if (setting.key == "address")
        row.line->line()->setPlaceholderText(QStringLiteral("10.9.0.1/24, fd09::1/64"));
    form_->addRow(titleOf(setting), row.line);
    connect(row.line->line(), &QLineEdit::textChanged, this, &RemoteDeviceDialog::update);
    return row;
}

DeviceKind RemoteDeviceDialog::kind() const {
    return device_ ? device_->kind : static_cast<DeviceKind>(kind_->currentData().toInt());
}

void RemoteDeviceDialog::showKind() {
    if (!device_) {
        form_->setRowVisible(peer_, kind() == DeviceKind::Veth);
        for (const Row& row : rows_)
            form_->setRowVisible(row.line != nullptr ? static_cast<QWidget*>(row.line) : row.box,
                                 row.setting->has(kind()));
    }
    update();
}

void RemoteDeviceDialog::update() {
    refusal_->hide();
    const bool areValid = std::ranges::all_of(rows_, [this](const Row& row) {
        return row.line == nullptr || !row.setting->has(kind()) || row.line->isValid();
    });
    const bool isHalfNamed =
        kind() == DeviceKind::Veth && !device_ && name_->text().isEmpty() != peer_->text().isEmpty();
    apply_->setEnabled(areValid && name_->isValid() && peer_->isValid() && !isHalfNamed &&
                       (!device_ || !words().empty()));
    if (isHalfNamed)
        refuse(tr("Name both ends, or neither."));
}

void RemoteDeviceDialog::refuse(const QString& reason) {
    buttons_->setEnabled(true);
    refusal_->setText(reason);
    refusal_->show();
}

SettingTexts RemoteDeviceDialog::words() const {
    SettingTexts words;
    if (!device_) {
        words.push_back({.key = "kind", .value = std::string(kindWord(kind()))});
        if (!name_->text().isEmpty())
            words.push_back(wordOf("name", name_->text()));
        if (kind() == DeviceKind::Veth && !peer_->text().isEmpty())
            words.push_back(wordOf("peer", peer_->text()));
    }
    for (const auto& [setting, line, box, current] : rows_) {
        if (!setting->has(kind()))
            continue;
        if (box != nullptr) {
            const QString value = box->isChecked() ? QStringLiteral("on") : QStringLiteral("off");
            if (device_ ? !current.contains(value) : box->isChecked())
                words.push_back(wordOf(setting->key, value));
            // Both ends of a new pair are switched on, so that they have a carrier.
            if (!device_ && kind() == DeviceKind::Veth && box->isChecked())
                words.push_back(wordOf("peer-" + std::string(setting->key), value));
            continue;
        }
        const QStringList wanted = valuesIn(*setting, line->text());
        if (setting->isList()) {
            for (const QString& value : current) {
                if (!wanted.contains(value))
                    words.push_back(wordOf("remove-" + std::string(setting->key), value));
            }
        }
        for (const QString& value : wanted) {
            const bool isUnset = !setting->isList() && value.isEmpty() && current.isEmpty();
            if (!current.contains(value) && !isUnset)
                words.push_back(wordOf(setting->key, value));
        }
    }
    return words;
}

} // namespace tapscope
