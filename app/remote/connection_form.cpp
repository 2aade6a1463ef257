#include "connection_form.h"

#include "../files/choose_file.h"
#include "../files/file_text.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>

#include <string>

namespace tapscope {
namespace {

constexpr int largestPort = 65535;
constexpr int mostHosts = 20; // remembered hosts

QString settingKey(const char* name) {
    return QStringLiteral("remote/") + QLatin1String(name);
}

} // namespace

ConnectionForm::ConnectionForm(QWidget* parent)
    : QWidget(parent), host_(new QComboBox), rights_(new QComboBox), port_(new QSpinBox), key_(new QLineEdit),
      options_(new QLineEdit) {
    host_->setObjectName(QStringLiteral("host"));
    host_->setEditable(true);
    host_->setInsertPolicy(QComboBox::NoInsert);
    host_->lineEdit()->setPlaceholderText(tr("user@host, or a name from your ssh configuration"));
    port_->setObjectName(QStringLiteral("port"));
    port_->setRange(0, largestPort);
    port_->setSpecialValueText(tr("default"));
    key_->setObjectName(QStringLiteral("identity"));
    key_->setPlaceholderText(tr("the keys of your agent and of ~/.ssh"));
    options_->setObjectName(QStringLiteral("options"));
    options_->setPlaceholderText(tr("for example ProxyJump=gateway; separated by commas"));
    rights_->setObjectName(QStringLiteral("rights"));
    rights_->addItem(tr("Those of the user (groups, capabilities of the program)"), false);
    rights_->addItem(tr("Root, through sudo without a password"), true);
    rights_->setToolTip(tr("What the program there may do"));

    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Host"), host_);
    form->addRow(tr("&Port"), port_);
    form->addRow(tr("&Key file"), makeKeyRow());
    form->addRow(tr("ssh &options"), options_);
    form->addRow(tr("&Rights there"), rights_);
    restore();

    connect(host_, &QComboBox::editTextChanged, this, &ConnectionForm::changed);
    connect(host_->lineEdit(), &QLineEdit::returnPressed, this, &ConnectionForm::accepted);
    for (QLineEdit* line : {key_, options_})
        connect(line, &QLineEdit::textChanged, this, &ConnectionForm::changed);
    connect(port_, &QSpinBox::valueChanged, this, &ConnectionForm::changed);
    connect(rights_, &QComboBox::currentIndexChanged, this, &ConnectionForm::changed);
}

QWidget* ConnectionForm::makeKeyRow() {
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* browse = new QPushButton(tr("&Browse…"));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, [this] {
        chooseFile(this, {.title = tr("Key file")}, [this](const QString& name) { key_->setText(name); });
    });
    layout->addWidget(key_, 1);
    layout->addWidget(browse);
    row->setFocusProxy(key_);
    return row;
}

Result<Machine> ConnectionForm::machine() const {
    auto machine = Machine::parse(host_->currentText().trimmed().toStdString());
    if (machine && port_->value() != 0)
        machine->port = std::to_string(port_->value());
    return machine;
}

SettingValues ConnectionForm::connection() const {
    SettingValues values{{"sudo", {rights_->currentData().toBool() ? "on" : "off"}}};
    if (!key_->text().isEmpty())
        values["identity"] = {typedPath(key_->text()).string()};
    for (const QString& option : options_->text().split(QLatin1Char(','), Qt::SkipEmptyParts))
        values["option"].push_back(option.trimmed().toStdString());
    return values;
}

bool ConnectionForm::isEmpty() const {
    return host_->currentText().trimmed().isEmpty();
}

void ConnectionForm::restore() {
    const QSettings kept;
    host_->addItems(kept.value(settingKey("hosts")).toStringList());
    port_->setValue(kept.value(settingKey("port"), 0).toInt());
    key_->setText(kept.value(settingKey("identity")).toString());
    options_->setText(kept.value(settingKey("options")).toString());
    rights_->setCurrentIndex(rights_->findData(kept.value(settingKey("sudo"), false).toBool()));
}

void ConnectionForm::keep() const {
    QStringList hosts{host_->currentText().trimmed()};
    for (int index = 0; index < host_->count() && hosts.size() < mostHosts; ++index) {
        if (const QString host = host_->itemText(index); !hosts.contains(host))
            hosts << host;
    }
    QSettings kept;
    kept.setValue(settingKey("hosts"), hosts);
    kept.setValue(settingKey("port"), port_->value());
    kept.setValue(settingKey("identity"), key_->text());
    kept.setValue(settingKey("options"), options_->text());
    kept.setValue(settingKey("sudo"), rights_->currentData().toBool());
}

} // namespace tapscope
