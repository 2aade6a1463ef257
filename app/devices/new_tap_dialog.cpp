#include "new_tap_dialog.h"

#include "../settings_form/checked_line.h"
#include "../theme/theme.h"
#include "field_checks.h"

#include <net/user_name.h>

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <unistd.h>

namespace tapscope {
namespace {

constexpr quint32 smallestMtu = 68, largestMtu = 65521, usualMtu = 1500;

QStringList wordsOf(const QString& text) {
    static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
    return text.split(separators, Qt::SkipEmptyParts);
}

struct Wish {
    std::string name, owner;
    std::vector<IpPrefix> addresses;
    std::uint32_t mtu = usualMtu;
    bool keep = true, up = true;
};

Result<void> configure(DeviceControl& control, const InterfaceName& name, const Wish& wish) {
    if (auto set = control.change(name, Mtu{wish.mtu}); !set)
        return set;
    for (const auto& prefix : wish.addresses) {
        if (auto added = control.change(name, AddAddress{{.prefix = prefix}}); !added)
            return added;
    }
    return wish.up ? control.change(name, LinkState::Up) : Result<void>{};
}

Result<TapDevice> make(DeviceControl& control, const Wish& wish) {
    TapOptions options;
    if (!wish.owner.empty()) {
        auto owner = userId(wish.owner);
        if (!owner)
            return std::unexpected(owner.error());
        options.owner = *owner;
    }
    if (wish.name.empty())
        return control.create(std::nullopt, options);
    auto name = InterfaceName::parse(wish.name);
    if (!name)
        return std::unexpected(name.error());
    return control.create(*name, options);
}

} // namespace

NewTapDialog::NewTapDialog(DeviceService& service, QWidget* parent)
    : QDialog(parent), service_(service),
      name_(new CheckedLine([](const QString& text) { return text.isEmpty() ? QString() : checkName(text); })),
      addresses_(new CheckedLine([](const QString& text) {
          for (const auto& word : wordsOf(text)) {
              if (const QString wrong = checkPrefix(word); !wrong.isEmpty())
                  return tr("%1: %2").arg(word, wrong);
          }
          return QString();
      })),
      mtu_(new CheckedLine([](const QString& text) { return checkMtu(text, smallestMtu, largestMtu); })),
      owner_(new CheckedLine([](const QString&) { return QString(); })),
      keep_(new QCheckBox(tr("after TapScope ends (persistent)"))), up_(new QCheckBox(tr("switch it on"))),
      refusal_(new QLabel), buttons_(new QDialogButtonBox(QDialogButtonBox::Cancel)) {
    setWindowTitle(tr("New TAP"));
    setMinimumWidth(460);
    name_->line()->setPlaceholderText(tr("automatic (tap0, tap1, …)"));
    name_->line()->setObjectName(QStringLiteral("name"));
    addresses_->line()->setPlaceholderText(QStringLiteral("10.9.0.1/24"));
    addresses_->line()->setFont(Theme::fixedFont());
    addresses_->line()->setObjectName(QStringLiteral("addresses"));
    mtu_->line()->setText(QString::number(usualMtu));
    mtu_->line()->setObjectName(QStringLiteral("mtu"));
    owner_->line()->setText(QString::fromStdString(userName(getuid())));
    owner_->line()->setObjectName(QStringLiteral("owner"));
    keep_->setChecked(true);
    keep_->setObjectName(QStringLiteral("keep"));
    up_->setChecked(true);
    up_->setObjectName(QStringLiteral("up"));
    refusal_->setProperty("role", "error");
    refusal_->setWordWrap(true);
    refusal_->setObjectName(QStringLiteral("refusal"));
    refusal_->hide();
    auto* heading = new QLabel(tr("New TAP"));
    heading->setProperty("role", "heading");
    auto* hint = new QLabel(tr("one or more, IPv4 or IPv6 with prefix length"));
    hint->setProperty("role", "muted");
    auto* createButton = new QPushButton(tr("Create"));
    createButton->setProperty("role", "primary");
    createButton->setDefault(true);
    createButton->setObjectName(QStringLiteral("create"));
    buttons_->addButton(createButton, QDialogButtonBox::AcceptRole);

    auto* form = new QFormLayout;
    form->setVerticalSpacing(8);
    form->setHorizontalSpacing(24);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Name"), name_);
    form->addRow(tr("&Addresses"), addresses_);
    form->addRow(QString(), hint);
    form->addRow(tr("&MTU"), mtu_);
    form->addRow(tr("&Owner"), owner_);
    form->addRow(tr("&Keep"), keep_);
    form->addRow(tr("&Up at once"), up_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(heading);
    layout->addLayout(form);
    layout->addWidget(refusal_);
    layout->addWidget(buttons_);

    for (CheckedLine* field : {name_, addresses_, mtu_, owner_})
        connect(field->line(), &QLineEdit::textChanged, this, &NewTapDialog::update);
    connect(buttons_, &QDialogButtonBox::accepted, this, &NewTapDialog::create);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void NewTapDialog::update() {
    const bool isValid = name_->isValid() && addresses_->isValid() && mtu_->isValid();
    findChild<QPushButton*>(QStringLiteral("create"))->setEnabled(isValid);
}

void NewTapDialog::create() {
    Wish wish{.name = name_->text().toStdString(),
              .owner = owner_->text().trimmed().toStdString(),
              .addresses = {},
              .mtu = mtu_->text().toUInt(),
              .keep = keep_->isChecked(),
              .up = up_->isChecked()};
    for (const auto& word : wordsOf(addresses_->text())) {
        if (auto prefix = IpPrefix::parse(word.toStdString()))
            wish.addresses.push_back(*prefix);
    }
    buttons_->setEnabled(false);
    auto made = std::make_shared<QString>();
    service_.request(
        this,
        [wish, made, kept = service_.kept()](DeviceControl& control) -> Result<void> {
            auto device = make(control, wish);
            if (!device)
                return std::unexpected(device.error());
            // Not persistent before all is done: a refusal on the way lets it go by itself.
            if (auto done = configure(control, device->name(), wish); !done)
                return done;
            if (wish.keep) {
                if (auto set = device->setPersistence(Persistence::Kept); !set)
                    return set;
            }
            *made = QString::fromStdString(device->name().text());
            if (!wish.keep)
                kept->keep(std::move(*device));
            return {};
        },
        [this, made](const Result<void>& done) {
            buttons_->setEnabled(true);
            if (!done) {
                refusal_->setText(QString::fromStdString(done.error().text()));
                refusal_->show();
                return;
            }
            emit created(*made);
            accept();
        });
}

} // namespace tapscope
