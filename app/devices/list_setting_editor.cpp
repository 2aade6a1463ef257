#include "list_setting_editor.h"

#include "../settings_form/checked_line.h"
#include "../theme/theme.h"

#include <net/address_change.h>

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace tapscope {
namespace {

/// The properties of an address that are not in its text because they change continuously.
QString lifetimeOf(const InterfaceAddress& address) {
    if (address.validSeconds == InterfaceAddress::forEver)
        return {};
    return ListSettingEditor::tr("Removed by the kernel in %L1 s").arg(address.validSeconds);
}

/// The kernel's prefix length for an address without one.
QString wholePrefix(const QString& typed) {
    const auto address = parseInterfaceAddress(typed.toStdString());
    return address && !typed.contains(QLatin1Char('/')) ? QString::fromStdString(addressText(*address)) : typed;
}

} // namespace

ListSettingEditor::ListSettingEditor(const Parts& parts, const DeviceSetting& setting)
    : SettingEditor(parts, setting), lines_(new QWidget), linesLayout_(new QVBoxLayout(lines_)) {
    const QString key = QString::fromUtf8(setting.key.data(), static_cast<qsizetype>(setting.key.size()));
    setObjectName(key + QStringLiteral("-list"));
    linesLayout_->setContentsMargins(0, 0, 0, 0);
    linesLayout_->setSpacing(4);
    auto* add = new QPushButton(setting.type == DeviceSetting::Type::Address ? tr("+ Add address") : tr("+ Add name"));
    add->setObjectName(QStringLiteral("add-") + key);
    add->setFlat(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(lines_);
    layout->addWidget(add, 0, Qt::AlignLeft);
    connect(add, &QPushButton::clicked, this, [this] { addLine({}); });
}

// Its lines lose the focus while they are destroyed, and would call an editor that is partly destroyed.
ListSettingEditor::~ListSettingEditor() {
    delete lines_;
}

void ListSettingEditor::abandon() {
    shown_.clear();
    qDeleteAll(lines_->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
}

void ListSettingEditor::update(const DeviceInfo& device) {
    QStringList texts;
    for (const auto& value : setting().read(device))
        texts << QString::fromStdString(textOf(setting(), value));
    const auto lines = lines_->findChildren<CheckedLine*>();
    if (texts != shown_) {
        // The user is typing a value or correcting a refused one: the list is updated afterwards.
        for (const auto* line : lines) {
            if (line->isPending() && !texts.contains(line->text().trimmed()))
                return;
        }
        abandon();
        shown_ = texts;
        for (const auto& text : texts)
            addLine(text);
    }
    if (setting().type != DeviceSetting::Type::Address)
        return;
    const auto now = lines_->findChildren<CheckedLine*>();
    for (qsizetype i = 0; i < std::min(now.size(), static_cast<qsizetype>(device.addresses.size())); ++i) {
        const QString lifetime = lifetimeOf(device.addresses[static_cast<std::size_t>(i)]);
        now[i]->line()->setToolTip(lifetime.isEmpty() ? now[i]->text() : now[i]->text() + '\n' + lifetime);
    }
}

void ListSettingEditor::addLine(const QString& text) {
    const QString key = QString::fromUtf8(setting().key.data(), static_cast<qsizetype>(setting().key.size()));
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto* line = new CheckedLine([this](const QString& typed) { return typed.isEmpty() ? QString() : check(typed); });
    line->setObjectName(key);
    line->line()->setAccessibleName(title());
    if (setting().type == DeviceSetting::Type::Address) {
        Theme::makeFixed(*line->line());
        line->line()->setPlaceholderText(tr("10.9.0.1/24 or fd09::1/64"));
    }
    line->setTruth(text);
    auto* remove = new QToolButton;
    theme().keepIcon(remove, QStringLiteral("x"), &Colours::muted,
                     [remove](const QIcon& icon) { remove->setIcon(icon); });
    remove->setToolTip(text.isEmpty() ? tr("Remove this line") : tr("Remove %1").arg(text));
    remove->setAccessibleName(remove->toolTip());
    remove->setObjectName(QStringLiteral("remove-") + key);
    layout->addWidget(line, 1);
    layout->addWidget(remove, 0, Qt::AlignTop);
    linesLayout_->addWidget(row);
    connect(line, &CheckedLine::committed, this,
            [this, line, text](const QString& typed) { change(*line, text, typed.trimmed()); });
    connect(remove, &QToolButton::clicked, this, [this, line, row, text] {
        if (text.isEmpty())
            row->deleteLater();
        else
            change(*line, text, {});
    });
    if (text.isEmpty())
        line->line()->setFocus();
}

SettingEditor::Work ListSettingEditor::removing(const QString& text) const {
    return [text = text.toStdString(), &setting = setting()](DeviceControl& control,
                                                             const InterfaceName& name) -> Result<void> {
        const auto change = setting.remove(text);
        return change ? changeAlone(control, name, *change) : std::unexpected(change.error());
    };
}

/// Adds the new value first: if it is refused, the old one still exists.
SettingEditor::Work ListSettingEditor::replacing(const QString& before, const QString& after) const {
    return
        [remove = removing(before), add = changing(after), before = before.toStdString(), after = after.toStdString(),
         &setting = setting()](DeviceControl& control, const InterfaceName& name) -> Result<void> {
            if (setting.type == DeviceSetting::Type::Address) {
                const auto gone = parseInterfaceAddress(before);
                const auto added = parseInterfaceAddress(after);
                if (!gone || !added)
                    return std::unexpected(gone ? added.error() : gone.error());
                return replaceAddress(control, name, *gone, *added);
            }
            auto done = add(control, name);
            return done ? remove(control, name) : done;
        };
}

void ListSettingEditor::change(CheckedLine& line, const QString& before, const QString& after) {
    if (before.isEmpty() && after.isEmpty())
        return;
    Work work = before.isEmpty() ? changing(after) : after.isEmpty() ? removing(before) : replacing(before, after);
    const QString now = setting().type == DeviceSetting::Type::Address ? wholePrefix(after) : after;
    const QString what = after.isEmpty()     ? tr("%1: %2 was removed").arg(device(), before)
                         : !before.isEmpty() ? tr("%1: %2 was replaced by %3").arg(device(), before, now)
                         : now == after
                             ? tr("%1: %2 was added").arg(device(), after)
                             : tr("%1: %2 was added as %3, because it has no prefix length").arg(device(), after, now);
    apply(line, std::move(work), what, [&line](const QString& refusal) {
        if (refusal.isEmpty())
            line.clearRefusal();
        else
            line.refuse(refusal);
    });
}

} // namespace tapscope
