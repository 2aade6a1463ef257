#include "device_editor.h"

#include "../settings_form/checked_line.h"
#include "../theme/theme.h"
#include "field_checks.h"

#include <net/user_name.h>

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace tapscope {
namespace {

QLabel* mutedLabel(const QString& text) {
    auto* label = new QLabel(text);
    label->setProperty("role", "muted");
    return label;
}

QString reasonOf(const Error& error) {
    return QString::fromStdString(error.hint.empty() ? error.reason : error.hint);
}

} // namespace

DeviceEditor::DeviceEditor(DeviceService& service, const Theme& theme, QWidget* parent)
    : QWidget(parent), service_(service), theme_(theme), form_(new QWidget), title_(new QLabel),
      persistence_(mutedLabel({})), gone_(mutedLabel(tr("Select a device to see and change it."))),
      persistentMessage_(new QLabel),
      mtu_(new CheckedLine([this](const QString& text) { return checkMtu(text, minimumMtu_, maximumMtu_); })),
      mac_(new CheckedLine(checkMac)), owner_(new CheckedLine([](const QString&) { return QString(); })),
      addresses_(new QWidget), addressLines_(new QVBoxLayout(addresses_)), persistent_(new QCheckBox(tr("keep it"))) {
    title_->setProperty("role", "title");
    persistentMessage_->setProperty("role", "error");
    persistentMessage_->setWordWrap(true);
    persistentMessage_->hide();
    gone_->setWordWrap(true);
    gone_->setContentsMargins(12, 12, 12, 12);
    mtu_->setObjectName(QStringLiteral("mtu"));
    mac_->setObjectName(QStringLiteral("mac"));
    owner_->setObjectName(QStringLiteral("owner"));
    persistent_->setObjectName(QStringLiteral("persistent"));
    mtu_->line()->setAccessibleName(tr("MTU"));
    mac_->line()->setAccessibleName(tr("MAC address"));
    owner_->line()->setAccessibleName(tr("Owner"));
    mac_->line()->setFont(Theme::fixedFont());
    owner_->line()->setPlaceholderText(tr("nobody in particular"));
    persistent_->setToolTip(tr("A persistent device lives on when nobody has it open"));

    auto* head = new QWidget;
    auto* headLayout = new QHBoxLayout(head);
    headLayout->setContentsMargins(12, 8, 12, 8);
    headLayout->addWidget(title_, 1);
    headLayout->addWidget(persistence_);

    addressLines_->setContentsMargins(0, 0, 0, 0);
    addressLines_->setSpacing(4);
    auto* add = new QPushButton(tr("+ Add address"));
    add->setObjectName(QStringLiteral("addAddress"));
    add->setFlat(true);
    connect(add, &QPushButton::clicked, this, [this] { addAddressLine({}); });

    auto* persistentBox = new QWidget;
    auto* persistentLayout = new QVBoxLayout(persistentBox);
    persistentLayout->setContentsMargins(0, 0, 0, 0);
    persistentLayout->addWidget(persistent_);
    persistentLayout->addWidget(persistentMessage_);

    auto* inject = new QPushButton(tr("Inject…"));
    theme.keepIcon(inject, QStringLiteral("send"), &Colours::ink,
                   [inject](const QIcon& icon) { inject->setIcon(icon); });
    auto* destroyButton = new QPushButton(tr("Destroy…"));
    theme.keepIcon(destroyButton, QStringLiteral("trash-2"), &Colours::error,
                   [destroyButton](const QIcon& icon) { destroyButton->setIcon(icon); });
    destroyButton->setObjectName(QStringLiteral("destroy"));
    destroyButton->setProperty("role", "danger");
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(inject);
    buttons->addWidget(destroyButton);
    buttons->addStretch();

    auto* rows = new QFormLayout(form_);
    rows->setContentsMargins(12, 4, 12, 12);
    rows->setVerticalSpacing(8);
    rows->setHorizontalSpacing(12);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    rows->addRow(mutedLabel(tr("MTU")), mtu_);
    rows->addRow(mutedLabel(tr("MAC")), mac_);
    rows->addRow(mutedLabel(tr("Owner")), owner_);
    rows->addRow(mutedLabel(tr("Addresses")), addresses_);
    rows->addRow(QString(), add);
    rows->addRow(mutedLabel(tr("Persistent")), persistentBox);
    rows->addRow(buttons);

    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(form_);
    form_->setProperty("role", "pane");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(gone_);
    layout->addWidget(scroll, 1);
    setProperty("role", "pane");
    setAttribute(Qt::WA_StyledBackground);

    connect(mtu_, &CheckedLine::committed, this, [this](const QString& text) {
        apply(*mtu_,
              [name = *name_, mtu = text.toUInt()](DeviceControl& control) { return control.change(name, Mtu{mtu}); });
    });
    connect(mac_, &CheckedLine::committed, this, [this](const QString& text) {
        apply(*mac_, [name = *name_, text = text.toStdString()](DeviceControl& control) -> Result<void> {
            auto mac = MacAddress::parse(text);
            return mac ? control.change(name, *mac) : std::unexpected(mac.error());
        });
    });
    connect(owner_, &CheckedLine::committed, this, [this](const QString& text) {
        apply(*owner_,
              [name = *name_, text = text.trimmed().toStdString(),
               kept = service_.kept()](DeviceControl& control) -> Result<void> {
                  std::optional<uid_t> id;
                  if (!text.empty()) {
                      auto user = userId(text);
                      if (!user)
                          return std::unexpected(user.error());
                      id = *user;
                  }
                  if (auto ours = kept->share(name))
                      return ours->setOwner(id);
                  return control.change(name, Owner{id});
              });
    });
    connect(persistent_, &QCheckBox::clicked, this, &DeviceEditor::setPersistent);
    connect(inject, &QPushButton::clicked, this, [this] { emit injectAsked(QString::fromStdString(name_->text())); });
    connect(destroyButton, &QPushButton::clicked, this,
            [this] { emit destroyAsked(QString::fromStdString(name_->text())); });
    show(nullptr);
}

void DeviceEditor::show(const DeviceSnapshot* device) {
    const bool wasShown = name_.has_value();
    form_->parentWidget()->parentWidget()->setVisible(device != nullptr);
    gone_->setVisible(device == nullptr);
    if (device == nullptr) {
        if (wasShown)
            gone_->setText(tr("%1 is gone. Select another device.").arg(QString::fromStdString(name_->text())));
        name_.reset();
        title_->setText(tr("No device selected"));
        persistence_->clear();
        return;
    }
    const DeviceInfo& info = device->info;
    if (name_ != info.name) {
        name_ = info.name;
        for (CheckedLine* field : {mtu_, mac_, owner_})
            field->clearRefusal();
        persistentMessage_->hide();
        shownAddresses_ = {QStringLiteral("\n")}; // none that could be equal
    }
    minimumMtu_ = info.minimumMtu;
    maximumMtu_ = info.maximumMtu;
    title_->setText(QString::fromStdString(info.name.text()));
    persistence_->setText(info.isPersistent ? tr("persistent") : tr("ends with its user"));
    mtu_->setTruth(QString::number(info.mtu));
    mac_->setTruth(info.mac ? QString::fromStdString(info.mac->text()) : QString());
    owner_->setTruth(info.owner ? QString::fromStdString(userName(*info.owner)) : QString());
    persistent_->setChecked(info.isPersistent);
    showAddresses(info.addresses);
}

void DeviceEditor::apply(CheckedLine& field, DeviceService::Work work) {
    service_.request(&field, std::move(work), [&field](const Result<void>& done) {
        if (!done)
            field.refuse(reasonOf(done.error()));
        else
            field.clearRefusal();
    });
}

void DeviceEditor::setPersistent(bool persistent) {
    const auto wanted = persistent ? Persistence::Kept : Persistence::Dropped;
    service_.request(
        this,
        [name = *name_, wanted, kept = service_.kept()](DeviceControl& control) -> Result<void> {
            if (auto ours = kept->share(name))
                return ours->setPersistence(wanted);
            // A device that is no longer persistent goes when nobody has it open: the window then keeps it.
            auto device = control.open(name);
            if (!device)
                return std::unexpected(device.error());
            auto set = device->setPersistence(wanted);
            if (set && wanted == Persistence::Dropped)
                kept->keep(std::move(*device));
            return set;
        },
        [this, persistent](const Result<void>& done) {
            persistentMessage_->setVisible(!done);
            if (!done) {
                persistentMessage_->setText(reasonOf(done.error()));
                persistent_->setChecked(!persistent);
            }
        });
}

void DeviceEditor::showAddresses(const std::vector<InterfaceAddress>& addresses) {
    QStringList texts;
    for (const auto& address : addresses)
        texts << QString::fromStdString(address.prefix.text());
    if (texts == shownAddresses_)
        return;
    // Somebody is typing an address: it is shown afresh when that is done.
    for (const auto* line : addresses_->findChildren<QLineEdit*>()) {
        if (line->hasFocus() && line->isModified() && !texts.contains(line->text()))
            return;
    }
    shownAddresses_ = texts;
    qDeleteAll(addresses_->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
    for (const auto& text : texts)
        addAddressLine(text);
}

void DeviceEditor::addAddressLine(const QString& text) {
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto* line = new CheckedLine([](const QString& typed) { return typed.isEmpty() ? QString() : checkPrefix(typed); });
    line->setObjectName(QStringLiteral("address"));
    line->line()->setFont(Theme::fixedFont());
    line->line()->setAccessibleName(tr("Address"));
    line->line()->setPlaceholderText(tr("10.9.0.1/24 or fd09::1/64"));
    line->setTruth(text);
    auto* remove = new QToolButton;
    theme_.keepIcon(remove, QStringLiteral("x"), &Colours::muted,
                    [remove](const QIcon& icon) { remove->setIcon(icon); });
    remove->setToolTip(text.isEmpty() ? tr("Forget this line") : tr("Remove %1").arg(text));
    remove->setAccessibleName(remove->toolTip());
    remove->setObjectName(QStringLiteral("removeAddress"));
    layout->addWidget(line, 1);
    layout->addWidget(remove, 0, Qt::AlignTop);
    addressLines_->addWidget(row);
    connect(line, &CheckedLine::committed, this,
            [this, line, text](const QString& typed) { changeAddress(*line, text, typed.trimmed()); });
    connect(remove, &QToolButton::clicked, this, [this, line, row, text] {
        if (text.isEmpty())
            row->deleteLater();
        else
            changeAddress(*line, text, {});
    });
    if (text.isEmpty())
        line->line()->setFocus();
}

void DeviceEditor::changeAddress(CheckedLine& line, const QString& before, const QString& after) {
    apply(line,
          [name = *name_, before = before.toStdString(),
           after = after.toStdString()](DeviceControl& control) -> Result<void> {
              // The new one first: when it is refused, the old one is still there.
              if (!after.empty()) {
                  auto prefix = IpPrefix::parse(after);
                  if (!prefix)
                      return std::unexpected(prefix.error());
                  if (auto added = control.change(name, AddAddress{{.prefix = *prefix}}); !added)
                      return added;
              }
              if (before.empty())
                  return {};
              auto prefix = IpPrefix::parse(before);
              return prefix ? control.change(name, RemoveAddress{{.prefix = *prefix}})
                            : std::unexpected(prefix.error());
          });
    line.line()->setModified(false);
}

} // namespace tapscope
