#include "device_editor.h"

#include "../settings_form/checked_line.h"
#include "../text/plain_text.h"
#include "../text/styled_label.h"
#include "../theme/theme.h"
#include "field_checks.h"

#include <net/address_change.h>
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
    return plainText(error.hint.empty() ? error.reason : error.hint);
}

} // namespace

DeviceEditor::DeviceEditor(DeviceService& service, const Theme& theme, QWidget* parent)
    : QWidget(parent), service_(service), theme_(theme), form_(new QWidget), rows_(new QFormLayout(form_)),
      title_(new QLabel), about_(mutedLabel({})), gone_(mutedLabel(tr("Select a device to see and change it."))),
      peer_(new StyledLabel), queues_(new QLabel), persistentMessage_(new QLabel),
      mtu_(new CheckedLine([this](const QString& text) { return checkMtu(text, minimumMtu_, maximumMtu_); })),
      mac_(new CheckedLine(checkMac)), owner_(new CheckedLine([](const QString&) { return QString(); })),
      addresses_(new QWidget), addressLines_(new QVBoxLayout(addresses_)), persistent_(new QCheckBox(tr("keep it"))),
      persistentBox_(new QWidget) {
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
    Theme::makeFixed(*mac_->line());
    owner_->line()->setPlaceholderText(tr("none"));
    peer_->setObjectName(QStringLiteral("peerLink"));
    peer_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    queues_->setObjectName(QStringLiteral("openQueues"));
    persistent_->setToolTip(tr("A persistent device stays when no program has it open"));

    auto* head = new QWidget;
    auto* headLayout = new QHBoxLayout(head);
    headLayout->setContentsMargins(12, 8, 12, 8);
    headLayout->addWidget(title_, 1);
    headLayout->addWidget(about_);

    addressLines_->setContentsMargins(0, 0, 0, 0);
    addressLines_->setSpacing(4);
    auto* add = new QPushButton(tr("+ Add address"));
    add->setObjectName(QStringLiteral("addAddress"));
    add->setFlat(true);
    connect(add, &QPushButton::clicked, this, [this] { addAddressLine({}); });

    auto* move = new QPushButton(tr("Move to another…"));
    move->setObjectName(QStringLiteral("move"));
    move->setToolTip(tr("Move it to another network namespace"));
    move->setFlat(true);

    auto* persistentLayout = new QVBoxLayout(persistentBox_);
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

    rows_->setContentsMargins(12, 4, 12, 12);
    rows_->setVerticalSpacing(8);
    rows_->setHorizontalSpacing(12);
    rows_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    rows_->addRow(mutedLabel(tr("Peer")), peer_);
    rows_->addRow(mutedLabel(tr("MTU")), mtu_);
    rows_->addRow(mutedLabel(tr("MAC")), mac_);
    rows_->addRow(mutedLabel(tr("Owner")), owner_);
    rows_->addRow(mutedLabel(tr("Addresses")), addresses_);
    rows_->addRow(QString(), add);
    rows_->addRow(mutedLabel(tr("Queues")), queues_);
    rows_->addRow(mutedLabel(tr("Persistent")), persistentBox_);
    rows_->addRow(mutedLabel(tr("Namespace")), move);
    rows_->addRow(buttons);

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
    connect(move, &QPushButton::clicked, this, [this] { emit moveAsked(QString::fromStdString(name_->text())); });
    connect(peer_, &QLabel::linkActivated, this, &DeviceEditor::peerAsked);
    connect(destroyButton, &QPushButton::clicked, this,
            [this] { emit destroyAsked(QString::fromStdString(name_->text())); });
    show(nullptr);
}

void DeviceEditor::show(const DeviceSnapshot* device) {
    const bool wasShown = name_.has_value();
    if (device == nullptr || name_ != device->info.name) {
        for (CheckedLine* field : {mtu_, mac_, owner_})
            field->abandon(); // what was typed was meant for the device before
        clearAddresses();
    }
    form_->parentWidget()->parentWidget()->setVisible(device != nullptr);
    gone_->setVisible(device == nullptr);
    if (device == nullptr) {
        if (wasShown)
            gone_->setText(tr("%1 is gone. Select another device.").arg(plainText(name_->text())));
        name_.reset();
        title_->setText(tr("No device selected"));
        about_->clear();
        return;
    }
    const DeviceInfo& info = device->info;
    if (name_ != info.name) {
        name_ = info.name;
        persistentMessage_->hide();
    }
    minimumMtu_ = info.minimumMtu;
    maximumMtu_ = info.maximumMtu;
    title_->setText(plainText(info.name.text()));
    showKind(info);
    mtu_->setTruth(QString::number(info.mtu));
    mac_->setTruth(info.mac ? QString::fromStdString(info.mac->text()) : QString());
    owner_->setTruth(info.owner ? QString::fromStdString(userName(*info.owner)) : QString());
    persistent_->setChecked(info.isPersistent);
    showAddresses(info.addresses);
}

void DeviceEditor::showKind(const DeviceInfo& info) {
    const QString kind = QString::fromUtf8(kindTitle(info.kind).data());
    const bool isOpened = hasDescriptor(info.kind);
    if (!isOpened)
        about_->setText(tr("%1, one end of a pair").arg(kind));
    else
        about_->setText((info.isPersistent ? tr("%1, persistent") : tr("%1, not persistent")).arg(kind));
    if (info.peer)
        peer_->setRuns(
            {{.text = QString::fromStdString(info.peer->text()), .colour = theme_.colours().accent, .isLink = true}});
    else
        peer_->setRuns({{.text = tr("in another namespace")}});
    queues_->setText(tr("several, %n open", nullptr, static_cast<int>(info.openQueues)));
    rows_->setRowVisible(peer_, info.kind == DeviceKind::Veth);
    rows_->setRowVisible(mac_, info.mac.has_value());
    rows_->setRowVisible(owner_, isOpened);
    rows_->setRowVisible(queues_, info.isMultiQueue);
    rows_->setRowVisible(persistentBox_, isOpened);
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
    // Somebody is typing an address, or mends one that was refused: shown afresh when that is done.
    for (const auto* line : addresses_->findChildren<CheckedLine*>()) {
        if (line->isPending() && !texts.contains(line->text().trimmed()))
            return;
    }
    clearAddresses();
    shownAddresses_ = texts;
    for (const auto& text : texts)
        addAddressLine(text);
}

void DeviceEditor::clearAddresses() {
    shownAddresses_.clear();
    qDeleteAll(addresses_->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
}

void DeviceEditor::addAddressLine(const QString& text) {
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto* line = new CheckedLine([](const QString& typed) { return typed.isEmpty() ? QString() : checkPrefix(typed); });
    line->setObjectName(QStringLiteral("address"));
    Theme::makeFixed(*line->line());
    line->line()->setAccessibleName(tr("Address"));
    line->line()->setPlaceholderText(tr("10.9.0.1/24 or fd09::1/64"));
    line->setTruth(text);
    auto* remove = new QToolButton;
    theme_.keepIcon(remove, QStringLiteral("x"), &Colours::muted,
                    [remove](const QIcon& icon) { remove->setIcon(icon); });
    remove->setToolTip(text.isEmpty() ? tr("Remove this line") : tr("Remove %1").arg(text));
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
              const auto added = after.empty() ? Result<IpPrefix>() : IpPrefix::parse(after);
              const auto removed = before.empty() ? Result<IpPrefix>() : IpPrefix::parse(before);
              if (!added || !removed)
                  return std::unexpected(added ? removed.error() : added.error());
              if (before.empty())
                  return after.empty() ? Result<void>() : control.change(name, AddAddress{{.prefix = *added}});
              return after.empty() ? removeAddressAlone(control, name, *removed)
                                   : replaceAddress(control, name, *removed, *added);
          });
}

} // namespace tapscope
