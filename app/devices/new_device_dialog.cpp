#include "new_device_dialog.h"

#include "../background/background.h"
#include "../settings_form/checked_line.h"
#include "../settings_form/form_grid.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "change_words.h"
#include "field_checks.h"
#include "namespace_box.h"
#include "new_device_fields.h"
#include "setting_editor.h"

#include <net/user_name.h>
#include <privilege/device_places.h>

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <unistd.h>

#include <algorithm>
#include <initializer_list>

namespace tapscope {
namespace {

const DeviceSetting& settingNamed(std::string_view key) {
    return **findDeviceSetting(key);
}

/// Addresses are separated by commas, or by spaces if they have no further words.
QStringList wordsOf(const QString& text) {
    static const QRegularExpression separators(QStringLiteral("[,;]+"));
    static const QRegularExpression spaces(QStringLiteral("\\s+"));
    QStringList words;
    for (const QString& piece : text.split(separators, Qt::SkipEmptyParts)) {
        if (parseInterfaceAddress(piece.toStdString()))
            words << piece.trimmed();
        else
            words << piece.split(spaces, Qt::SkipEmptyParts);
    }
    return words;
}

QString checkPrefixes(const QString& text) {
    QStringList earlier;
    for (const auto& word : wordsOf(text)) {
        if (const QString wrong = checkSetting(settingNamed("address"), word); !wrong.isEmpty())
            return QStringLiteral("%1: %2").arg(word, wrong);
        const auto address = parseInterfaceAddress(word.toStdString());
        const QString shown = address ? QString::fromStdString(addressText(*address)) : word;
        if (earlier.contains(shown))
            return NewDeviceDialog::tr("%1 is given twice").arg(shown);
        earlier << shown;
    }
    return {};
}

std::optional<InterfaceName> nameIn(const CheckedLine& line) {
    auto name = InterfaceName::parse(line.text().toStdString());
    return name ? std::optional(std::move(*name)) : std::nullopt;
}

std::vector<DeviceChange> addressesIn(const CheckedLine& line) {
    std::vector<DeviceChange> changes;
    for (const auto& word : wordsOf(line.text())) {
        if (auto change = settingNamed("address").change(word.toStdString()))
            changes.push_back(std::move(*change));
    }
    return changes;
}

CheckedLine* addressesLine(const char* objectName, const QString& example) {
    auto* line = new CheckedLine(checkPrefixes);
    line->line()->setPlaceholderText(example);
    Theme::makeFixed(*line->line());
    line->line()->setObjectName(QString::fromLatin1(objectName));
    return line;
}

} // namespace

NewDeviceDialog::NewDeviceDialog(DeviceService& service, QStringList taken, QWidget* parent)
    : QDialog(parent), service_(service), taken_(std::move(taken)), form_(new FormGrid), kinds_(new QButtonGroup(this)),
      about_(new QLabel), name_(new CheckedLine([this](const QString& text) { return checkNewName(text); })),
      addresses_(addressesLine("addresses", QStringLiteral("10.9.0.1/24, fd09::1/64"))),
      peer_(new CheckedLine([this](const QString& text) { return checkNewName(text); })),
      peerAddresses_(addressesLine("peerAddresses", QStringLiteral("10.9.0.2/24, fd09::2/64"))),
      namespace_(new NamespaceBox(service, tr("this one; or a name, or a process id"))), virtioHeader_(new QComboBox),
      queues_(new QCheckBox(tr("several programs can open the device at once (multi-queue)"))),
      keep_(new QCheckBox(tr("keep the device after TapScope ends"))), up_(new QCheckBox(tr("switch it on"))),
      refusal_(new QLabel), create_(new QPushButton(tr("&Create"))), buttons_(new QDialogButtonBox) {
    setWindowTitle(tr("New device"));
    setMinimumWidth(480);
    name_->line()->setObjectName(QStringLiteral("name"));
    peer_->line()->setObjectName(QStringLiteral("peer"));
    makeSettings();
    virtioHeader_->setObjectName(QStringLiteral("virtioHeader"));
    virtioHeader_->addItem(tr("none"));
    virtioHeader_->addItem(tr("10 bytes"), static_cast<int>(VirtioHeader::Size::Short));
    virtioHeader_->addItem(tr("12 bytes, with the number of buffers"), static_cast<int>(VirtioHeader::Size::Long));
    virtioHeader_->setToolTip(tr("A virtio_net_hdr before each frame, for a program such as a virtual machine"));
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
    refusal_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    refusal_->setMinimumHeight(refusal_->fontMetrics().height()); // the buttons stay where they are
    create_->setProperty("role", "primary");
    create_->setDefault(true);
    create_->setObjectName(QStringLiteral("create"));
    buttons_->addButton(create_, QDialogButtonBox::AcceptRole);
    buttons_->addButton(tr("Cance&l"), QDialogButtonBox::RejectRole);
    layOut();
    for (CheckedLine* field : {name_, addresses_, peer_, peerAddresses_})
        connect(field->line(), &QLineEdit::textChanged, this, &NewDeviceDialog::update);
    connect(namespace_, &QComboBox::currentTextChanged, this, [this] {
        name_->checkAgain(); // each namespace has its own names
        peer_->checkAgain();
        update();
    });
    connect(kinds_, &QButtonGroup::idToggled, this, [this](int, bool checked) {
        if (checked)
            showKind();
    });
    connect(buttons_, &QDialogButtonBox::accepted, this, &NewDeviceDialog::create);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showKind();
    name_->line()->setFocus();
}

QString NewDeviceDialog::place() const {
    const QString typed = namespace_->text();
    bool isProcess = false;
    typed.toUInt(&isProcess);
    return isProcess ? QStringLiteral("pid:") + typed : typed;
}

/// A line for each commonly used setting with a single value; the kernel chooses the values that stay empty.
void NewDeviceDialog::makeSettings() {
    for (const auto& setting : deviceSettings()) {
        if (setting.isList() || setting.isRare || setting.type == DeviceSetting::Type::Switch)
            continue;
        auto* line = settingLine(setting, [&setting](const QString& text) {
            return text.isEmpty() ? QString() : checkSetting(setting, text);
        });
        if (setting.type == DeviceSetting::Type::User)
            line->line()->setText(QString::fromStdString(userName(getuid())));
        if (setting.type == DeviceSetting::Type::User || setting.type == DeviceSetting::Type::Group)
            connect(line->line(), &QLineEdit::textEdited, this, [this, &setting, line] { lookUp(setting, *line); });
        settings_.emplace_back(&setting, line);
        connect(line->line(), &QLineEdit::textChanged, this, &NewDeviceDialog::update);
    }
}

QString NewDeviceDialog::checkNewName(const QString& text) const {
    if (text.isEmpty())
        return {};
    return place().isEmpty() && taken_.contains(text) ? tr("A device has this name already") : checkName(text);
}

void NewDeviceDialog::lookUp(const DeviceSetting& setting, CheckedLine& line) {
    const QString text = line.text();
    if (text.trimmed().isEmpty())
        return;
    inBackground(
        &line, [&setting, name = text.trimmed().toStdString()] { return setting.change(name); },
        [&line, text](const Result<DeviceChange>& found) {
            if (!found && line.text() == text) // otherwise another text was typed meanwhile
                line.refuse(plainText(found.error().reason));
        });
}

void NewDeviceDialog::layOut() {
    auto* heading = new QLabel(tr("New device"));
    heading->setProperty("role", "heading");
    auto* kindRow = new QHBoxLayout;
    kindRow->setSpacing(16);
    for (const DeviceKind each : newDeviceKinds) {
        auto* button = new QRadioButton(newDeviceTitle(each));
        button->setObjectName(QString::fromUtf8(kindWord(each).data()));
        kinds_->addButton(button, static_cast<int>(each));
        kindRow->addWidget(button);
    }
    kindRow->addStretch();
    kinds_->button(static_cast<int>(DeviceKind::Tap))->setChecked(true);
    form_->setVerticalSpacing(4); // it has many rows, and a small screen is 640 high
    form_->setHorizontalSpacing(24);
    form_->addRow(tr("Kind"), kindRow);
    form_->addRow(QString(), about_);
    form_->addRow(tr("&Name"), name_);
    form_->addRow(tr("&Addresses"), addresses_);
    form_->addRow(tr("&Peer"), peer_);
    form_->addRow(tr("Pee&r's addresses"), peerAddresses_);
    form_->addRow(tr("Namespac&e"), namespace_);
    QString usedLetters = mnemonicsOf({tr("&Name"), tr("Namespac&e"), tr("&Virtio header"), tr("&Addresses"),
                                       tr("&Peer"), tr("Pee&r's addresses"), tr("&Queues"), tr("Per&sistent"),
                                       tr("&Up at once"), create_->text(), tr("Cance&l")});
    for (const auto& [setting, line] : settings_)
        form_->addRow(withMnemonic(titleOf(*setting), usedLetters), line);
    form_->addRow(tr("&Virtio header"), virtioHeader_);
    form_->addRow(tr("&Queues"), queues_);
    form_->addRow(tr("Per&sistent"), keep_);
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
    const bool isOpened = hasDescriptor(kind());
    for (auto* button : kinds_->buttons()) // the Tab key stops at the checked button; Qt itself ensures that only later
        button->setFocusPolicy(button->isChecked() ? Qt::StrongFocus : Qt::ClickFocus);
    switch (kind()) {
    case DeviceKind::Tap:
        about_->setText(tr("Ethernet frames to and from a program, such as a virtual machine."));
        break;
    case DeviceKind::Tun:
        about_->setText(tr("IP packets to and from a program, such as a VPN. No MAC address, no ARP."));
        break;
    case DeviceKind::Veth:
        about_->setText(
            tr("A virtual cable with two ends. Move one end into another namespace to connect the two namespaces."));
        break;
    case DeviceKind::Bridge:
        about_->setText(tr("A switch in the kernel. TAP and vETH devices can be its ports."));
        break;
    }
    const QString word =
        kind() == DeviceKind::Bridge ? QStringLiteral("br") : QString::fromUtf8(kindWord(kind()).data());
    name_->line()->setPlaceholderText(
        tr("automatic (%1)")
            .arg(word + QStringLiteral("0, ") + word + (isPair ? QStringLiteral("2, …") : QStringLiteral("1, …"))));
    peer_->line()->setPlaceholderText(tr("automatic (veth1, veth3, …)"));
    for (QWidget* row : std::initializer_list<QWidget*>{peer_, peerAddresses_})
        form_->setRowVisible(row, isPair);
    for (QWidget* row : std::initializer_list<QWidget*>{virtioHeader_, queues_, keep_})
        form_->setRowVisible(row, isOpened);
    for (const auto& [setting, line] : settings_)
        form_->setRowVisible(line, setting->has(kind()) && !(isPair && setting->type == DeviceSetting::Type::Mac));
    up_->setText(isPair ? tr("switch both ends on") : tr("switch it on"));
    update();
}

void NewDeviceDialog::update() {
    const bool isPair = kind() == DeviceKind::Veth;
    const bool isHalfNamed = isPair && name_->text().isEmpty() != peer_->text().isEmpty();
    const QString reason = isHalfNamed ? tr("Name both ends, or neither.") : invalidField();
    create_->setEnabled(reason.isEmpty());
    refuse(reason);
}

/// The first field whose text is not valid, and why; empty if there is none.
QString NewDeviceDialog::invalidField() const {
    std::vector<std::pair<QString, const CheckedLine*>> fields = {{tr("&Name"), name_}, {tr("&Addresses"), addresses_}};
    if (kind() == DeviceKind::Veth) {
        fields.emplace_back(tr("&Peer"), peer_);
        fields.emplace_back(tr("Pee&r's addresses"), peerAddresses_);
    }
    for (const auto& [setting, line] : settings_) {
        if (form_->isRowVisible(line))
            fields.emplace_back(titleOf(*setting), line);
    }
    for (auto& [title, line] : fields) {
        if (const QString reason = line->reason(); !reason.isEmpty())
            return QStringLiteral("%1: %2").arg(title.remove(QLatin1Char('&')), plainText(reason));
    }
    return {};
}

void NewDeviceDialog::refuse(const QString& reason) {
    refusal_->setText(reason);
}

NewDevice NewDeviceDialog::wish() const {
    NewDevice wish{.kind = kind(), .name = nameIn(*name_), .changes = addressesIn(*addresses_)};
    if (wish.kind == DeviceKind::Veth) {
        wish.peer = nameIn(*peer_);
        wish.peerChanges = addressesIn(*peerAddresses_);
    }
    if (hasDescriptor(wish.kind)) {
        wish.multiQueue = queues_->isChecked();
        if (virtioHeader_->currentIndex() > 0)
            wish.virtioHeader =
                VirtioHeader{.size = static_cast<VirtioHeader::Size>(virtioHeader_->currentData().toInt())};
        wish.persistence = keep_->isChecked() ? Persistence::Kept : Persistence::Dropped;
    }
    return wish;
}

std::vector<std::pair<const DeviceSetting*, std::string>> NewDeviceDialog::texts() const {
    std::vector<std::pair<const DeviceSetting*, std::string>> texts;
    if (up_->isChecked())
        texts.emplace_back(&settingNamed("up"), "on");
    for (const auto& [setting, line] : settings_) {
        if (const QString text = line->text().trimmed(); !text.isEmpty() && form_->isRowVisible(line))
            texts.emplace_back(setting, text.toStdString());
    }
    return texts;
}

void NewDeviceDialog::create() {
    buttons_->setEnabled(false);
    auto names = std::make_shared<QStringList>();
    QStringList addresses = wordsOf(addresses_->text());
    if (kind() == DeviceKind::Veth)
        addresses += wordsOf(peerAddresses_->text());
    const QString place = this->place();
    service_.request(
        this,
        [wish = wish(), texts = texts(), names, kept = service_.kept(), place = place.toStdString(),
         here = service_.control()](DeviceControl&) mutable -> Result<void> {
            for (const auto& [setting, text] : texts) {
                auto change = setting->change(text);
                if (!change)
                    return std::unexpected(std::move(change.error()));
                if (wish.kind == DeviceKind::Veth)
                    wish.peerChanges.push_back(*change);
                wish.changes.push_back(std::move(*change));
            }
            const auto control = DevicePlaces(here, HelperProgram::ofThisProgram()).at(place);
            if (!control)
                return std::unexpected(control.error());
            auto made = makeDevice(**control, wish);
            if (!made)
                return std::unexpected(made.error());
            *names << QString::fromStdString(made->name.text());
            if (made->peer)
                *names << QString::fromStdString(made->peer->text());
            if (made->device && wish.persistence == Persistence::Dropped) {
                kept->keep(std::move(*made->device));
                if (!place.empty())
                    kept->moved(made->name);
            }
            return {};
        },
        [this, names, place](const Result<void>& done) {
            buttons_->setEnabled(true);
            if (!done)
                return refuse(plainText(done.error().text()));
            if (place.isEmpty())
                emit created(names->front());
            accept();
        },
        [names, title = newDeviceTitle(kind()), addresses, place] {
            return place.isEmpty() ? createdWords(*names, title, addresses) : createdWords(*names, title, place);
        });
}

} // namespace tapscope
