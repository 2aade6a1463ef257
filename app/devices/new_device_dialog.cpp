#include "new_device_dialog.h"

#include "../settings_form/checked_line.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "field_checks.h"

#include <net/user_name.h>

#include <QButtonGroup>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <unistd.h>

#include <array>

namespace tapscope {
namespace {

constexpr quint32 smallestMtu = 68, usualMtu = 1500;
constexpr std::array kindsInOrder = {DeviceKind::Tap, DeviceKind::Tun, DeviceKind::Veth};

quint32 largestMtu(DeviceKind kind) {
    return kind == DeviceKind::Tap ? 65521 : 65535; // a TAP's frame has an Ethernet header in its 65535 bytes
}

QStringList wordsOf(const QString& text) {
    static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
    return text.split(separators, Qt::SkipEmptyParts);
}

QString checkNewName(const QString& text) {
    return text.isEmpty() ? QString() : checkName(text);
}

QString checkPrefixes(const QString& text) {
    for (const auto& word : wordsOf(text)) {
        if (const QString wrong = checkPrefix(word); !wrong.isEmpty())
            return QStringLiteral("%1: %2").arg(word, wrong);
    }
    return {};
}

std::optional<InterfaceName> nameIn(const CheckedLine& line) {
    auto name = InterfaceName::parse(line.text().toStdString());
    return name ? std::optional(std::move(*name)) : std::nullopt;
}

std::vector<IpPrefix> prefixesIn(const CheckedLine& line) {
    std::vector<IpPrefix> prefixes;
    for (const auto& word : wordsOf(line.text())) {
        if (auto prefix = IpPrefix::parse(word.toStdString()))
            prefixes.push_back(*prefix);
    }
    return prefixes;
}

CheckedLine* addressesLine(const char* objectName, const QString& example) {
    auto* line = new CheckedLine(checkPrefixes);
    line->line()->setPlaceholderText(example);
    Theme::makeFixed(*line->line());
    line->line()->setObjectName(QString::fromLatin1(objectName));
    return line;
}

} // namespace

NewDeviceDialog::NewDeviceDialog(DeviceService& service, QWidget* parent)
    : QDialog(parent), service_(service), form_(new QFormLayout), kinds_(new QButtonGroup(this)), about_(new QLabel),
      name_(new CheckedLine(checkNewName)),
      addresses_(addressesLine("addresses", QStringLiteral("10.9.0.1/24, fd09::1/64"))),
      peer_(new CheckedLine(checkNewName)),
      peerAddresses_(addressesLine("peerAddresses", QStringLiteral("10.9.0.2/24, fd09::2/64"))),
      mtu_(new CheckedLine([this](const QString& text) { return checkMtu(text, smallestMtu, largestMtu(kind())); })),
      owner_(new CheckedLine([](const QString&) { return QString(); })),
      queues_(new QCheckBox(tr("several programs at a time (multi-queue)"))),
      keep_(new QCheckBox(tr("after TapScope ends (persistent)"))), up_(new QCheckBox(tr("switch it on"))),
      refusal_(new QLabel), create_(new QPushButton(tr("&Create"))),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Cancel)) {
    setWindowTitle(tr("New device"));
    setMinimumWidth(480);
    name_->line()->setObjectName(QStringLiteral("name"));
    peer_->line()->setObjectName(QStringLiteral("peer"));
    mtu_->line()->setText(QString::number(usualMtu));
    mtu_->line()->setObjectName(QStringLiteral("mtu"));
    owner_->line()->setText(QString::fromStdString(userName(getuid())));
    owner_->line()->setObjectName(QStringLiteral("owner"));
    queues_->setObjectName(QStringLiteral("queues"));
    keep_->setChecked(true);
    keep_->setObjectName(QStringLiteral("keep"));
    up_->setChecked(true);
    up_->setObjectName(QStringLiteral("up"));
    about_->setProperty("role", "muted");
    about_->setWordWrap(true);
    refusal_->setProperty("role", "error");
    refusal_->setWordWrap(true);
    refusal_->setObjectName(QStringLiteral("refusal"));
    refusal_->hide();
    create_->setProperty("role", "primary");
    create_->setDefault(true);
    create_->setObjectName(QStringLiteral("create"));
    buttons_->addButton(create_, QDialogButtonBox::AcceptRole);
    layOut();
    for (CheckedLine* field : {name_, addresses_, peer_, peerAddresses_, mtu_, owner_})
        connect(field->line(), &QLineEdit::textChanged, this, &NewDeviceDialog::update);
    connect(kinds_, &QButtonGroup::idToggled, this, [this](int, bool checked) {
        if (checked)
            showKind();
    });
    connect(buttons_, &QDialogButtonBox::accepted, this, &NewDeviceDialog::create);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showKind();
    name_->line()->setFocus();
}

void NewDeviceDialog::layOut() {
    auto* heading = new QLabel(tr("New device"));
    heading->setProperty("role", "heading");
    auto* kindRow = new QHBoxLayout;
    kindRow->setSpacing(16);
    for (const DeviceKind each : kindsInOrder) {
        const QString title = QString::fromUtf8(kindTitle(each).data());
        auto* button = new QRadioButton(each == DeviceKind::Veth ? tr("%1 pair").arg(title) : title);
        button->setObjectName(QString::fromUtf8(kindWord(each).data()));
        kinds_->addButton(button, static_cast<int>(each));
        kindRow->addWidget(button);
    }
    kindRow->addStretch();
    kinds_->button(static_cast<int>(DeviceKind::Tap))->setChecked(true);
    form_->setVerticalSpacing(8);
    form_->setHorizontalSpacing(24);
    form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form_->addRow(tr("Kind"), kindRow);
    form_->addRow(QString(), about_);
    form_->addRow(tr("&Name"), name_);
    form_->addRow(tr("&Addresses"), addresses_);
    form_->addRow(tr("&Peer"), peer_);
    form_->addRow(tr("Pee&r's addresses"), peerAddresses_);
    form_->addRow(tr("&MTU"), mtu_);
    form_->addRow(tr("&Owner"), owner_);
    form_->addRow(tr("&Shared"), queues_);
    form_->addRow(tr("&Keep"), keep_);
    form_->addRow(tr("&Up at once"), up_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->setSizeConstraint(QLayout::SetFixedSize); // as high as the kind's fields
    layout->addWidget(heading);
    layout->addLayout(form_);
    layout->addWidget(refusal_);
    layout->addWidget(buttons_);
}

DeviceKind NewDeviceDialog::kind() const {
    return static_cast<DeviceKind>(kinds_->checkedId());
}

void NewDeviceDialog::showKind() {
    const bool isPair = kind() == DeviceKind::Veth;
    for (auto* button : kinds_->buttons()) // the Tab key stops at the chosen one; Qt sees to that only later
        button->setFocusPolicy(button->isChecked() ? Qt::StrongFocus : Qt::ClickFocus);
    switch (kind()) {
    case DeviceKind::Tap:
        about_->setText(tr("Ethernet frames to and from a program, such as a virtual machine."));
        break;
    case DeviceKind::Tun:
        about_->setText(tr("IP packets to and from a program, such as a VPN. No MAC address, no ARP."));
        break;
    case DeviceKind::Veth:
        about_->setText(tr("A cable with two ends. Move one into a namespace to link it with this one."));
        break;
    }
    const QString word = QString::fromUtf8(kindWord(kind()).data());
    name_->line()->setPlaceholderText(
        tr("automatic (%1)")
            .arg(word + QStringLiteral("0, ") + word + (isPair ? QStringLiteral("2, …") : QStringLiteral("1, …"))));
    peer_->line()->setPlaceholderText(tr("automatic (veth1, veth3, …)"));
    for (QWidget* row : {static_cast<QWidget*>(peer_), static_cast<QWidget*>(peerAddresses_)})
        form_->setRowVisible(row, isPair);
    for (QWidget* row : {static_cast<QWidget*>(owner_), static_cast<QWidget*>(queues_), static_cast<QWidget*>(keep_)})
        form_->setRowVisible(row, !isPair);
    up_->setText(isPair ? tr("switch both ends on") : tr("switch it on"));
    update();
}

void NewDeviceDialog::update() {
    const bool isPair = kind() == DeviceKind::Veth;
    const bool isHalfNamed = isPair && name_->text().isEmpty() != peer_->text().isEmpty();
    bool isValid = name_->isValid() && addresses_->isValid() && mtu_->isValid();
    if (isPair)
        isValid = isValid && peer_->isValid() && peerAddresses_->isValid() && !isHalfNamed;
    create_->setEnabled(isValid);
    refuse(isHalfNamed ? tr("Name both ends, or neither.") : QString());
}

void NewDeviceDialog::refuse(const QString& reason) {
    refusal_->setText(reason);
    refusal_->setVisible(!reason.isEmpty());
}

NewDevice NewDeviceDialog::wish() const {
    NewDevice wish{.kind = kind(),
                   .name = nameIn(*name_),
                   .addresses = prefixesIn(*addresses_),
                   .mtu = mtu_->text().toUInt(),
                   .state = up_->isChecked() ? LinkState::Up : LinkState::Down};
    if (wish.kind == DeviceKind::Veth) {
        wish.peer = nameIn(*peer_);
        wish.peerAddresses = prefixesIn(*peerAddresses_);
    } else {
        wish.multiQueue = queues_->isChecked();
        wish.persistence = keep_->isChecked() ? Persistence::Kept : Persistence::Dropped;
    }
    return wish;
}

void NewDeviceDialog::create() {
    const std::string owner = kind() == DeviceKind::Veth ? std::string() : owner_->text().trimmed().toStdString();
    buttons_->setEnabled(false);
    auto name = std::make_shared<QString>();
    service_.request(
        this,
        [wish = wish(), owner, name, kept = service_.kept()](DeviceControl& control) mutable -> Result<void> {
            if (!owner.empty()) {
                auto user = userId(owner);
                if (!user)
                    return std::unexpected(user.error());
                wish.owner = *user;
            }
            auto made = makeDevice(control, wish);
            if (!made)
                return std::unexpected(made.error());
            *name = QString::fromStdString(made->name.text());
            if (made->device && wish.persistence == Persistence::Dropped)
                kept->keep(std::move(*made->device));
            return {};
        },
        [this, name](const Result<void>& done) {
            buttons_->setEnabled(true);
            if (!done)
                return refuse(plainText(done.error().text()));
            emit created(*name);
            accept();
        });
}

} // namespace tapscope
